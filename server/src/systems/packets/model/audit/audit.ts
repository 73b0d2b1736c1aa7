/** What rows of the signature audit say of packets. Source: SYSTEMS.md §1, "Signature". */
import { brief } from '#core/brief';
import { type Look, query } from '#core/look';
import type { Known, Vocabulary } from '#core/symbols';
import { detach, oneLine, type RelPath } from '#core/text';
import type { PacketsDialect } from '../dialect/dialect';
import { type IdForms, ofForms } from '../dialect/id-form';
import { ID_LETTER } from '../dialect/id-letters';
import { readings, type SignatureTime, signaturesIn } from '../signing/signatures';

/** A row as others see it. */
export type Row = Known<'signature'>['data'];

/** Ids of packets, and beginnings of ids: `WP-1`. */
const begun = ofForms(({ begunSource }) => new RegExp(`(?<![${ID_LETTER}-])${begunSource}`, 'gu'));
/** What is done to a spec, not to a packet. */
export const specWork =
  /\b(?:enrich\w*|spec(?:ification)? (?:change|update|version|revision|amendment|extension)s?|spec(?:ification)?[\s_]*v?\d+\.\d+)\b|spec[\w.-]*v\d[\w.-]*\.md\b/i;
const packetWork = /\b(?:packets?|work packages?|tasks?)\b/i;

/** What a row is for. */
export type Purpose =
  | { readonly is: 'packets'; readonly ids: readonly string[] }
  /** A version of the spec, and no packet. */
  | { readonly is: 'spec' }
  /** It does not say. */
  | { readonly is: 'open' };

/** The packets that a row names. */
export function packetsOf({ purpose, notes }: Pick<Row, 'purpose' | 'notes'>, ids: IdForms): readonly string[] {
  const [said, noted] = [namedIn(purpose, ids), namedIn(notes, ids)];
  // What the purpose names goes before what is remarked beside it, unless that is a variant of it.
  const apart = said.length > 0 && !noted.some((n) => said.some((s) => fits(s, n.toLowerCase()) || fits(n, s.toLowerCase())));
  return apart ? said : noted.length === 0 ? said : [...new Set([...said, ...noted])];
}

const namedIn = (text: string, ids: IdForms): readonly string[] => {
  const named = ids.mayName(text) ? (text.match(begun(ids)) ?? []) : [];
  return named.length === 0 ? none : [...new Set(named)].map((id) => detach(id.replace(/\.md$/i, '').replace(/[._-]+$/, '')));
};
const none: readonly string[] = [];

/** The packets that its words name count before all else. */
export function purposeOf({ purpose, packets }: Pick<Row, 'purpose' | 'packets'>): Purpose {
  if (packets.length > 0) return { is: 'packets', ids: packets };
  return specWork.test(purpose) && !packetWork.test(purpose) ? { is: 'spec' } : { is: 'open' };
}

/** Why a row does not cover a packet, in words that follow "is for"; undefined: it does. */
export function mismatch(row: Row, own: readonly string[], look: Look): string | undefined {
  const purpose = purposeOf(row);
  if (purpose.is === 'open') return undefined;
  if (purpose.is === 'spec') return `the spec (${brief(row.purpose)})`;
  const mine = new Set(own.map((o) => o.toLowerCase()));
  if (purpose.ids.some((id) => mine.has(id.toLowerCase()))) return undefined;
  const wide = purpose.ids.map((id) => ({ id, ...fitting(id, look) }));
  if (wide.some(({ count, first }) => count === 1 && mine.has((first as string).toLowerCase()))) return undefined;
  const vague = wide.find(({ id, count }) => count > 1 && [...mine].some((own) => fits(id, own)));
  return vague ? `${vague.id}, which fits ${vague.count} packets` : [...new Set(purpose.ids)].join(' and ');
}

/** The packets that an id can mean: itself, else those that begin with it. Of them the first, and how many. */
export function fitting(id: string, look: Look): { readonly count: number; readonly first: string | undefined } {
  const [exact] = look.defs({ kind: 'packet', name: id });
  if (exact) return { count: 1, first: exact.name };
  const names = look.ask(packetNames);
  const low = id.toLowerCase();
  const same = range(names, low, `${low}\0`);
  const found = [same, ...['-', '_'].map((s) => range(names, low + s, `${low + s}\uffff`))].filter((r) => r.count > 0);
  const count = found.reduce((n, r) => n + r.count, 0);
  return { count, first: names[found[0]?.from ?? -1]?.name };
}

/** Whether an id that begins so would fit it. */
const fits = (id: string, own: string): boolean =>
  own === id.toLowerCase() || ['-', '_'].some((s) => own.startsWith(id.toLowerCase() + s));

interface PacketName {
  readonly low: string;
  readonly name: string;
}

/** All packets, in order of their names in lower case: those that begin alike lie side by side, and need not be gone through. */
const packetNames = query('packets/packet-names', (look): readonly PacketName[] =>
  look
    .names('packet')
    .map((name) => ({ low: name.toLowerCase(), name }))
    .sort((a, b) => (a.low < b.low ? -1 : a.low > b.low ? 1 : 0)),
);

