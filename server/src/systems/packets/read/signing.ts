/** How a packet is signed: its signing fields, the log's entry, seal and key, amendments. */
import { everywhere, type Field, type FieldDocument, isEmpty, type Part } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import { detach, type Span } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import {
  type Amendment,
  type ApprovalFacts,
  type ApprovalModel,
  aboutElse,
  type KeySignature,
  type Seal,
  type SigningField,
  type Waiver,
} from '../model/signing/approval';
import { digestOf, gistDigest, gistOfItems, lockedTexts, type SealHead, sealedText, sealIn } from '../model/signing/seal';
import { isUnsigned, signaturesIn, signedAs } from '../model/signing/signatures';
import type { Located, WrittenSignature } from '../model/types';
import { packetIds } from './ids';
import { entryIn, isTime, pairsIn } from './log-entries';
import { waiversIn } from './waivers';

const signers = ['USER_SIGNATURE', 'User Signature Locked'];
const LOG = 'Signature & Enrichment Log';

/** All that is said of signing. */
export interface Signing {
  readonly approval: ApprovalModel;
  /** The field in which one signs, and the signature in it. */
  readonly signing: { readonly field: Field | undefined; readonly signature: WrittenSignature | undefined };
  /** Each signature in a signing field, once. */
  readonly consumed: readonly WrittenSignature[];
  readonly waivers: readonly Waiver[];
}

/** Fields of amendments are theirs, not the packet's. */
export function readSigning(text: string, fields: FieldDocument, dialect: PacketsDialect): Signing {
  const changes = amendmentHeadings(fields);
  const apart = (f: Field): boolean => !changes.some((c) => c.at.start <= f.at.start && f.at.end <= c.at.end);
  const said = signers.flatMap((key) => fields.fields.filter((f) => f.key === key && f.role === 'value' && apart(f)));
  const logs = fields.fields.filter((f) => f.key === LOG);
  const own =
    said.length > 0
      ? [...said, ...others(said, text, fields, logs, dialect).filter(apart)]
      : fields.fields.filter((f) => f.role === 'mention' && apart(f) && isFooter(text, f));
  const inLogs = logs.flatMap((log) => signers.flatMap((key) => everywhere(log.parts, key)));
  const entries = inLogs.filter(apart);
  const ordered = [...own, ...entries];
  const signed = ordered.find((f) => signatureIn(f, dialect) !== undefined);
  const consumed = new Map<string, WrittenSignature>();
  for (const f of [...ordered, ...inLogs, ...fields.fields.filter((f) => f.key === signers[0] && f.role === 'value')]) {
    for (const s of signaturesOf(f, dialect)) if (!consumed.has(s.key)) consumed.set(s.key, s);
  }
  const log = logs.find((l) => l.role === 'value') ?? logs[0];
  const signature = signed && signatureIn(signed, dialect);
  const row = log && entries.length === 0 ? entryIn(text, log, signature, idIn(fields, dialect), dialect) : undefined;
  if (row?.entry.signature && !signed) consumed.set(row.entry.signature.key, row.entry.signature);
  return {
    approval: {
      metadata: own.map((f) => signingField(f, dialect)),
      log: log && {
        nameAt: log.nameAt,
        signatures: row ? [row.entry] : entries.map((f) => signingField(f, dialect)),
        timestamp:
          row?.timestamp ??
          logs.map((l) => timeOf(l.parts.filter(apart))).find((t) => t !== undefined) ??
          pairsIn(text, log).find((p) => isTime.test(p.name))?.value,
        hasNotes: saysMore(log),
      },
    },
    signing: { field: signed ?? ordered[0], signature: signature ?? row?.entry.signature },
    consumed: [...consumed.values()],
    waivers: waiversIn(fields, dialect),
  };
}

/** Below a ruler at the end of what was appended: a report above it does not make it one of its lines. */
const isFooter = (text: string, f: Field): boolean =>
  f.key === signers[1] && ruler.test(text.slice(Math.max(0, f.at.start - 400), f.at.start));
