/** What a commit's message must say: which packet the work is for. Source: SYSTEMS.md §1, *Gates*, `commits`. */
import { closest } from '#core/distance';
import type { WideLook } from '#core/look';
import type { Commit } from '#core/system';
import type { PacketsDialect } from './model/dialect/dialect';
import { judged } from './model/evidence/evidence';
import { packetIds } from './read/ids';

/** So many packets are named to somebody who named none. */
const SOME = 3;

/** What is wrong with a message, as a sentence. Undefined: nothing, or nothing can be named yet. */
export function judgeCommit(
  { message, onlyGoverned }: Commit,
  look: WideLook,
  { commits, ids }: PacketsDialect,
): string | undefined {
  if (commits.length === 0) return undefined;
  const packets = look.all('packet').filter((p) => !p.data.alias);
  // Nothing can be named yet.
  if (packets.length === 0) return undefined;
  const named = [...new Set(ids.byName ? wordsOf(message, look) : packetIds(message, 0, ids).map((id) => id.text))];
  const statusOf = (name: string) => {
    const [packet] = look.defs({ kind: 'packet', name });
    return packet && judged(look, name, packet.data).status;
  };
  const inWork = (name: string): boolean => {
    const status = statusOf(name);
    return status !== undefined && commits.includes(status);
  };
  const known = named.filter((name) => look.defs({ kind: 'packet', name }).length > 0);
  if (named.some(inWork) || (onlyGoverned && known.length > 0)) return undefined;
  const states = commits.join(' or ');
  const some = [...new Set(packets.filter((p) => inWork(p.name)).map((p) => p.name))].slice(0, SOME);
  const such = some.length === 0 ? ` None is ${states} now.` : ` ${states} now: ${some.join(', ')}.`;
  const [first] = named;
  if (first === undefined)
    return `The message names no packet that the work is for; a line such as “WP_ID: ${some[0] ?? ids.like('WP-1-Name')}” does.${such}`;
  const [here] = known;
  if (here === undefined) {
    const like = closest(first, look.names('packet'));
    return `There is no packet ${first}${like === undefined ? '' : `; there is ${like}`}.${such}`;
  }
  return `${here} is ${statusOf(here) ?? 'without a status'}; work is committed for a packet that is ${states}.${such}`;
}

/** Where packets are called by words alone: what stands behind `WP_ID:`, and words with a dash that a packet is called by, as its file. */
function wordsOf(message: string, look: WideLook): readonly string[] {
  const said = [...message.matchAll(/^(?:WP_ID|TASK_ID|packet|task)[ \t]*:[ \t]*([\p{L}\p{M}\p{N}._-]+)/gimu)].map(
    (m) => m[1] as string,
  );
  const words = message.match(/[\p{L}\p{M}\p{N}]+(?:[-_.][\p{L}\p{M}\p{N}]+)+/gu) ?? [];
  const names = words.map((w) => w.replace(/\.md$/, '')).filter((w) => look.defs({ kind: 'packet', name: w }).length > 0);
  return [...said.map((w) => w.replace(/(?:\.md)?[._-]*$/, '')), ...names];
}
