/** packets/placeholder */

import { brief } from '#core/brief';
import { flat } from '#core/fields/items';
import type { Field } from '#core/fields/model';
import type { Report } from '#core/rule';
import { examples } from '../examples/placeholder';
import type { PacketsDialect } from '../model/dialect/dialect';
import { ofForms } from '../model/dialect/id-form';
import { isCommitted } from '../model/dialect/status';
import { isBlank, isChoice, isCount, isSlot, labelOf } from '../model/packet/blanks';
import { type Blank, looseBlanks } from '../model/packet/loose-blanks';
import { listed } from '../model/packet/packet';
import { tierNamed } from '../model/packet/tiers';
import { isUnsigned } from '../model/signing/signatures';
import { type PacketModel, rule, statusOf } from '../model/types';

/** Where a blank is another rule's matter, or not yet due. */
const elsewhere = new Set([
  'USER_SIGNATURE',
  'User Signature Locked',
  'signature',
  'STATUS',
  'VALIDATION',
  'AI Review',
  'Verdict',
]);
/** Filled as the work goes on: `<pending>` is an answer there. */
const later = new Set(['Evidence Mapping', 'Signature & Enrichment Log', 'BOOTSTRAP Output', 'Blocked on', 'Blocks']);
const pending = /^[<{]pending[>}]$/i;

export default rule({
  scope: 'document',
  severity: 'error',
  concerns: 'content',
  since: '0.1.0',
  summary: 'A value says something: no blanks of a template are left.',
  why: `A packet is handed to somebody who takes it literally. Only a value, item or cell that is nothing but a blank is one: \`{name}\`,
\`{{ID}}\`, \`{1-2 sentences}\`, \`<pending>\` where a value is due, \`TBD\`, \`TODO: …\`, \`FIXME\`, \`...\`, \`[Description]\`, \`[Requirement] -> [File:Line]\`, a choice
such as \`LOW | MEDIUM | HIGH\` and a template’s \`5-15 files\`. Never what only looks like one: \`{email, password}\`, \`{k: v}\`, \`\${x}\`,
\`<br>\`, \`[POST /login] -> [src/api.rs:12]\`, \`[x]\`, \`[WP-1-Login]\`, \`[HSK-JOB-100]\`, \`[Plan](plan.md)\`, \`[^1]\`, anything in code spans, fences, JSON, shell or a regular expression. An id such as
\`WP-{phase}-{name}\` is one as a whole.

From Ready-for-Dev on a part of a path in angle brackets (\`src/<file>.ts\`), a blank in a field of your own and one in a cell of the packet's
row on the board are warnings; \`TBD\` in a field of your own, and a section that has nothing but \`(filled by the coder)\`, from Ready-for-Validation on. VALIDATION and signing fields have rules of their own.`,

  check: {
    *packet({ model, dialect }) {
      const places = new Set<number>();
      for (const f of model.fields.fields) {
        if (!f.known || f.role !== 'value') continue;
        const unsigned = f.key === LOG && model.signing.signature === undefined;
        for (const { text, at, inside } of blanksIn(f, { dialect, labels: model.labels })) {
          // Signature and time are written when somebody signs, which another rule asks for.
          if (places.has(at.start) || (unsigned && (inside === f ? isUnsigned(text) : isTime(inside.name)))) continue;
          places.add(at.start);
          yield {
            at,
            message: `${inside.name} ${inside.textAt.start === at.start ? 'is still' : 'still has'} ${text}; say what it is.`,
          };
        }
      }
      const [note, ...notes] = model.blanks.filter((b) => b.text.startsWith('('));
      for (const { text, at } of model.blanks)
        if (text.startsWith('[')) yield { at, message: `This list still has ${text}; say what it is.` };
      if (note) {
        const others = notes.length === 0 ? '' : ` (${notes.length} more ${notes.length === 1 ? 'is' : 'are'} like it)`;
        yield {
          at: note.at,
          severity: 'warning',
          message: `All that this section has is ${brief(note.text)}${others}; say what came of it.`,
          related: notes.map(({ at }) => ({ at, message: 'here, too' })),
        };
      }
      const status = statusOf(model);
      if (!status || !isCommitted(status)) return;
      const isDue = status === 'Done' || status === 'Ready-for-Validation';
      yield* loose(looseBlanks(model.fields.fields, isDue).filter((b) => !places.has(b.at.start)));
    },

    *board({ model }) {
      for (const { id, status, blanks } of model.entries) {
        const [first, ...more] = blanks ?? [];
        if (!first || !status || !isCommitted(status.status)) continue;
        const all = [first, ...more].map((b) => brief(b.text, 40)).join(' and ');
        yield {
          at: first.at,
          severity: 'warning',
          message: `The row of ${id} still has ${all}; say what it is.`,
          related: more.map((m) => ({ at: m.at, message: 'here, too' })),
        };
      }
    },
  },

  examples,
});

