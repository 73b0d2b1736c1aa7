/**
 * What is signed in the audit alone, a waiver or a version of the spec: what its seal is over, and what that proves. The seal stands below the
 * audit's table, with a key's signature where one signed. Source: docs/seal.md, *In the audit*.
 */
import type { Look } from '#core/look';
import { nameOf } from '#core/paths';
import { oneLine } from '#core/text';
import type { World } from '#core/world';
import type { PacketsDialect } from '../dialect/dialect';
import { compareParts, versionIn } from '../dialect/versions';
import { currentSpec, type Row, rowsFor, signedVersions } from '../queries';
import type { Waiver } from '../signing/approval';
import { digestOf } from '../signing/seal';
import { ofSigner } from '../signing/signatures';
import { readingsIn } from './audit';

/** Unlike the text of a packet it does not begin with TASK_ID, so that neither stands for the other. */
export const waiverText = (packet: string, signature: string, { check, reason, until }: Waiver): string =>
  linesOf(
    `Waiver of: ${packet}`,
    `Signature: ${signature}`,
    `Check: ${check.text}`,
    `Reason: ${reason}`,
    `Until: ${until?.text ?? ''}`,
  );

/** @param file its name, without folders @param digest of its text, in hexadecimal */
export const specText = (file: string, signature: string, digest: string): string =>
  linesOf(`Spec: ${file}`, `Signature: ${signature}`, `SHA-256: ${digest}`);

const linesOf = (...lines: readonly string[]): string => lines.map((l) => `${oneLine(l.normalize('NFC'))}\n`).join('');

/** What a signature in the audit proves. `unknown`: nobody could look. */
export type Held =
  | { readonly is: 'typed' | 'sealed' | 'unknown' }
  | { readonly is: 'signed'; readonly by: string }
  | { readonly is: 'broken'; readonly why: string };

/** What it is judged from. */
export interface Sight {
  readonly look: Look;
  readonly world: World;
  readonly dialect: PacketsDialect;
}

/** @param what `the waiver`, for the words @param text what its seal must be over */
function held(
  { look, world, dialect }: Sight,
  written: { readonly key: string; readonly text: string },
  what: string,
  text: string,
): Held {
  const [seal] = look.defs({ kind: 'seal', name: written.key });
  if (!seal) return { is: 'typed' };
  // A seal stays below the table for good, also when its row was taken back.
  if (!look.defs({ kind: 'signature', name: written.key }).some((r) => r.data.valid))
    return { is: 'broken', why: `it has no row in ${seal.path} that is valid` };
  const { digest, armour } = seal.data;
  if (digest === undefined)
    return { is: 'broken', why: `its seal in ${seal.path} is none: it is "sha256:" and 64 hexadecimal digits` };
  if (digest !== digestOf(text)) return { is: 'broken', why: `${what} is not what ${written.text} sealed` };
  if (armour === undefined) return { is: 'sealed' };
  const [reading] = readingsIn(written.text, dialect, look);
  if (!reading) return { is: 'broken', why: `its digits are no time at which a key could have been valid` };
  const found = world.verified(dialect.approvals.allowedSigners, armour, text, reading.minute);
  if (found.is !== 'known') return { is: 'unknown' };
  if ('wrong' in found.value) return { is: 'broken', why: `the key's signature does not hold: ${found.value.wrong}` };
  const by = ofSigner(found.value.by, reading.signer);
  return by === undefined ? { is: 'broken', why: `the key is ${found.value.by.join(', ')}'s` } : { is: 'signed', by };
}

/** Whether what is signed is signed enough for the folder; else why not, as a sentence. Undefined too where that is not known. */
export function shortOf(
  is: Held,
  { approvals }: PacketsDialect,
  written: { readonly text: string },
  what: string,
): string | undefined {
  if (is.is === 'broken') return `${written.text} under ${what} does not hold: ${is.why}; sign it anew.`;
  const needsKey = approvals.level === 'require-key' && (is.is === 'typed' || is.is === 'sealed');
  return needsKey
    ? `${written.text} under ${what} is ${is.is} only; this repository requires the signature of a key.`
    : undefined;
}

/** How the version of the spec in force was approved. */
export interface ApprovalOfSpec {
  /** Of its file. */
  readonly name: string;
  /** Undefined: none signs it. */
  readonly row: Row | undefined;
  readonly held: Held;
}

/**
 * How the version of the spec in force was approved. Undefined: it is older than the audit, or nobody signed it, which another rule says. Where keys
 * are required nothing is older than the audit once a version was signed: a pointer that goes back, or to a file without a version, says so.
 */
export function approvalOfSpec(sight: Sight): ApprovalOfSpec | undefined {
  const { look, world, dialect } = sight;
  const spec = look.ask(currentSpec);
  if (spec.is !== 'known') return undefined;
  const name = nameOf(spec.path);
  const version = versionIn(name);
  const rows = version ? look.ask(rowsFor, name) : [];
  const sealed = rows.findLast((r) => look.defs({ kind: 'seal', name: r.key }).length > 0);
  const { first, signed } = look.ask(signedVersions);
  const isLater = version !== undefined && first !== undefined && compareParts(version.parts, first) > 0;
  const isHeld = dialect.approvals.level === 'require-key' && signed.length > 0;
  const row = sealed ?? (isLater || isHeld ? rows.at(-1) : undefined);
  if (!row) return isHeld && !isLater ? { name, row: undefined, held: { is: 'typed' } } : undefined;
  const digest = sealed ? world.digest(spec.path) : undefined;
  if (digest && (digest.is !== 'known' || digest.value === undefined)) return { name, row, held: { is: 'unknown' } };
  const written = { key: row.key, text: row.written };
  const text = specText(name, written.text, (digest?.is === 'known' && digest.value) || '');
  return { name, row, held: held(sight, written, name, text) };
}

/** Why the version of the spec in force is not approved as the folder asks for, as a sentence. */
export function shortOfSpec({ name, row, held }: ApprovalOfSpec, dialect: PacketsDialect): string | undefined {
  if (row) return shortOf(held, dialect, { text: row.written }, name);
  const how = versionIn(name) ? '' : '; its name has no version by which it could be approved';
  return `No row of the signature audit approves ${name}, and this repository requires the signature of a key${how}.`;
}

/** How a waiver of a packet is signed. Undefined: it is not. */
export const approvalOfWaiver = (sight: Sight, packet: string, waiver: Waiver): Held | undefined =>
  waiver.signature && held(sight, waiver.signature, 'the waiver', waiverText(packet, waiver.signature.text, waiver));
