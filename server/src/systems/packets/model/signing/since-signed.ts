/** What a packet said when it was signed, by its history, and what has changed since. Source: SYSTEMS.md §1, "Seal". */
import { inRegExp } from '#core/pattern';
import type { FolderView } from '#core/rule';
import type { Span } from '#core/text';
import type { Commit } from '#core/world';
import type { PacketsDialect } from '../dialect/dialect';
import type { PacketFacts, PacketModel, WrittenSignature } from '../types';
import type { ApprovalFacts, LockedDigest } from './approval';

/** What folder rules see of a packet. */
export type PacketView = FolderView<PacketFacts, PacketsDialect, PacketModel>;

/** What history knows of a packet's signature. */
export type SinceSigned =
  /** It is not in git, not committed, or its history is cut off. */
  | { readonly is: 'unknown' }
  | {
      readonly is: 'known';
      /** The commit in which the signature first stood in a signing field. */
      readonly by: Commit;
      /** The packet then, and its text. The model is read when it is asked for. */
      readonly signed: PacketModel;
      readonly text: string;
      /** Locked fields that say something else now, or nothing any more, and no amendment covers. */
      readonly changed: readonly ChangedField[];
    };

/** A locked field that is not what was signed. */
export interface ChangedField {
  readonly key: string;
  /** Undefined: it is gone, or says nothing any more. */
  readonly now: LockedDigest | undefined;
  readonly was: LockedDigest | undefined;
}

/** So many commits that touch a signature are looked at in one round; mostly the first is the one. */
const AT_ONCE = 3;

/** Compared with the first commit at which it is the packet's own. Unknown, while history is being asked, or where it cannot tell. */
export function sinceSigned(view: PacketView, signature: WrittenSignature): SinceSigned {
  const { facts, path, world, reread } = view;
  // With or without an underscore, the digits are the same.
  const touched = world.touched(path, /\d{10,}$/.exec(signature.key)?.[0] ?? signature.text);
  if (touched.is !== 'known') return { is: 'unknown' };
  const texts = touched.value.slice(0, AT_ONCE).map((c) => world.past(c.path, c.id));
  for (const [i, by] of touched.value.entries()) {
    const text = texts[i] ?? world.past(by.path, by.id);
    if (text.is !== 'known') return { is: 'unknown' };
    if (text.value === undefined) continue;
    const then = reread(text.value);
    if (then.facts.consumed[0]?.key !== signature.key) continue;
    const before = then.facts.approval;
    if (!before || !facts.approval) return { is: 'unknown' };
    let changed = changedIn(before, facts.approval, signature.key);
    // A packet that was given another id names itself by that now; whose signature it may carry, other rules say.
    if (changed.length > 0 && then.facts.id !== facts.id) {
      const renamed = reread(withId(text.value, then.facts.id, facts.id)).facts.approval;
      if (renamed) changed = changedIn(renamed, facts.approval, signature.key);
    }
    return {
      is: 'known',
      by,
      get signed() {
        return then.model;
      },
      text: text.value,
      changed,
    };
  }
  return { is: 'unknown' };
}

/** A text with another id for a packet, where it stands alone. */
const withId = (text: string, from: string, to: string): string =>
  text.replace(new RegExp(`(?<![\\p{L}\\p{N}_-])${inRegExp(from)}(?![\\p{L}\\p{N}_-])`, 'gu'), () => to);

function changedIn(before: ApprovalFacts, now: ApprovalFacts, signature: string): readonly ChangedField[] {
  const was = new Map(before.locked.map((l) => [l.key, l]));
  const is = new Map(now.locked.map((l) => [l.key, l]));
  return [...new Set([...is.keys(), ...was.keys()])]
    .filter((key) => is.get(key)?.digest !== was.get(key)?.digest && !isAmended(now, key, is.get(key)?.digest, signature))
    .map((key) => ({ key, now: is.get(key), was: was.get(key) }));
}

/** Items of a changed field: where those stand that were not signed, and those that were and are gone, in the signed text. */
export function changedItems({ now, was: before }: ChangedField): {
  readonly fresh: readonly Span[];
  readonly gone: readonly Span[];
} {
  const [is, was] = [itemsOf(now), itemsOf(before)];
  const without = (all: typeof is, others: typeof is): readonly Span[] => {
    const left = others.map((o) => o.digest);
    return all.flatMap(({ digest, at }) => {
      const found = left.indexOf(digest);
      if (found < 0) return [at];
      left.splice(found, 1);
      return [];
    });
  };
  return { fresh: without(is, was), gone: without(was, is) };
}

function itemsOf(locked: LockedDigest | undefined): readonly { readonly digest: number; readonly at: Span }[] {
  const all = locked?.items ?? [];
  return Array.from({ length: all.length / 3 }, (_, i) => ({
    digest: all[3 * i] as number,
    at: { start: all[3 * i + 1] as number, end: all[3 * i + 2] as number },
  }));
}

/** Whether a signed amendment makes a field what it is. */
const isAmended = ({ amendments }: ApprovalFacts, key: string, digest: number | undefined, packets: string): boolean =>
  amendments.some(
    (a) =>
      a.signature !== undefined &&
      a.signature.key !== packets &&
      a.subjects.includes(key) &&
      (a.digests === undefined || (digest !== undefined && a.digests.includes(digest))),
  );

/** Whether the seal, if there is one, fits what the packet says. */
export function sealState({ seal }: ApprovalFacts): 'none' | 'fits' | 'broken' | 'unreadable' {
  if (!seal) return 'none';
  if (seal.written === undefined) return 'unreadable';
  return seal.written === seal.now ? 'fits' : 'broken';
}