/** So many blanks of one packet are told one by one: more are a part of its template that nobody has looked at. */
const FEW = 2;

function* loose(all: readonly Blank[]): Iterable<Report> {
  const own = all.filter((b) => !b.inside.known);
  const isOne = own.length > FEW;
  for (const { inside, at, text } of isOne ? all.filter((b) => b.inside.known) : all)
    yield { at, severity: 'warning', message: `${inside.name} still has ${brief(text)}; say what it is.` };
  const [first, ...more] = own;
  if (!isOne || !first) return;
  const names = [...new Set(own.map((b) => b.inside.name))];
  const rest = names.length > 4 ? ` and ${names.length - 3} more` : '';
  const told = rest === '' ? names : names.slice(0, 3);
  const list = rest === '' ? listed(told) : told.join(', ');
  yield {
    at: first.at,
    severity: 'warning',
    message: `${list}${rest} still ${names.length === 1 ? 'has' : 'have'} blanks, such as ${brief(first.text)}; say what they are.`,
    related: more.map((m) => ({ at: m.at, message: `${m.inside.name}, too` })),
  };
}

const LOG = 'Signature & Enrichment Log';
const isTime = (name: string): boolean => /^(?:timestamp|date|signed (?:at|on)|when)\b/i.test(name);

const none: readonly Blank[] = [];

function blanksIn(f: Field, within: Within): readonly Blank[] {
  if (elsewhere.has(f.key)) return none;
  const out: Blank[] = [];
  for (const item of flat(f.items)) {
    if (item.cells) {
      const cell = item.cells.find((c) => isLeft(c.text, f, within));
      if (cell) out.push({ ...cell, inside: f });
    } else if (item.is === 'plain' && isLeft(item.bare, f, within)) out.push({ text: item.bare, at: item.bareAt, inside: f });
  }
  // A code span or a fence around the value shows an example.
  if (f.items.every((i) => i.is === 'plain') && isLeft(f.text, f, within))
    out.push({ text: f.text.trim(), at: f.textAt, inside: f });
  for (const part of f.parts) out.push(...blanksIn(part, within));
  return out;
}

interface Within extends Pick<PacketModel, 'labels'> {
  readonly dialect: PacketsDialect;
}

/** Whether a text is what somebody was to fill in. */
function isLeft(text: string, f: Field, { dialect, labels }: Within): boolean {
  const t = text.trim();
  if (!isBlank(t)) return isTemplate(t, f, dialect);
  if (pending.test(t) && later.has(f.key)) return false;
  // In front matter brackets are a list; elsewhere what is in them may be a link, or a tier.
  return !(
    isSlot(t) &&
    (f.spelling === 'front-matter' ||
      labels.has(labelOf(t.slice(1, -1))) ||
      (f.key === 'RISK_TIER' && tierNamed(t, dialect.tiers) !== undefined))
  );
}

/** `WP-{phase}-{name}` */
const blankId = ofForms(({ openingSource }) => new RegExp(String.raw`^${openingSource}.*\{\w+\}`, 'u'));

/** `Master_Spec_vXX.XX.md`, `vX.Y`: letters where the version's numbers go. */
const blankVersion = /(?:^|[\s_-])v(?:[XYZN]+|\d+)\.[XYZN]+(?:\.[XYZN]+)*(?=\.md\b|[\s)]|$)/;

/** What a template says in a field of its own, left as it was. */
function isTemplate(text: string, f: Field, dialect: PacketsDialect): boolean {
  switch (f.key) {
    case 'RISK_TIER':
      return isChoice(text, dialect.tiers);
    case 'TASK_TYPE':
      return isChoice(text, ['FEATURE', 'DEBUG', 'REFACTOR', 'HYGIENE']) && text.includes('|');
    case 'SPEC_VERSION':
      return blankVersion.test(text);
    case 'TASK_ID':
      return blankId(dialect.ids).test(text);
    default:
      // Beside the name of a list, and all there is.
      return f.items.length === 1 && f.key in dialect.counts && isCount(text) && f.textAt.end > f.textAt.start;
  }
}
