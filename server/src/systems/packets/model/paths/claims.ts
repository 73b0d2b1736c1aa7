/** Which packets in work claim a file. */
import { type Look, query } from '#core/look';
import type { RelPath } from '#core/text';
import { standing } from '../board/board-queries';
import { workOf } from '../dialect/id-form';
import { waits } from '../queries';

/** A file that a packet claims. */
export interface Claim {
  readonly by: string;
  /** Where it is claimed. */
  readonly path: RelPath;
  /** The path as it is claimed: the file, or a folder that holds it. */
  readonly claim: RelPath;
}

/**
 * Who claims a file, itself or with a folder above it; the packet `own` and its variants aside, and those that are over. What governs all packets is claimed by
 * none. One after the other, as they are asked for: thousands may claim a file, and each of those asks.
 */
export function* claimsOn(look: Look, path: RelPath, own: string): Generator<Claim> {
  if (look.ask(isGoverned, path)) return;
  const seen = new Set<string>();
  const work = workOf(own);
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/'))))
    for (const { data, path: where } of look.defs({ kind: 'claim', name: at })) {
      if (seen.has(data.by) || workOf(data.by) === work) continue;
      seen.add(data.by);
      if (isLeft(look, data.by)) continue;
      yield { by: data.by, path: where, claim: at };
    }
}

/** Nobody works on it any longer: it is over, or another has taken its place, be that by the board alone. */
export function isLeft(look: Look, id: string): boolean {
  const { over, by } = look.ask(standing, id);
  return over || by !== undefined;
}

/** The board, the audit, the pointer: every packet writes into them. */
const isGoverned = query<boolean, RelPath>('packets/is-governed', (look, path) =>
  ['board', 'audit', 'pointer'].some((kind) => look.files(`packets/${kind}`).includes(path)),
);

/** Whether one packet waits, in the end, for another: `from to`. */
export const waitsFor = query<boolean, string>('packets/waits-for', (look, arg) => {
  const [from = '', to = ''] = arg.split(' ');
  const edges = look.ask(waits);
  const seen = new Set<string>([from]);
  const queue = [from];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (at === to) return true;
    for (const next of edges[at] ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return false;
});
