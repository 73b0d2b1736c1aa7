/** gatehouse/block-unclosed */
import { md, type Offer } from '#core/rule';
import type { RelPath, TextEdit } from '#core/text';
import { type DocumentModel, type OpenBlock, rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.3.0',
  summary: 'A code block or a comment ends before the next heading.',
  why: `A fence or a \`<!--\` that nobody closes takes in all that follows: every field below it would be missing, every anchor dead. Where
a document ends in one that has headings in it, or one has a heading and after it the beginning of another, the document is read as if that
line were not there, and this is told in place of all that. A heading is a line with two or more \`#\`; one begins a comment in
many languages. A block of Markdown is an example, and a document of more than 100,000 characters is read as it stands.`,

  check: {
    *document({ model, path }) {
      const [first, ...more] = model.open;
      if (!first) return;
      const heads =
        first.headings === 1 ? '' : first.headings === 2 ? ' and 1 more heading' : ` and ${first.headings - 1} more headings`;
      const also = more.length === 0 ? '' : ` So do ${more.length} more.`;
      const isNested = first.outer !== undefined;
      const advice = isNested
        ? 'the block that it should close was ended by the one inside. Give the outer fences one mark more.'
        : 'close it, or take this line out.';
      yield {
        at: first.at,
        message: `This ${first.close === '-->' ? 'comment' : 'code block'} takes in “${first.named}”${heads}: ${advice}${also}`,
        related: more.map(({ at, named }) => ({ at, message: `takes in “${named}”` })),
        fixes: [
          ...(isNested ? [longer(path)] : []),
          offer(path, first, `Close it before “${first.named}”`, ({ close, heading: { start } }, eol) => ({
            at: { start, end: start },
            text: `${close}${eol}${eol}`,
          })),
          offer(path, first, 'Take this line out', ({ at }, eol, text) => ({
            at: { start: at.start, end: text.startsWith(eol, at.end) ? at.end + eol.length : at.end },
            text: '',
          })),
        ],
      };
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
      title: 'An example with a block in it, which ends both',
      files: md`
        ==> docs/CODER_PROTOCOL.md <==
        # Coder Protocol

        ~~~markdown
        - ROLLBACK_HINT:
          ~~~bash
          git revert
          ~~~
        [|~~~|]

        ## Handing in
        When all is green.
      `,
      says: [
        'This code block takes in “Handing in”: the block that it should close was ended by the one inside. Give the outer fences one mark more.',
      ],
      fixed: md`
        ==> docs/CODER_PROTOCOL.md <==
        # Coder Protocol

        ~~~~markdown
        - ROLLBACK_HINT:
          ~~~bash
          git revert
          ~~~
        ~~~~

        ## Handing in
        When all is green.
      `,
    },
    {
      title: 'A comment without its end, before one that has its own',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## What
        [|<!-- one sentence|]
        Log in.

        ## Why
        <!-- the reason -->
        So that nobody has to ask.
      `,
      says: ['This comment takes in “Why”: close it, or take this line out.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## What
        <!-- one sentence
        Log in.

        -->

        ## Why
        <!-- the reason -->
        So that nobody has to ask.
      `,
    },
    {
      title: 'Comments of a script, an example of a packet, a section in a comment, and a block that only its end is missing of',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ~~~markdown
        # WP-1-Other

        ## What
        ~~~

        <!--

        ## Later

        -->

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

function offer(
  path: RelPath,
  told: OpenBlock,
  title: string,
  make: (block: OpenBlock, eol: string, text: string) => TextEdit,
): Offer {
  return {
    title,
    safety: 'ask',
    change(desk) {
      const doc = desk.document<DocumentModel>(path, 'gatehouse/document');
      const block = doc?.model.open.find((b) => b.at.start === told.at.start);
      if (!doc || !block) return undefined;
      const eol = doc.text.includes('\r\n') ? '\r\n' : '\n';
      return [{ do: 'edit', path, hash: doc.hash, edits: [make(block, eol, doc.text)] }];
    },
  };
}

/** A fence is closed by one that is as long, or longer: around others it has to be longer than they are. */
const longer = (path: RelPath): Offer => ({
  title: 'Give the outer fences one mark more',
  safety: 'ask',
  change(desk) {
    const doc = desk.document<DocumentModel>(path, 'gatehouse/document');
    const nested = doc?.model.open.filter((b) => b.outer !== undefined) ?? [];
    const edits = nested.flatMap(({ outer = 0, at, close }): TextEdit[] =>
      [outer, at.start].map((start) => ({ at: { start, end: start }, text: close.charAt(0) })),
    );
    return doc && edits.length > 0 ? [{ do: 'edit', path, hash: doc.hash, edits }] : undefined;
  },
});
