/** gatehouse/fence-unclosed */
import { md, type Offer } from '#core/rule';
import type { RelPath, TextEdit } from '#core/text';
import { type DocumentModel, rule, type Stray } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.2.0',
  summary: 'A code block ends before the next heading.',
  why: `A fence that nobody closes makes code of all that follows: every field below it would be missing, every anchor dead. Where a
document ends within a code block that has headings in it, it is read as if that fence were not there, and this is told in place of all
that; so it is where such a block holds a heading and after it the beginning of another block. A heading is a line with two or more \`#\` after a blank line; one \`#\` begins a comment in many languages. Blocks of Markdown are examples,
and documents of more than 100,000 characters are read as they stand.`,

  check: {
    *document({ model, path }) {
      for (const stray of model.strays) {
        const more =
          stray.headings === 1 ? '' : stray.headings === 2 ? ' and 1 more heading' : ` and ${stray.headings - 1} more headings`;
        yield {
          at: stray.at,
          message: `This code block takes in “${stray.named}”${more}: close it, or take this line out.`,
          fixes: [
            offer(path, stray, `Close it before “${stray.named}”`, ({ fence, heading: { start } }, eol) => ({
              at: { start, end: start },
              text: `${fence}${eol}${eol}`,
            })),
            offer(path, stray, 'Take this line out', ({ at }, eol, text) => ({
              at: { start: at.start, end: text.startsWith(eol, at.end) ? at.end + eol.length : at.end },
              text: '',
            })),
          ],
        };
      }
    },
  },

  examples: [
    {
      title: 'The fields below it are read; only this is told',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## What
        Log in:

        [|~~~bash|]
        npm test

        ## Why
        So that nobody has to ask.

        ## Notes
        None.
      `,
      says: ['This code block takes in “Why” and 1 more heading: close it, or take this line out.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## What
        Log in:

        ~~~bash
        npm test

        ~~~

        ## Why
        So that nobody has to ask.

        ## Notes
        None.
      `,
    },
    {
      title: 'Before another block, whose fences it turns round',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        [|~~~|]

        ## What
        Log in.

        ~~~
        npm test
        ~~~
      `,
      says: ['This code block takes in “What”: close it, or take this line out.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ~~~

        ~~~

        ## What
        Log in.

        ~~~
        npm test
        ~~~
      `,
    },
    {
      title: 'Before a block with a language, which ends it too late',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## What
        [|~~~|]
        Log in.

        ## TEST_PLAN

        ~~~bash
        npm test
        ~~~

        ## Why
        So that nobody has to ask.
      `,
      says: ['This code block takes in “TEST_PLAN”: close it, or take this line out.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## What
        ~~~
        Log in.

        ~~~

        ## TEST_PLAN

        ~~~bash
        npm test
        ~~~

        ## Why
        So that nobody has to ask.
      `,
    },
    {
      title: 'Comments, an example of a packet, and a block that only its end is missing of',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ~~~markdown
        # WP-1-Other

        ## What
        ~~~

        ~~~~
        ## Then

        ~~~bash
        npm start
        ~~~
        ~~~~

        ~~~bash
        npm ci

        # and then
        npm test
      `,
    },
  ],
});

function offer(path: RelPath, told: Stray, title: string, make: (stray: Stray, eol: string, text: string) => TextEdit): Offer {
  return {
    title,
    safety: 'ask',
    change(desk) {
      const doc = desk.document<DocumentModel>(path, 'gatehouse/document');
      const stray = doc?.model.strays.find((s) => s.at.start === told.at.start);
      if (!doc || !stray) return undefined;
      const eol = doc.text.includes('\r\n') ? '\r\n' : '\n';
      return [{ do: 'edit', path, hash: doc.hash, edits: [make(stray, eol, doc.text)] }];
    },
  };
}
