/** packets/commits. Source: SYSTEMS.md §1, *Gates*. */
import { answer, gate } from '#core/gate';
import type { CommitMessage } from '#core/task';
import type { PacketsDialect } from '../model/dialect';
import { judged } from '../model/evidence';
import type { View } from '../model/gating';
import { packetIds } from '../read/ids';

/** Git writes these itself, or they are gone before anybody sees them. */
const exempt = /^(?:Merge |Revert "|(?:fixup|squash|amend)! )/;
const MOST = 20;

export default gate<PacketsDialect>({
  aliases: ['validator-commits'],
  subject: 'commits',
  summary: 'Every commit names a packet that is there and in work.',

  *judge(view) {
    const title = 'Every commit names a packet that is there and in work.';
    const found = view.task('commits', { range: view.subject });
    if (found.is === 'unknown') {
      yield answer('commits', title, 'unknown', found.says);
      return;
    }
    const own = found.value.filter((c) => !c.merge && !exempt.test(c.message));
    if (own.length === 0) {
      yield answer('commits', title, 'pass', `${view.subject} has no commits but merges and reverts.`);
      return;
    }
    const wrong = own.flatMap((c) => why(view, c) ?? []);
    const says = [...wrong.slice(0, MOST), ...(wrong.length > MOST ? [`And ${wrong.length - MOST} more.`] : [])].join(' ');
    yield answer('commits', title, wrong.length === 0 ? 'pass' : 'fail', wrong.length === 0 ? `${own.length} looked at.` : says);
  },
});

/** Undefined: nothing is wrong with it. */
function why(view: View, { id, message }: CommitMessage): string | undefined {
  const commit = `${id.slice(0, 7)} “${message.split('\n')[0]}”`;
  const ids = [...new Set(packetIds(message, 0).map((i) => i.text))];
  if (ids.length === 0) return `${commit} names no packet.`;
  const reasons = ids.map((name) => {
    const [packet] = view.look.defs({ kind: 'packet', name });
    if (!packet) return `${name} is no packet`;
    const { status } = judged(view.look, name, packet.data);
    // By now it may be done: what it was when the commit was made is its history.
    return status === 'In-Progress' || status === 'Ready-for-Validation' || status === 'Done'
      ? undefined
      : `${name} is ${status ?? 'without a status'}`;
  });
  return reasons.includes(undefined) ? undefined : `${commit}: ${reasons.join(', ')}.`;
}
