/** The anchors of a specification that is written another way: what its headings and requirements begin with. For `gatehouse init` alone. */
import { contentOf, spanOf } from '#core/fields/items';
import type { Setting, Survey } from '#core/init';
import type { MarkdownSource } from '#core/source';
import type { RelPath, Span } from '#core/text';
import { mayDemand } from '../read/demands';

/** So many headings of one form make it the spec's. */
const HEADED = 3;

/** Names that open headings, and are no anchors: of packets, records, rules and stages. */
const noAnchor = /^(?:A|WP|TP|ADR|CX|RFC|PHASE|STEP|PART|Q|V)[-_.]?$/i;
/** A heading that opens with capitals and a number: `LM-1.1 Curve`, `FR-012: Export`. */
const headed = /^[\s*_]*([A-Z]{1,10}(?:-[A-Z][A-Z0-9]*)*[-_.]?)(\d+(?:\.\d+)*)(?=[\s*_:)–—.]|$)/;

/** `ANCHOR-TRIP-` and `ANCHOR-SHARE-` are one family, which its first word tells. */
const familyOf = (form: string): string => /^[A-Z]+-(?=[A-Z])/.exec(form)?.[0] ?? form;

/** The letters that headings and requirements of a spec open with before a number, and how many of their family do. */
export function headedForms(source: MarkdownSource): ReadonlyMap<string, number> {
  const out = new Map<string, number>();
  const count = (at: Span): void => {
    const m = headed.exec(source.text.slice(at.start, at.end));
    // `LM-1` and `LM-1.1` are one form.
    if (m?.[1] && !noAnchor.test(m[1])) out.set(m[1], (out.get(m[1]) ?? 0) + 1);
  };
  for (const s of source.sections)
    for (const node of s.nodes) {
      if (node.type === 'heading') count(contentOf(node, s.shift));
      else if (node.type === 'list' || node.type === 'table')
        for (const part of node.children) {
          // An item or a row that asks for something; its first cell or words name it.
          const whole = spanOf(part, s.shift);
          const [first] = part.children;
          if (first && mayDemand(source.text.slice(whole.start, whole.end))) count(contentOf(first, s.shift));
        }
    }
  const families = new Map<string, number>();
  for (const [form, count] of out) families.set(familyOf(form), (families.get(familyOf(form)) ?? 0) + count);
  return new Map([...out].filter(([form]) => (families.get(familyOf(form)) as number) >= HEADED));
}

/** The forms of anchors that the spec's headings have and packets cite. */
export function anchorsOf(survey: Survey, specs: readonly RelPath[], packets: readonly RelPath[]): readonly Setting[] {
  const counts = new Map<string, number>();
  for (const path of specs) {
    const source = survey.markdown(path);
    for (const [form, count] of source ? headedForms(source) : []) counts.set(form, (counts.get(form) ?? 0) + count);
  }
  const cited = [...counts].filter(([form]) =>
    packets.some((p) => new RegExp(`(?<![\\w-])${form.replace('.', '\\.')}\\d`).test(survey.text(p) ?? '')),
  );
  if (cited.length === 0) return [];
  // Of several words behind a common one another may come tomorrow: `ANCHOR-{LETTERS}-{dotted}`.
  const open = (form: string): string =>
    /^[A-Z]+-[A-Z]+-$/.test(form) && [...counts.keys()].some((o) => o !== form && familyOf(o) === familyOf(form))
      ? `${familyOf(form)}{LETTERS}-`
      : form;
  return [
    {
      key: ['anchors'],
      value: [...new Set(cited.map(([form]) => `${open(form)}{dotted}`))],
      because: cited
        .map(
          ([form, count]) =>
            `${count} ${count === 1 ? 'heading or requirement of the spec begins' : 'headings or requirements of the spec begin'} with “${form}” and a number`,
        )
        .join('; '),
    },
  ];
}
