/** gatehouse/rule-crash */
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'findings',
  severity: 'warning',
  since: '0.1.0',
  summary: 'Every rule came to its end.',
  why: 'A rule that stops with an error has not looked, so a clean list would be a lie. The other rules go on; the log has the error; `gatehouse check` exits with 2, and no gate passes on the file. Please report it.',

  // The runner says it: a rule that threw cannot.
  check: {},

  examples: [
    {
      title: 'Every rule looked',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board
      `,
    },
  ],
});
