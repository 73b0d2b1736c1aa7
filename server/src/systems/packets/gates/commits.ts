/** packets/commits. Source: SYSTEMS.md §1, *Gates*. */
import { brief } from '#core/brief';
import { isExempt } from '#core/commit';
import { answer, gate } from '#core/gate';
import { type CommitMessage, known } from '#core/task';
import { judgeCommit } from '../commit';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { View } from '../model/gating/gating';
import { said } from '../model/gating/planted';

const MOST = 20;

const commit: CommitMessage = { id: '2'.repeat(40), message: '', merge: false };
const off = ({ commits }: PacketsDialect): string | undefined => (commits.length === 0 ? 'packets.commits is off.' : undefined);

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
    if (view.dialect.commits.length === 0) {
      yield answer('commits', title, 'pass', 'packets.commits is off.');
      return;
    }
    const own = found.value.filter((c) => !isExempt(c.message, c.merge));
    if (own.length === 0) {
      yield answer('commits', title, 'pass', `${view.subject} has no commits but merges and reverts.`);
      return;
    }
    const wrong = own.flatMap((c) => why(view, c) ?? []);
    const says = [...wrong.slice(0, MOST), ...(wrong.length > MOST ? [`And ${wrong.length - MOST} more.`] : [])].join(' ');
    yield answer('commits', title, wrong.length === 0 ? 'pass' : 'fail', wrong.length === 0 ? `${own.length} looked at.` : says);
  },

  canaries: [
    said('commits', 'A commit names no packet.', { commits: known([{ ...commit, message: 'Sing' }]) }, { off }),
    said(
      'commits',
      'A commit names a packet that is not there.',
      { commits: known([{ ...commit, message: 'WP-9-Nobody: sing' }]) },
      { off },
    ),
  ],
});

/** Undefined: nothing is wrong with it. By now its packet may be done: what it was when the commit was made is its history. */
function why(view: View, { id, message }: CommitMessage): string | undefined {
  const { dialect } = view;
  const wrong = judgeCommit({ message, onlyGoverned: false }, view.look, { ...dialect, commits: [...dialect.commits, 'Done'] });
  return wrong === undefined ? undefined : `${id.slice(0, 7)} “${brief(message.split('\n')[0] ?? '')}”: ${wrong}`;
}
