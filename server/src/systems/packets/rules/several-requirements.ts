/** packets/several-requirements */
import { fieldOf, type Item } from '#core/fields/model';
import { md } from '#core/rule';
import { eolOf, type Span, type TextEdit } from '#core/text';
import { brief, itemsIn } from '../model/packet/packet';
import { type PacketModel, rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'hint',
  concerns: 'content',
  since: '0.2.0',
  summary: 'An item of DONE_MEANS is one requirement.',
  why: `Of two requirements in one item one can be met and the other not: there is no answer. Two sentences, or two clauses between
semicolons, that each say what must hold are two items. A list of things in one clause is one.`,

  check: {
    *packet({ model, path }) {
      const field = fieldOf(model.fields, 'DONE_MEANS');
      for (const item of field ? itemsIn(field) : []) {
        const parts = requirementsIn(item);
        if (parts.length < 2) continue;
        yield {
          at: item.at,
          message: `“${brief(item.text)}” is ${parts.length} requirements; make each an item of its own.`,
          fixes: [
            {
              title: 'Make each an item of its own',
              safety: 'ask',
              change(desk) {
                const doc = desk.document<PacketModel>(path, 'packets/packet');
                const edits = doc && split(doc.text, item, parts, field ? itemsIn(field) : []);
                return doc && edits && [{ do: 'edit', path, hash: doc.hash, edits }];
              },
            },
          ],
        };
      }
    },
  },

  examples: [
    {
      title: 'Two sentences, two clauses',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## DONE_MEANS
        1. [|POST /login answers 200. A wrong password is answered with 401.|]
        2. The token lives for a day
        3. [|Logins are logged; passwords must never be logged|]
      `,
      says: [
        '“POST /login answers 200. A wrong password is answered wit…” is 2 requirements; make each an item of its own.',
        '“Logins are logged; passwords must never be logged” is 2 requirements; make each an item of its own.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## DONE_MEANS
        1. POST /login answers 200.
        2. A wrong password is answered with 401.
        3. The token lives for a day
        4. Logins are logged
        5. passwords must never be logged
      `,
    },
    {
      title: 'Bullets keep their mark',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - **DONE_MEANS:**
          * [|Users must log in; admins must log in with a key|]
          * Users log out
      `,
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - **DONE_MEANS:**
          * Users must log in
          * admins must log in with a key
          * Users log out
      `,
    },
    {
      title: 'One requirement, however long',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## DONE_MEANS
        - POST /login accepts email and password and answers 200 or 401
        - Tokens are verified (signature valid; not expired)
        - \`SELECT 1; SELECT 2\` runs
        - Login works in Safari, e.g. v17. See the table.
        - No pool leaks; verified by \`grep\`
        - Audit is clean; see A1.2
      `,
    },
  ],
});

/** What a clause of its own says: that something must hold, or does. */
const states =
  /\b(?:must|shall|should|may not|cannot|is|are|has|have|does|do|returns?|answers?|accepts?|rejects?|shows?|displays?|fails?|passes|exists?|contains?|includes?|supports?|uses?|creates?|stores?|writes?|reads?|sends?|receives?|redirects?|renders?|logs?|emits?|throws?|exposes?|validates?|requires?|allows?|denies|blocks?|lists?|updates?|deletes?|removes?|muss|müssen|darf|wird|werden|ist|sind|hat|haben|liefert|zeigt)\b/i;
/** What only supports the clause before it. */
const remark =
  /^\W*(?:see|verified|proved|proven|checked|tested|e\.g|i\.e|for example|note|this|it|they|that|which|otherwise|if not|else|also|so|then|no\b|not\b|siehe|dies)/i;

const none: readonly Span[] = [];

/** The places of an item's requirements; fewer than two: it is one. */
function requirementsIn(item: Item): readonly Span[] {
  if (item.is !== 'plain' || item.items.length > 0 || item.text.length > 600 || !/[;.!]\s/.test(item.text)) return none;
  // Code, quotations and parentheses keep their length, so that offsets stay.
  const text = item.text.replace(/`[^`]*`|"[^"]*"|“[^”]*”|\([^()]*\)|\{[^{}]*\}/g, (m) => `x${'_'.repeat(m.length - 1)}`);
  const out: Span[] = [];
  let from = 0;
  for (const m of [...text.matchAll(/;\s+|(?<=[\p{L}\p{N}_][\p{L}\p{N}_)][.!])\s+(?=\p{Lu})|$/gu)]) {
    out.push({ start: item.at.start + from, end: item.at.start + m.index });
    from = m.index + m[0].length;
  }
  const clauses = out.map((s) => text.slice(s.start - item.at.start, s.end - item.at.start));
  const whole = clauses.every((c, i) => c.split(/\s+/).length > 2 && states.test(c) && (i === 0 || !remark.test(c)));
  return whole && !/\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|z\.B|d\.h)\./i.test(text) ? out : [];
}

/** Each part a line of its own, and the numbers after it moved on. */
function split(text: string, item: Item, parts: readonly Span[], all: readonly Item[]): readonly TextEdit[] | undefined {
  const mark = markOf(text, item);
  if (!mark) return undefined;
  const eol = eolOf(text);
  const numbers = (n: number): string => (item.number === undefined ? mark.text : mark.text.replace(/\d+/, String(n)));
  const first = item.number ?? 0;
  const out: TextEdit[] = parts.slice(1).map((p, i) => ({
    at: { start: (parts[i] as Span).end, end: p.start },
    text: `${eol}${mark.indent}${numbers(first + i + 1)}`,
  }));
  const follows = all.filter((i) => item.number !== undefined && i.number !== undefined && i.at.start > item.at.end);
  for (const next of follows) {
    const at = markOf(text, next);
    const digits = at && /\d+/.exec(at.text);
    // A list that is numbered 1. 1. 1. stays so.
    if (!at || !digits || Number(digits[0]) !== next.number) continue;
    const start = at.start + digits.index;
    out.push({ at: { start, end: start + digits[0].length }, text: String(Number(next.number) + parts.length - 1) });
  }
  return out;
}

/** The list marker before an item, with what stands before it on the line. */
function markOf(
  text: string,
  item: Item,
): { readonly indent: string; readonly text: string; readonly start: number } | undefined {
  const line = text.lastIndexOf('\n', item.at.start - 1) + 1;
  const m = /^(\s*)((?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?)$/.exec(text.slice(line, item.at.start));
  return m ? { indent: m[1] ?? '', text: m[2] ?? '', start: line + (m[1] ?? '').length } : undefined;
}
