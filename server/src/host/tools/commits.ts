/** The commits of a range, with their messages. */
import { type CommitMessage, known, type Outcome, unknown } from '#core/task';
import { output } from '../git';
import { orUnknown } from '../git-outcome';
import { commitOf, isShallow } from './changes';

/** A longer range is a whole history, which no gate is about. */
const MOST = 10_000;

/** @param range `main..HEAD`, `main...HEAD`, or one revision: that commit alone */
export async function commits(root: string, range: string): Promise<Outcome<readonly CommitMessage[]>> {
  return orUnknown(async () => {
    const [from, to] = /^(.*?)\.{2,3}(.*)$/s.exec(range)?.slice(1) ?? [undefined, range];
    for (const end of [from, to]) {
      if (end === undefined || (end === '' && !/^\.+$/.test(range))) continue;
      if ((await commitOf(root, end)) === undefined)
        return unknown(
          `git knows no commit ${end}.${(await isShallow(root)) ? ' History is shallow here; “git fetch --unshallow” gets the rest.' : ''}`,
        );
    }
    const which = from === undefined ? ['--no-walk', '--end-of-options', range] : ['--end-of-options', range];
    const out = await output(root, ['log', '--reverse', `--max-count=${MOST + 1}`, '-z', '--format=%H%n%P%n%B', ...which, '--']);
    const all = out.toString().split('\0').filter(Boolean);
    if (all.length > MOST) return unknown(`${range} are more than ${MOST} commits.`);
    return known(
      all.map((one): CommitMessage => {
        const [id = '', parents = '', ...message] = one.split('\n');
        return { id, message: message.join('\n').trim(), merge: parents.includes(' ') };
      }),
    );
  });
}
