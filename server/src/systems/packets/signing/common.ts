/** What every signature does, whatever it signs: it is one that nobody has used, and it has its row in the audit. */
import type { Step } from '#core/change';
import { nameOf } from '#core/paths';
import { type SignedBy, signatureText } from '#core/signing';
import type { Facts } from '#core/symbols';
import { applyEdits, endingAs, eolOf, type RelPath, type TextEdit } from '#core/text';
import { type AuditRow, auditColumns, newRow } from '../model/audit/audit-row';
import { versionIn } from '../model/dialect/versions';
import { PACKET, type View } from '../model/gating/gating';
import { currentSpec } from '../model/queries';
import { digestOf } from '../model/signing/seal';
import type { AuditModel, PacketFacts } from '../model/types';
import { takenBack } from './changes';

const AUDIT = 'packets/audit';
/** A minute that is used takes the next; more than these are none that a person signed. */
const MOST = 60;

/** Why it cannot be signed, as a sentence. */
export interface Refused {
  readonly refused: string;
}

/** A signature that nobody has used, and its time in minutes since 1970, UTC. */
export interface Fresh {
  readonly text: string;
  readonly minute: number;
}

/** The first minute from then on of which no signature is used, here or on other branches. */
export function unused(view: View, { user, minute }: SignedBy): Fresh | Refused {
  for (let m = minute; m < minute + MOST; m++) {
    const text = signatureText(user, m);
    const here =
      view.look.defs({ kind: 'signature', name: text }).length > 0 ||
      view.look.mentions({ kind: 'signature', name: text }).length > 0;
    const there = view.world.elsewhere(text);
    if (!here && !(there.is === 'known' && there.value.length > 0)) return { text, minute: m };
  }
  return { refused: `${user} has signed in each of the next ${MOST} minutes already.` };
}

/** The file has changed since it was shown. */
export const outdated = (path: RelPath): Refused => ({ refused: `${path} is not what was shown any more; look at it again.` });

const noKey = '-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----';

/** What stands for a seal until it is known. No document says it already. */
export const placeholderFor = (text: string, signature: string): string => `sha256:${digestOf(`${signature}\n${text}`)}`;

