/** `gatehouse explain`: a rule's page, or the rules most like what was asked for. */
import { closest } from '#core/distance';
import type { AnyRule } from '#core/rule';

/** A rule may be named without its system. @param page makes the page */
export function explain(
  id: string,
  rules: Readonly<Record<string, AnyRule>>,
  page: (id: string, rule: AnyRule) => string,
): { readonly text: string } | { readonly error: string } {
  const ids = Object.keys(rules);
  const full = ids.find((r) => r === id) ?? ids.find((r) => r.split('/')[1] === id);
  const rule = full === undefined ? undefined : rules[full];
  if (full !== undefined && rule) return { text: page(full, rule) };
  const like =
    closest(id, ids) ??
    closest(
      id,
      ids.map((r) => r.split('/')[1] ?? r),
    );
  return { error: `there is no rule ${id}${like === undefined ? `. All rules:\n${ids.join('\n')}` : `; did you mean ${like}?`}` };
}
