/** packets/done-means-vague */
import { fieldOf } from '#core/fields/model';
import { md } from '#core/rule';
import { itemsIn } from '../model/packet/packet';
import { rule } from '../model/types';

const manner =
  'well|fine|correctly|properly|as expected|as intended|as designed|appropriately|adequately|smoothly|nicely|gracefully|reliably';

/** The words that answer no question with yes or no. The page of this rule lists them. */
const vague: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:works?|working|functions?|behaves?|runs?|handled?|implemented|integrated|displayed|rendered|tested|documented) (?:${manner})\b`,
    'i',
  ),
  /\b(?:it|everything|all of it|the (?:feature|app|application|code|system|ui|page)) works?\b(?=[\s.!]*$)/i,
  /\blooks? (?:good|right|fine|nice|ok|okay|great)\b/i,
  /\b(?:user[- ]friendly|intuitive|seamless|seamlessly|robust|scalable|performant|maintainable|elegant|state[- ]of[- ]the[- ]art)\b/i,
  /\b(?:production[- ](?:ready|quality|grade)|(?:high|good)[- ]quality|clean code|best practices|well[- ](?:tested|documented|structured|designed))\b/i,
  /\b(?:improved|better|faster|nicer|cleaner|easier|(?:reasonabl|sufficient|adequate|appropriate)(?:e|ly)?)\b/i,
  /\b(?:as (?:needed|appropriate|necessary)|(?:where|if|when) (?:possible|appropriate|needed|necessary))\b/i,
  /\betc\b|\band so on\b/i,
];

/** What can be checked: a number, a quotation, code, a name from code, a path. */
const measured = /\d|["`“„<>=%]|[a-z][A-Z]|\w_\w|\w\/\w|\.\w{1,4}\b(?=\W|$)(?<=\w\.\w+)/;

export default rule({
  scope: 'document',
  severity: 'hint',
  concerns: 'content',
  since: '0.2.0',
  summary: 'Each item of DONE_MEANS can be answered with yes or no.',
  why: `Whoever builds and whoever validates must come to the same answer. An item is vague when it leans on one of these words and has
nothing beside them that can be checked, such as a number, a quotation or a name from the code: *works/behaves/is handled* with *well,
fine, correctly, properly, as expected, gracefully, reliably*; *it works*, *looks good*; *user-friendly, intuitive, seamless, robust,
scalable, performant, maintainable, elegant*; *production-ready, high-quality, best practices, well tested*; *improved, better, faster,
cleaner, easier, reasonable, sufficient, appropriate*; *as needed, where possible, if necessary*; *etc., and so on*.`,

  check: {
    *packet({ model }) {
      const field = fieldOf(model.fields, 'DONE_MEANS');
      for (const item of field ? itemsIn(field) : []) {
        if (item.is !== 'plain' || item.items.length > 0 || measured.test(item.text)) continue;
        const m = vague.map((v) => v.exec(item.text)).find((found) => found !== null);
        if (!m) continue;
        const start = item.at.start + m.index;
        yield {
          at: { start, end: start + m[0].length },
          message: `“${m[0]}” cannot be answered with yes or no; say what can be seen or measured.`,
        };
      }
    },
  },

  examples: [
    {
      title: 'Words that everybody reads in their own way',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## DONE_MEANS
        1. Login [|works as expected|]
        2. Errors are [|handled gracefully|]
        3. The form is [|user-friendly|]
        4. The page is [|faster|] than before
        5. POST /login answers 401 to a wrong password
      `,
      says: [
        '“works as expected” cannot be answered with yes or no; say what can be seen or measured.',
        '“handled gracefully” cannot be answered with yes or no; say what can be seen or measured.',
        '“user-friendly” cannot be answered with yes or no; say what can be seen or measured.',
        '“faster” cannot be answered with yes or no; say what can be seen or measured.',
      ],
    },
    {
      title: 'The same words with something to check',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## DONE_MEANS
        1. The page is faster: under 200 ms at the median
        2. \`verify()\` works as expected for an expired token
        3. The parser correctly rejects an empty password
        4. The banner says "looks good"
        5. The form is user-friendly:
           - the password field has a label
      `,
    },
    {
      title: 'What follows says it in a list, or as a command',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## DONE_MEANS
        - The form works well:
          - 200 for a known name
          - 401 for another
      `,
    },
  ],
});