/** The change of a packet into a draft that has a placeholder where its seal is to be. */
export function sealing(
  view: View,
  { path, file, drafted, seal }: { path: RelPath; file: { text: string; hash: string }; drafted: string; seal: string },
): { readonly sealed: string; step(armour?: string): Step } | Refused {
  const eol = eolOf(file.text);
  const withKey = (text: string, armour: string): string => {
    const rest = text.slice(text.indexOf(seal) + seal.length);
    // One empty line parts it from what follows.
    const parted = /^\s*$|^[^\S\n]*\n[^\S\n]*\n/.test(rest);
    return text.replace(seal, () => [seal, '', '```', ...armour.trim().split(/\r?\n/), '```', ...(parted ? [] : [''])].join(eol));
  };
  const approval = (text: string): PacketFacts['approval'] =>
    (view.reread(path, PACKET, text)?.facts as PacketFacts | undefined)?.approval;
  const now = approval(drafted)?.seal?.now;
  const sealed = approval(withKey(drafted, noKey))?.key?.text;
  if (now === undefined || sealed === undefined)
    return { refused: `${path} has no place for a signature that could be read again.` };
  return {
    sealed,
    step: (armour) => {
      const text = (armour === undefined ? drafted : withKey(drafted, armour)).replace(seal, `sha256:${now}`);
      return { do: 'edit', path, hash: file.hash, edits: [whole(file.text, text)] };
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

/** What is signed in the audit alone. */
interface SealedBelow {
  /** What the seal is over. */
  readonly sealed: string;
  /** What was confirmed, acknowledged and noted: there is no log to keep it. */
  readonly notes: readonly string[];
}

/**
 * The row of the audit. Rows of signatures that the subject does not carry any more are marked as withdrawn.
 * @param below what is signed in the audit alone: then its seal stands below the table, with the key's signature
 */
export function audited(
  view: View,
  subject: string,
  signed: AuditRow,
  below?: SealedBelow,
): { step(armour?: string): Step } | Refused {
  // What names no version of the spec is signed under the one in force.
  const dated = signed.specVersion === '' ? { ...signed, specVersion: versionInForce(view) } : signed;
  const [audit] = view.look.files(AUDIT);
  if (audit === undefined) {
    const [place] = view.dialect.paths.audit;
    if (place === undefined || /[*?{[]/.test(place))
      return { refused: 'There is no signature audit, and nothing says where it would be.' };
    const { text } = newRow({ table: { columns: auditColumns, end: 0 } } as unknown as AuditModel, '', view.dialect, dated);
    const head = `# Signature audit\n\n| ${auditColumns.join(' | ')} |\n|${auditColumns.map(() => '---').join('|')}|`;
    const [packet] = view.look.files(PACKET);
    const like = packet === undefined ? undefined : view.file(packet, PACKET)?.text;
    const whole = endingAs(like, `${head}${text}\n`);
    return {
      step: (armour) => ({ do: 'create', path: place, text: `${whole}${sealBelow(whole, signed.signature, below, armour)}` }),
    };
  }
  const file = view.file(audit, AUDIT);
  const read = view.reading(audit, AUDIT);
  if (!file || !read) return { refused: `${audit} cannot be read.` };
  const { at, text } = newRow(read.model as AuditModel, file.text, view.dialect, dated);
  const row = { at: { start: at, end: at }, text };
  const step = (armour?: string): Step & { do: 'edit' } => {
    const lines = sealBelow(file.text, signed.signature, below, armour);
    const end = { start: file.text.length, end: file.text.length };
    const edits = [
      ...withdrawn(view, subject, read.model as AuditModel, file.text),
      row,
      ...(lines === '' ? [] : [{ at: end, text: lines }]),
    ];
    return { do: 'edit', path: audit, hash: file.hash, edits: joinedAtEnd(edits.sort((a, b) => a.at.start - b.at.start)) };
  };
  if (below && !isRead(view, audit, applyEdits(file.text, step(noKey).edits), signed.signature, below.sealed))
    return { refused: `${audit} has a form in which the seal would not be read again: is a fence in it not closed?` };
  return { step };
}

/** A row that goes to the end of the file, and the seal below it, are one edit. */
function joinedAtEnd(edits: readonly TextEdit[]): readonly TextEdit[] {
  const [last, before] = [edits.at(-1), edits.at(-2)];
  if (!last || !before || before.at.start !== last.at.start) return edits;
  return [...edits.slice(0, -2), { at: last.at, text: before.text + last.text }];
}

function isRead(view: View, audit: RelPath, text: string, signature: string, sealed: string): boolean {
  const read = view.reread(audit, AUDIT, text)?.facts as Facts | undefined;
  return (read?.defs ?? []).some(
    (d) =>
      d.kind === 'seal' &&
      d.name === signature.replaceAll('_', '') &&
      d.data.digest === digestOf(sealed) &&
      d.data.armour !== undefined,
  );
}

/** What stands below the audit for a signature that is sealed there. @param text of the audit */
function sealBelow(text: string, signature: string, below: SealedBelow | undefined, armour: string | undefined): string {
  if (below === undefined) return '';
  const eol = eolOf(text);
  const heading = /^## Seals[ \t]*$/m.test(text) ? [] : ['## Seals', ''];
  const fence = armour === undefined ? [] : ['', '```', ...armour.trim().split(/\r?\n/), '```'];
  const notes = below.notes.map((n) => `- Note: ${n}`);
  const lines = [...heading, `### ${signature}`, '', ...notes, `- Seal: sha256:${digestOf(below.sealed)}`, ...fence, ''];
  return `${text.endsWith('\n') ? '' : eol}${eol}${lines.join(eol)}`;
}

/** By the name of its file; empty: nobody can tell. */
function versionInForce({ look }: View): string {
  const spec = look.ask(currentSpec);
  return spec.is === 'known' ? (versionIn(nameOf(spec.path))?.text ?? '') : '';
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
