/** What a signature has locked in a packet. Source: SYSTEMS.md §1, "Seal". */
import type { Span } from '#core/text';
import type { DocumentOf, PacketDocument } from './documents';

/** What a signature has locked. */
export interface Lock {
  /** The packet. */
  readonly id: string;
  readonly signature: string;
  /** The locked field, as it is written. */
  readonly field: string;
  readonly at: Span;
}

/** The lock on a place of a packet, if a signature is in it and the place stands in a field that signatures lock. */
export function lockOn(doc: DocumentOf<'packet'>, at: Span): Lock | undefined {
  const { signature } = doc.model.signing;
  if (!signature) return undefined;
  const keys = lockedKeys(doc);
  const field = doc.model.fields.fields.find(
    (f) => f.role === 'value' && keys.has(f.key) && f.at.start <= at.start && at.end <= f.at.end,
  );
  return field && { id: doc.model.id, signature: signature.text, field: field.name, at: field.at };
}

/** Whether a signature locks a field, by its key. */
export const locks = (doc: DocumentOf<'packet'>, key: string): boolean => lockedKeys(doc).has(key);

/** Names in the dialect's list may be aliases. */
const lockedKeys = ({ dialect }: DocumentOf<'packet'>): ReadonlySet<string> =>
  new Set(dialect.locked.map((name) => dialect.names.resolve(name)[0]?.key ?? name));

/** Whether the id itself is in what a signature covers: a seal's text begins with it. */
export const isSealed = ({ text, model }: DocumentOf<'packet'>): boolean =>
  model.signing.signature !== undefined && text.includes('sha256:') && /^\W*Seal\W*:\W*sha256:/im.test(text);

/** Why a place of a packet is kept as it is. What stands only beside a locked field is not in it. */
export function locked(doc: PacketDocument, at: Span): string | undefined {
  const lock = doc.kind === 'packet' ? lockOn(doc, at) : undefined;
  return lock && (at.end > at.start || (lock.at.start < at.start && at.end < lock.at.end)) ? explained(lock) : undefined;
}

/** Why it is locked and what may be done, as a sentence without a full stop. */
export const explained = ({ id, signature, field }: Lock): string =>
  `${id} is signed (${signature}), which locks its ${field}: a new variant or an amendment changes it`;
