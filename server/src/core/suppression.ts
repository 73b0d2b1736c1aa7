/** Suppressions: comments by which a person silences a rule, with a reason. Source: SYSTEMS.md §0, "Living with an existing repository". */
import { detach, endOfLine, nextLine, type Span } from './text';

/** One comment, and what it silences. */
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

/** A comment with a directive in it. */
export interface Directive {
  /** The comment, or as much of it as is about this. */
  readonly at: Span;
  /** What follows the mark of the comment: `gatehouse-disable-next-line packets/placeholder -- why`. */
  readonly words: Span;
}

const directive = /^gatehouse-(disable-next-line|disable-file|disable|enable)\b([\s\S]*)$/;

/** @param directives in order of place; those that say nothing of a suppression are passed over */
export function suppressionsIn(directives: readonly Directive[], text: string): readonly Suppression[] {
  const out: Suppression[] = [];
  const open: { s: Omit<Suppression, 'over'>; from: number }[] = [];
  const close = (i: number, end: number): void => {
    const [o] = open.splice(i, 1);
    if (o) out.push({ ...o.s, over: { start: o.from, end } });
  };
  for (const { at, words } of directives) {
    const m = directive.exec(text.slice(words.start, words.end));
    if (!m) continue;
    const [, verb, rest = ''] = m;
    const dash = /(?:^|\s)--(?:\s|$)/.exec(rest);
    const names = dash ? rest.slice(0, dash.index) : rest;
    const reason = dash ? rest.slice(dash.index + dash[0].length).trim() : '';
    const offset = words.end - rest.length;
    const rules = [...names.matchAll(/[^\s,]+/g)].map((n) => ({
      id: detach(n[0]),
      at: { start: offset + n.index, end: offset + n.index + n[0].length },
    }));
    const s = { rules, reason: reason === '' ? undefined : detach(reason), at };
    if (verb === 'disable-file') out.push({ ...s, is: 'file', over: { start: 0, end: text.length } });
    else if (verb === 'disable') open.push({ s: { ...s, is: 'block' }, from: at.end });
    else if (verb === 'enable') {
      for (let i = open.length - 1; i >= 0; i--) {
        const o = open[i];
        if (o && (rules.length === 0 || o.s.rules.some((r) => rules.some((e) => e.id === r.id)))) close(i, at.start);
      }
    } else {
      const start = nextLine(text, at.end);
      out.push({ ...s, is: 'next-line', over: { start, end: endOfLine(text, start) } });
    }
  }
  while (open.length > 0) close(0, text.length);
  return out.sort((a, b) => a.at.start - b.at.start);
}

/** Findings about suppressions cannot be suppressed: they would hide themselves. */
const own = /^gatehouse\/suppression-/;

/** Whether a finding is silenced: by its rule's name or by no name, and where it begins within what is covered. */
export function suppresses(s: Suppression, f: { readonly rule: string; readonly at: Span }): boolean {
  if (own.test(f.rule) || (s.rules.length > 0 && !s.rules.some((r) => r.id === f.rule))) return false;
  return s.is === 'file' || (f.at.start >= s.over.start && f.at.start <= s.over.end);
}
