/** What the values of a configuration are checked for, besides their types. */
import { pattern } from '#core/pattern';
import type { Zod } from '#core/system';

/** A text with a check of its own. @param problem in words; undefined: there is none */
export function checked(z: Zod, problem: (text: string) => string | undefined) {
  return z.string().check((c) => {
    const message = problem(c.value);
    if (message !== undefined) c.issues.push({ code: 'custom', message, input: c.value });
  });
}

/** A least and a most, both whole numbers, as a schema. */
export const range = (z: Zod) =>
  z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]).check((c) => {
    if (c.value[0] > c.value[1])
      c.issues.push({ code: 'custom', message: 'The first number is the least, the second the most.', input: c.value });
  });

/** What is wrong with a pattern, as a sentence. Undefined: nothing. */
export const problemOf = (p: ReturnType<typeof pattern>): string | undefined => ('problem' in p ? p.problem : undefined);

/** In words. Undefined: there is none. */
export function signatureProblem(text: string): string | undefined {
  const p = pattern(text);
  if ('problem' in p) return p.problem;
  const lacks = (['user', 'year', 'month', 'day'] as const).filter((g) => !p.groups.has(g));
  return lacks.length === 0 ? undefined : `A signature says who and when: the pattern has no ${lacks.join(', no ')}.`;
}