const ruler = /(?:^|\n)[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*\r?\n(?:(?!#)[^\n]*\n){0,8}$/;

/** What is signed below the ruler at the very end, though the metadata has another signature: no entry of the log, and nobody else's. */
function others(
  said: readonly Field[],
  text: string,
  fields: FieldDocument,
  logs: readonly Field[],
  dialect: PacketsDialect,
): readonly Field[] {
  const keys = said.flatMap((f) => signatureIn(f, dialect)?.key ?? []);
  if (keys.length === 0) return [];
  const last = fields.headings.at(-1)?.textAt.end ?? 0;
  return signers
    .flatMap((key) => everywhere(fields.fields, key))
    .filter((f) => {
      const signature = f.at.start > last && !said.includes(f) && signatureIn(f, dialect);
      if (!signature || keys.includes(signature.key) || normalName(f.name) === 'signature') return false;
      if (aboutElse.test(text.slice(f.at.start, f.at.end))) return false;
      if (f.spelling === 'list' && logs.some((log) => log.at.start < f.at.start && f.at.end <= log.at.end)) return false;
      // What underlines a heading is no ruler.
      const found = ruler.exec(text.slice(last, f.at.start));
      return found !== null && /[\S\n]/.test(text.slice(last, last + found.index));
    });
}

function signatureIn(f: Field, dialect: PacketsDialect): WrittenSignature | undefined {
  if (isUnsigned(f.text)) return undefined;
  const s = signaturesIn(f.text, dialect.signatures)[0];
  return s && { key: s.key, text: s.written, at: { start: f.textAt.start + s.start, end: f.textAt.start + s.end } };
}

/** All that sign together: `ann…, ben…`. What is told besides, as of one that holds no more, is none. */
function signaturesOf(f: Field, dialect: PacketsDialect): readonly WrittenSignature[] {
  if (isUnsigned(f.text)) return [];
  const all = signaturesIn(f.text, dialect.signatures);
  const together = all.filter((s, i) => i === 0 || beside.test(f.text.slice(all[i - 1]?.end, s.start)));
  return (together.length === all.length ? all : all.slice(0, 1)).map((s) => ({
    key: s.key,
    text: s.written,
    at: { start: f.textAt.start + s.start, end: f.textAt.start + s.end },
  }));
}
const beside = /^[\s*_`]*(?:,|;|&|\+|\/|and|und)[\s*_`]*$/;

function signingField(f: Field, dialect: PacketsDialect): SigningField {
  const signature = signatureIn(f, dialect);
  return {
    name: f.name,
    at: f.textAt.end > f.textAt.start ? f.textAt : f.nameAt,
    text: f.text,
    is: signedAs(f.text, signature?.text, dialect.signatures),
    signature,
  };
}

const idIn = ({ title }: FieldDocument, { ids }: PacketsDialect): string => packetIds(title?.text ?? '', 0, ids)[0]?.text ?? '';

/** When the entry was made: what is called a timestamp, else a day or a time. */
const timeOf = (parts: readonly Field[]): Located | undefined => {
  const f = parts.find((p) => isTime.test(normalName(p.name)) && /\d/.test(p.text));
  return partOf(parts, 'timestamp') ?? (f && { text: detach(f.text), at: f.textAt });
};

/** A part's value, by its name. Timestamps may be called by the time zone too: `Timestamp (UTC)`. */
function partOf(parts: readonly Field[], name: string): Located | undefined {
  const f = parts.find((p) => normalName(p.name) === name && p.text !== '');
  return f && { text: detach(f.text), at: f.textAt };
}

const told = new Set(['timestamp', 'date', 'seal', 'section', 'sections']);

const saysMore = (log: Field): boolean =>
  log.items.length > 0 || log.parts.some((p) => !signers.includes(p.key) && !told.has(normalName(p.name)) && !isEmpty(p));

/** What is kept of the approval of a packet that is signed. */
export function approvalFacts(
  text: string,
  fields: FieldDocument,
  dialect: PacketsDialect,
  { signing, approval }: Signing,
  head: Pick<SealHead, 'taskId' | 'specVersion'>,
): ApprovalFacts | undefined {
  const { signature } = signing;
  if (!signature) return undefined;
  const keys = dialect.locked.map((name) => dialect.names.resolve(name)[0]?.key ?? name);
  const locked = lockedTexts(fields, keys);
  const amended = amendments(fields, dialect, keys);
  // What was amended last is sealed with all the rest of the packet as it is then.
  const last = text.includes('sha256:') ? amended.findLast((a) => a.seal !== undefined) : undefined;
  const first = text.includes('sha256:') ? sealPart(fields, amended) : undefined;
  const sealed = last?.seal ? { ...last.seal, sections: first?.sections ?? [] } : first;
  const sections = sealed?.sections ?? [];
  const by = last?.signature?.text ?? signature.text;
  const timestamp = last ? (last.timestamp ?? '') : (approval.log?.timestamp?.text ?? '');
  const made = (): string => sealedText({ ...head, signature: by, timestamp, sections }, locked);
  const seal: Seal | undefined = sealed && {
    at: sealed.at,
    written: sealIn(sealed.text),
    now: digestOf(made()),
    signature: by,
    sections,
  };
  const block = text.includes('BEGIN SSH SIGNATURE') ? keyBlock(text, last?.within ?? { start: 0, end: text.length }) : undefined;
  const key: KeySignature | undefined = block && { ...block, text: detach(made()), signature: by };
  return {
    locked: locked.map((l) => {
      const items = gistOfItems(l);
      return { key: l.key, digest: gistDigest(l), at: l.field.nameAt, ...(items.length > 0 ? { items } : {}) };
    }),
    amendments: amended.map(({ at, subjects, signature, digests }) => ({ at, subjects, signature, digests })),
    ...(seal ? { seal } : {}),
    ...(key ? { key } : {}),
  };
}

/** `Seal: sha256:…` in the log, and beside it `Section: 2.3.12 <digest>` for each section that was cited. */
function sealPart(fields: FieldDocument, amended: readonly ReadAmendment[]): (Located & Pick<Seal, 'sections'>) | undefined {
  for (const log of fields.fields) {
    if (log.key !== LOG) continue;
    const parts = log.parts.filter((p) => !amended.some((a) => a.within.start <= p.at.start && p.at.end <= a.within.end));
    const seal = parts.find((p) => normalName(p.name) === 'seal' && p.text !== '');
    if (!seal) continue;
    const sections = parts.flatMap((p) => {
      const m = normalName(p.name) === 'section' ? /^(\S+)\s+(?:sha256:)?([0-9a-f]{64})$/i.exec(p.text) : null;
      return m ? [{ id: detach(m[1] ?? ''), digest: detach((m[2] ?? '').toLowerCase()), at: p.textAt }] : [];
    });
    return { text: seal.text, at: seal.textAt, sections };
  }
  return undefined;
}

const armour =
  /^[ \t>]*-----BEGIN SSH SIGNATURE-----[ \t]*\r?\n(?:[ \t>]*[A-Za-z0-9+/=]+[ \t]*\r?\n)+[ \t>]*-----END SSH SIGNATURE-----/m;

/** @param within the entry whose key is looked for */
export function keyBlock(text: string, within: Span): { readonly at: Span; readonly armour: string } | undefined {
  const m = armour.exec(text.slice(within.start, within.end));
  if (!m) return undefined;
  const lines = m[0].split(/\r?\n/).map((l) => l.replace(/^[ \t>]+|[ \t]+$/g, ''));
  const start = within.start + m.index + m[0].indexOf('-----BEGIN');
  return { at: { start, end: start + '-----BEGIN SSH SIGNATURE-----'.length }, armour: `${lines.join('\n')}\n` };
}

/** Headings of amendments, the innermost ones. */
function amendmentHeadings(fields: FieldDocument): readonly Part[] {
  const all = fields.headings.filter((h) => h.depth > 1 && /^[\W\d_]*amendments?\b/i.test(h.text));
  return all.filter((h) => !all.some((o) => o !== h && h.at.start <= o.at.start && o.at.end <= h.at.end));
}

interface ReadAmendment extends Amendment {
  /** The entry, from its heading on. */
  readonly within: Span;
  readonly timestamp: string | undefined;
  /** Over the packet as it was amended. */
  readonly seal: Located | undefined;
}

/** `### Amendment: DONE_MEANS` with a Signature below it, and the new text. */
function amendments(fields: FieldDocument, dialect: PacketsDialect, keys: readonly string[]): readonly ReadAmendment[] {
  return amendmentHeadings(fields).map((h) => {
    const inside = flatFields(fields.fields).filter(
      (f) => h.at.start <= f.at.start && f.at.end <= h.at.end && f.nameAt.start > h.textAt.end,
    );
    const signed = inside.find((f) => signers.includes(f.key));
    const said = [
      h.text.replace(/^[\W\d_]*amendments?\b/i, ''),
      ...inside.filter((f) => normalName(f.name) === 'subject').map((f) => f.text),
    ];
    const subjects = new Set(
      said
        .flatMap((s) => s.split(/[,;:&+/()]|\s(?:and|to|of)\s|\s[-–—]\s/))
        .flatMap((name) =>
          keys.filter((k) => dialect.names.resolve(name).some((spec) => spec.key === k) || normalName(name) === normalName(k)),
        ),
    );
    const renewed = inside.find((f) => /^new text\b/.test(normalName(f.name)));
    const digests =
      renewed &&
      [...subjects].flatMap((key) => {
        const said = lockedTexts({ ...fields, fields: [{ ...renewed, key, role: 'value' }] }, [key])[0];
        return said ? [gistDigest(said)] : [];
      });
    return {
      at: h.textAt,
      subjects: [...subjects],
      signature: signed && signatureIn(signed, dialect),
      digests: digests && digests.length > 0 ? digests : undefined,
      within: h.at,
      timestamp: partOf(inside, 'timestamp')?.text,
      seal: partOf(inside, 'seal'),
    };
  });
}

function* flat(fields: readonly Field[]): Iterable<Field> {
  for (const f of fields) {
    yield f;
    yield* flat(f.parts);
  }
}
const flatFields = (fields: readonly Field[]): readonly Field[] => [...flat(fields)];
