/** What rows of the signature audit say of packets. Source: SYSTEMS.md §1, "Signature". */
import { type Look, query } from '#core/look';
import type { Known } from '#core/symbols';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from './dialect';
import { readings, type SignatureTime } from './signatures';

export type Row = Known<'signature'>['data'];

/** Ids of packets, and beginnings of ids: `WP-1`. */
const ids = /(?<![A-Za-z0-9-])WP-[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*/g;
const specWork = /\b(?:enrich\w*|spec(?:ification)? (?:change|update|version|revision|amendment|extension)s?)\b/i;
const packetWork = /\b(?:packets?|work packages?|tasks?)\b/i;

/** What a row is for. */
export type Purpose =
  | { readonly is: 'packets'; readonly ids: readonly string[] }
  /** A version of the spec, and no packet. */
  | { readonly is: 'spec' }
  /** It does not say. */
  | { readonly is: 'open' };

export function purposeOf({ purpose, notes }: Pick<Row, 'purpose' | 'notes'>): Purpose {
  const named = [...new Set(`${purpose} ${notes}`.match(ids) ?? [])].map((id) => id.replace(/\.md$/i, ''));
  if (named.length > 0) return { is: 'packets', ids: named };
  return specWork.test(purpose) && !packetWork.test(purpose) ? { is: 'spec' } : { is: 'open' };
}

/** Why a row does not cover a packet, in words that follow "is for"; undefined: it does. */
export function mismatch(row: Row, own: readonly string[], look: Look): string | undefined {
  const purpose = purposeOf(row);
  if (purpose.is === 'open') return undefined;
  if (purpose.is === 'spec') return `the spec (${brief(row.purpose)})`;
  const mine = new Set(own.map((o) => o.toLowerCase()));
  if (purpose.ids.some((id) => mine.has(id.toLowerCase()))) return undefined;
  const wide = purpose.ids.map((id) => ({ id, fits: fitting(id, look) }));
  if (wide.some(({ fits }) => fits.length === 1 && mine.has((fits[0] as string).toLowerCase()))) return undefined;
  const vague = wide.find(({ fits }) => fits.length > 1 && fits.some((f) => mine.has(f.toLowerCase())));
  return vague ? `${vague.id}, which fits ${vague.fits.length} packets` : purpose.ids.join(' and ');
}

/** The packets that an id can mean: itself, else those that begin with it. */
export function fitting(id: string, look: Look): readonly string[] {
  const [exact] = look.defs({ kind: 'packet', name: id });
  if (exact) return [exact.name];
  const lead = `${id.toLowerCase()}-`;
  return look.names('packet').filter((n) => n.toLowerCase() === id.toLowerCase() || n.toLowerCase().startsWith(lead));
}

const brief = (text: string): string => (text.length > 60 ? `${text.slice(0, 57).trimEnd()}…` : text);

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

/** Where the audit is, or would be. */
export const auditIn = (look: Look): RelPath | undefined => look.files('packets/audit')[0];
