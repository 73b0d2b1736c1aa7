/** What a signature changes: the packet's signing field and log, the seal, and the audit's row, in one. Source: SYSTEMS.md §1; docs/seal.md. */
import type { Change, Step } from '#core/change';
import { fieldOf } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import { type SignedBy, type SignedChange, type SigningSheet, signatureText } from '#core/signing';
import { applyEdits, type TextEdit } from '#core/text';
import { auditColumns, newRow } from '../model/audit-row';
import { insertFields } from '../model/edit';
import { PACKET, type View } from '../model/gating';
import { LOG } from '../model/questions';
import { sectionDigest } from '../model/seal';
import { minuteText } from '../model/signatures';
import type { AuditModel, PacketFacts, PacketModel } from '../model/types';
import { takenBack } from './changes';

const AUDIT = 'packets/audit';
/** In place of what is computed from the text around it. */
const noSeal = `sha256:${'0'.repeat(64)}`;
const noKey = '-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----';
/** A minute that is used takes the next; more than these are none that a person signed. */
const MOST = 60;

export function sign(view: View, sheet: SigningSheet, by: SignedBy): SignedChange | { readonly refused: string } {
  const { path } = sheet;
  const file = view.file(path, PACKET);
  const read = view.reading(path, PACKET);
  if (!file || !read || file.hash !== sheet.hash) return { refused: `${path} is not what was shown any more; look at it again.` };
  const missing = sheet.sections.filter((s) => s.text === undefined).map((s) => s.id);
  if (missing.length > 0) return { refused: `The spec has no text of ${missing.join(', ')}.` };
  const signature = unused(view, by);
  if (signature === undefined) return { refused: `${by.user} has signed in each of the next ${MOST} minutes already.` };
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
  const entry = {
    Signature: signature.text,
    Timestamp: `${minuteText(signature.minute)} UTC`,
    Section: sheet.sections.map((s) => `${s.id} ${sectionDigest(s.text ?? '')}`),
    Seal: noSeal,
    Notes: by.notes,
  };
  const drafted = applyEdits(
    file.text,
    [
      ...signed(read.model as PacketModel, file.text, signature.text),
      ...logged(read.model as PacketModel, file.text, entry, eol),
    ].sort((a, b) => a.at.start - b.at.start),
  );
  const withKey = (text: string, armour: string): string =>
    text.replace(noSeal, `${noSeal}${eol}${eol}\`\`\`${eol}${armour.trim().split(/\r?\n/).join(eol)}${eol}\`\`\`${eol}`);
  const probe = view.reread(path, PACKET, withKey(drafted, noKey))?.facts as PacketFacts | undefined;
  const seal = (view.reread(path, PACKET, drafted)?.facts as PacketFacts | undefined)?.approval?.seal?.now;
  const sealed = probe?.approval?.key?.text;
  if (seal === undefined || sealed === undefined)
    return { refused: `${path} has no place for a signature that could be read again.` };
  const audit = auditStep(view, sheet, signature.text, (read.facts as PacketFacts).specVersion ?? '', by.user);
  if ('refused' in audit) return audit;
  return {
    signature: signature.text,
    sealed,
    change: (armour): Change => {
      const text = (armour === undefined ? drafted : withKey(drafted, armour)).replace(noSeal, `sha256:${seal}`);
      return [{ do: 'edit', path, hash: file.hash, edits: [whole(file.text, text)] }, audit.step];
    },
  };
}

