/** Suppressions: comments by which a person silences a rule, with a reason. Source: SYSTEMS.md §0, "Living with an existing repository". */
import type { Span } from './text';

export interface Suppression {
  readonly is: 'next-line' | 'block' | 'file';
  /** Rule ids; empty: every rule. */
  readonly rules: readonly { readonly id: string; readonly at: Span }[];
  readonly reason: string | undefined;
  /** The comment. */
  readonly at: Span;
  /** What it covers. */
  readonly over: Span;
}

/** Findings about suppressions cannot be suppressed: they would hide themselves. */
const own = /^gatehouse\/suppression-/;

export function suppresses(s: Suppression, f: { readonly rule: string; readonly at: Span }): boolean {
  if (own.test(f.rule) || (s.rules.length > 0 && !s.rules.some((r) => r.id === f.rule))) return false;
  return s.is === 'file' || (f.at.start >= s.over.start && f.at.start <= s.over.end);
}
