/** packets/placeholder */
import { flat } from '#core/fields/items';
import type { Field } from '#core/fields/model';
import { md, type Report } from '#core/rule';
import type { Span } from '#core/text';
import { isRetired } from '../model/status';
import { rule, statusOf } from '../model/types';

/** A whole value or item, and nothing else, that stands for something to be filled in. */
const blanks: readonly RegExp[] = [
  // {name}, {{ID}}, {what it does}: words only, so no JSON, no object shape
  /^\{\{?\s*[\p{L}_][\p{L}\p{N}_ .-]*\s*\}?\}$/u,
  /^<(?!\/)[\p{L}][\p{L}\p{N}_ -]*>$/u,
  /^(?:TBD|TODO|FIXME|TODO\((?:TBD|fixme)?\))\.?$/i,
  /^\[[^\]]+\]\s*(?:->|→)\s*\[[^\]]+\]$/,
  // a template's choice
  /^(?:LOW|MEDIUM|HIGH)(?:\s*[|/]\s*(?:LOW|MEDIUM|HIGH))+$/i,
];

/** In a signing field `<pending>` means "not signed yet", which is another rule's matter. */
const signing = new Set(['USER_SIGNATURE', 'User Signature Locked', 'signature']);

export default rule({
  scope: 'document',
  severity: 'error',
  since: '0.1.0',
  summary: 'A value says something: no blanks of a template are left.',
  why: `A packet is handed to somebody who takes it literally. Only a value or item that is nothing but a blank is one: \`{name}\`,
\`{{ID}}\`, \`<pending>\`, \`TBD\`, \`FIXME\`. Never what only looks like one: \`{email, password}\`, \`{k: v}\`, \`\${x}\`, anything in code spans,
fences, JSON, shell or a regular expression. In stubs and superseded packets it is a hint.`,

  check: {
    *packet({ model }) {
      const severity = model.stub || isRetired(statusOf(model)) ? 'hint' : 'error';
      for (const f of model.fields.fields) if (f.known && f.role === 'value') yield* within(f, severity);
    },
  },

  examples: [
    {
      title: 'Blanks in place of values',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Backlog
        - REQUESTOR: [|{name}|]
        - RISK_TIER: [|LOW | MEDIUM | HIGH|]

        ## DONE_MEANS
        1. Users can log in
        2. [|TBD|]

        ## Evidence Mapping
        - [|[Requirement] -> [File:Line]|]
      `,
      says: [
        'REQUESTOR is still {name}; say what it is.',
        'RISK_TIER is still LOW | MEDIUM | HIGH; say what it is.',
        'DONE_MEANS still has TBD; say what it is.',
        'Evidence Mapping still has [Requirement] -> [File:Line]; say what it is.',
      ],
    },
    {
      title: 'Shapes of data, shell and code',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - USER_SIGNATURE: <pending>

        ## DONE_MEANS
        1. POST /login accepts {email, password}
        2. {email, password}
        3. \`{id}\`
        4. {"a": 1}

        ## ROLLBACK_HINT
        ~~~bash
        git revert <commit>
        TODO
        ~~~
      `,
    },
  ],
});

function* within(f: Field, severity: 'hint' | 'error'): Iterable<Report> {
  if (signing.has(f.key)) return;
  const seen = new Set<number>();
  const blank = (text: string, at: Span, has: string): Report[] => {
    if (
      seen.has(at.start) ||
      !/^\s*(?:[{<[]|TBD|TODO|FIXME|LOW|MEDIUM|HIGH)/i.test(text) ||
      !blanks.some((b) => b.test(text.trim()))
    )
      return [];
    seen.add(at.start);
    return [{ at, severity, message: `${f.name} ${has} ${text.trim()}; say what it is.` }];
  };
  for (const item of flat(f.items))
    if (item.is === 'plain') yield* blank(item.text, item.at, item.at.start === f.textAt.start ? 'is still' : 'still has');
  // A code span or a fence around the value shows an example.
  if (f.items.every((i) => i.is === 'plain') && !f.text.startsWith('`')) yield* blank(f.text, f.textAt, 'is still');
  for (const part of f.parts) yield* within(part, severity);
}