/** One edit that makes one text of another, as small as it can be. */
function whole(before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let tail = 0;
  while (
    tail < before.length - start &&
    tail < after.length - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++;
  return { at: { start, end: before.length - tail }, text: after.slice(start, after.length - tail) };
}

/** The first minute from then on of which no signature is used, here or on other branches. */
function unused(view: View, { user, minute }: SignedBy): { readonly text: string; readonly minute: number } | undefined {
  for (let m = minute; m < minute + MOST; m++) {
    const text = signatureText(user, m);
    const here =
      view.look.defs({ kind: 'signature', name: text }).length > 0 ||
      view.look.mentions({ kind: 'signature', name: text }).length > 0;
    const there = view.world.elsewhere(text);
    if (!here && !(there.is === 'known' && there.value.length > 0)) return { text, minute: m };
  }
  return undefined;
}

/** The signing field of the metadata; where there is none, a new one. */
function signed(model: PacketModel, text: string, signature: string): readonly TextEdit[] {
  const own = fieldOf(model.fields, 'USER_SIGNATURE');
  if (own && own.textAt.end > own.textAt.start) return [{ at: own.textAt, text: signature }];
  if (own) return [{ at: { start: own.nameAt.end, end: own.nameAt.end }, text: separated(text, own.nameAt.end, signature) }];
  return insertFields(model.fields, text, [['USER_SIGNATURE', signature]]);
}

/** Behind a name that has no value: what parts the two may be there. */
function separated(text: string, end: number, value: string): string {
  const after = /^[*_`]*:?[*_`]*/.exec(text.slice(end, end + 10))?.[0] ?? '';
  return after.includes(':') ? '' : `: ${value}`;
}

interface Entry {
  readonly Signature: string;
  readonly Timestamp: string;
  readonly Section: readonly string[];
  readonly Seal: string;
  readonly Notes: readonly string[];
}

/** The log's entry: what is there and open is filled, the rest is added below the heading. */
function logged(model: PacketModel, text: string, entry: Entry, eol: string): readonly TextEdit[] {
  const log = model.fields.fields.find((f) => f.key === LOG && f.role === 'value');
  const lines = (skip: ReadonlySet<string>): string =>
    [
      ...(['Signature', 'Timestamp'] as const).flatMap((name) => (skip.has(name) ? [] : [`- **${name}**: ${entry[name]}`])),
      ...entry.Section.map((s) => `- Section: ${s}`),
      ...entry.Notes.map((n) => `- Note: ${n}`),
      `- Seal: ${entry.Seal}`,
    ].join(eol);
  if (!log) {
    const lead = text.endsWith(eol) ? '' : eol;
    return [
      { at: { start: text.length, end: text.length }, text: `${lead}${eol}## ${LOG}${eol}${eol}${lines(new Set())}${eol}` },
    ];
  }
  const filled = new Set<string>();
  const edits = log.parts.flatMap((p): readonly TextEdit[] => {
    const name = p.key === 'USER_SIGNATURE' ? 'Signature' : normalName(p.name) === 'timestamp' ? 'Timestamp' : undefined;
    if (!name || filled.has(name) || p.textAt.end <= p.textAt.start) return [];
    filled.add(name);
    return [{ at: p.textAt, text: entry[name] }];
  });
  const heading = text.indexOf('\n', log.nameAt.end);
  const at = heading < 0 ? text.length : heading + 1;
  return [...edits, { at: { start: at, end: at }, text: `${heading < 0 ? eol : ''}${eol}${lines(filled)}${eol}` }];
}

function auditStep(
  view: View,
  { subject, path }: SigningSheet,
  signature: string,
  specVersion: string,
  user: string,
): { readonly step: Step } | { readonly refused: string } {
  const row = { signature, purpose: `Task packet: ${subject}`, specVersion, usedBy: user, evidence: path };
  const [audit] = view.look.files(AUDIT);
  if (audit === undefined) {
    const [place] = view.dialect.paths.audit;
    if (place === undefined || /[*?{[]/.test(place))
      return { refused: 'There is no signature audit, and nothing says where it would be.' };
    const { text } = newRow({ table: { columns: auditColumns, end: 0 } } as unknown as AuditModel, '', view.dialect, row);
    const head = `# Signature audit\n\n| ${auditColumns.join(' | ')} |\n|${auditColumns.map(() => '---').join('|')}|`;
    return { step: { do: 'create', path: place, text: `${head}${text}\n` } };
  }
  const file = view.file(audit, AUDIT);
  const read = view.reading(audit, AUDIT);
  if (!file || !read) return { refused: `${audit} cannot be read.` };
  const { at, text } = newRow(read.model as AuditModel, file.text, view.dialect, row);
  const edits = [...withdrawn(view, subject, read.model as AuditModel, file.text), { at: { start: at, end: at }, text }];
  return { step: { do: 'edit', path: audit, hash: file.hash, edits: edits.sort((a, b) => a.at.start - b.at.start) } };
}

/** Rows of signatures that the packet does not carry any more stay, and say that they were taken back. */
function withdrawn(view: View, id: string, { rows }: AuditModel, text: string): readonly TextEdit[] {
  const keys = new Set(takenBack(view, id).map((s) => s.name));
  return rows.flatMap((row): readonly TextEdit[] => {
    if (!row.valid || !keys.has(row.signature.key)) return [];
    const end = row.at.start + (/[ \t]*\|?\s*$/.exec(text.slice(row.at.start, row.at.end))?.index ?? 0);
    return [{ at: { start: end, end }, text: ' (WITHDRAWN)' }];
  });
}
