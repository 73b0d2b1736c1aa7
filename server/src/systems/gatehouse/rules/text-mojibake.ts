/** gatehouse/text-mojibake */
import { md } from '#core/rule';
import { mended } from '../model/mended';
import { type Damage, rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.2.0',
  summary: 'The letters of a governed document are those that were written.',
  why: `A file that was read in one encoding and written in another holds \`â€“\` for a dash, or \`??2.3.1\` for \`§2.3.1\`: anchors are not
found, names do not compare. What can be brought back is; a character that is lost (U+FFFD) only somebody who knows it can write.`,

  check: {
    *document({ model, path }) {
      const hurt = model.damage.filter(isMisread);
      const [first] = hurt;
      if (!first) return;
      const what = first.is === 'lost' ? 'a character was lost here' : `“${first.was}” was “${before(first)}” once`;
      const more = hurt.length === 1 ? '' : `, and ${hurt.length - 1} more like it`;
      const fixable = hurt.some((d) => d.is === 'mojibake');
      yield {
        at: first.at,
        message: `Letters were read in the wrong encoding: ${what}${more}.`,
        fixes: fixable ? [mended(path, 'Bring the letters back', (d) => d.is === 'mojibake')] : [],
      };
    },
  },

  examples: [
    {
      title: 'A dash, and a section sign that some encoding did not have',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login [|â€“|] log in

        - SPEC_ANCHOR: ??2.3.1 (cafÃ©)
      `,
      says: ['Letters were read in the wrong encoding: “â€“” was “–” once, and 2 more like it.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login – log in

        - SPEC_ANCHOR: §2.3.1 (café)
      `,
    },
    {
      title: 'A section sign whose bytes were read as Thai',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - SPEC_ANCHOR: [|ยง|]2.3.1, ง4.2

        เสียง2.5 และ ยง
      `,
      says: ['Letters were read in the wrong encoding: “ยง2.3.1” was “§2.3.1” once, and 1 more like it.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - SPEC_ANCHOR: §2.3.1, §4.2

        เสียง2.5 และ ยง
      `,
    },
    {
      title: 'A lost character',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login [|\uFFFD|] log in
      `.replace('\\uFFFD', '\uFFFD'),
      says: ['Letters were read in the wrong encoding: a character was lost here.'],
    },
    {
      title: 'Letters of many languages, quotation marks behind them, code, and questions',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login: „Spaß“, “MAÇÔ, «là», quâ’, ðã, Ñandú, 登录

        Why ??? What if x??2.3? See 2.3.1?? and \`â€“\`, which was a dash.
      `,
    },
  ],
});

const isMisread = (d: Damage): boolean => d.is === 'mojibake' || d.is === 'lost';

/** What stood there, with as much around it as what stands there now. */
const before = (d: Damage): string => `${d.to}${/^[^\d]+(?=\d)/.test(d.was) ? d.was.replace(/^[^\d]+/, '') : ''}`;