/** Where in that order the names from one on and before another are. */
function range(names: readonly PacketName[], from: string, before: string): { readonly from: number; readonly count: number } {
  const [start, end] = [place(names, from), place(names, before)];
  return { from: start, count: end - start };
}

/** The place of the first name that is not before it. */
function place(names: readonly PacketName[], low: string): number {
  let [from, to] = [0, names.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((names[middle] as PacketName).low < low) from = middle + 1;
    else to = middle;
  }
  return from;
}

interface Owner {
  readonly by: string;
  readonly path: RelPath;
}

/** Whom the audit says a signature was given to, of those who consume it: nobody, where its rows name no packet. */
export const ownersOf = query<readonly Owner[], string>('packets/owners', (look, key) => {
  const rows = look.defs({ kind: 'signature', name: key }).filter((r) => r.data.valid && purposeOf(r.data).is === 'packets');
  if (rows.length === 0) return [];
  return look
    .defs({ kind: 'consumption', name: key })
    .filter((c) => rows.some((r) => mismatch(r.data, [c.data.packet ?? c.data.by], look) === undefined))
    .map((c) => ({ by: c.data.by, path: c.path }));
});

/** Everybody who signed anything in the folder. */
const signers = query('packets/signers', (look): readonly string[] => {
  const names = [...look.all('consumption'), ...look.all('signature')].flatMap((k) => readings(k.data.written)[0]?.signer ?? []);
  return [...new Set(names)].sort();
});

/** What a signature can mean, most likely first. Who signs here is asked only where a name may end in digits. */
export function readingsIn(written: string, dialect: PacketsDialect, look: Look): readonly SignatureTime[] {
  const alone = readings(written, dialect.signatures);
  if (alone.length > 0 && !/\d{13,}$/.test(written)) return alone;
  return readings(written, dialect.signatures, new Set(look.ask(signers)));
}

/** What happened to a row that was committed once. */
export interface RowChange {
  readonly key: string;
  readonly written: string;
  /** No row has the signature any more. */
  readonly gone: boolean;
  /** Cells that no row has now. */
  readonly said: readonly string[];
}

/** A line that is a row, and what it says besides its signature. */
export interface RowLine {
  readonly signature: ReturnType<typeof signaturesIn>[number];
  readonly said: readonly string[];
}

/** What an item or a heading of an audit that is a list says, where it opens with a signature. @param words without its mark */
export function listedRow(words: string, dialect: PacketsDialect): RowLine | undefined {
  const signature = signaturesIn(words, dialect.signatures)[0];
  if (!signature || !/^[\s*_`~[]*$/.test(words.slice(0, signature.start))) return undefined;
  return { signature, said: partsOf(words.slice(signature.end)) };
}

/** `| Orchestrator | WP-1-Login`: its parts. */
export const partsOf = (told: string): readonly string[] => told.split(/[|\n]/).flatMap((part) => behindMarks(part) || []);

/** Without what stands between a signature and what is said of it, or before an item. */
export const behindMarks = (told: string): string => told.replace(/^[\s*_`~\]|:–—-]+/, '').trim();

function tableRow(line: string, dialect: PacketsDialect): RowLine | undefined {
  const cells = line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/);
  const signature = cells.flatMap((c) => signaturesIn(cellWords(c), dialect.signatures))[0];
  if (!signature) return undefined;
  const isOther = (c: string): boolean => !signaturesIn(cellWords(c), dialect.signatures).some((s) => s.key === signature.key);
  return { signature, said: cells.filter((c) => cellWords(c) !== '' && isOther(c)) };
}

const mark = /^\s*(?:[-*+]|\d{1,9}[.)]|#{1,6})\s+(?:\[[ xX]\]\s+)?/;

/**
 * Compares a line that the audit lost with the rows that it has.
 * @param isList whether it is one without a table
 * @returns undefined: it was no row, or what it said is still said
 */
export function rowChange(line: string, dialect: PacketsDialect, look: Look, isList: boolean): RowChange | undefined {
  const isItem = isList && mark.test(line);
  const row = isItem ? listedRow(line.replace(mark, ''), dialect) : /^\s*\|/.test(line) ? tableRow(line, dialect) : undefined;
  if (!row) return undefined;
  const { key, written } = row.signature;
  const rows = look.defs({ kind: 'signature', name: key });
  if (rows.length === 0) return { key, written, gone: true, said: [] };
  // To mark a row is how it is taken back.
  if (rows.some((r) => !r.data.valid)) return undefined;
  const now = new Set(rows.flatMap((r) => cellsOf(r.data).map(cellWords)));
  const said = row.said.filter((c) => !now.has(cellWords(c)));
  return said.length === 0 ? undefined : { key, written, gone: false, said: said.map(shown) };
}

/** All that a row says. */
export const cellsOf = ({ usedBy, when, purpose, specVersion, notes, more }: Vocabulary['signature']): readonly string[] => [
  usedBy,
  when,
  purpose,
  specVersion,
  notes,
  ...more.split('\n'),
];

/** Without emphasis; underscores may belong to a name. */
const shown = (cell: string): string => oneLine(cell.replace(/[*`]/g, ''));

/** The same without underscores too: signatures are read as well with one as without. */
const cellWords = (cell: string): string => oneLine(cell.replace(/[*_`]/g, ''));
