/**
 * A fence in the codex that declares what breaks an invariant. As much of YAML is read as that takes: keys at the start of a line, and
 * values on it, in brackets, or as a list below.
 */
import { globProblem } from '#core/glob';
import { pattern } from '#core/pattern';
import { detach, type Span } from '#core/text';
import type { Declaration, DeclarationProblem } from '../model/types';

/** What a fence declares, and what is wrong in it. */
export interface Declared {
  readonly declared: readonly Declaration[];
  readonly problems: readonly DeclarationProblem[];
}

const keys = ['pattern', 'reason', 'files', 'except'] as const;
type Key = (typeof keys)[number];

interface Value {
  readonly text: string;
  readonly at: Span;
}

/** @param fence the whole of it, in `text` */
export function readDeclaration(text: string, fence: Span): Declared {
  const problems: DeclarationProblem[] = [];
  const values = new Map<Key, Value[]>();
  const wrong = (at: Span, message: string): void => void problems.push({ at, message });
  let key: Key | undefined;
  for (const line of bodyOf(text, fence)) {
    const words = text.slice(line.start, line.end);
    if (/^\s*(?:#|$)/.test(words)) continue;
    const at = { start: line.start + words.search(/\S/), end: line.start + words.trimEnd().length };
    const item = /^\s*-\s+/.exec(words);
    const named = /^([\w-]+):(?:\s+|$)/.exec(words);
    if (item && key) values.get(key)?.push(...valuesIn(text, line.start + item[0].length, line.end));
    else if (named) {
      const name = named[1] as string;
      const nameAt = { start: line.start, end: line.start + name.length };
      key = keys.find((k) => k === name);
      if (!key) wrong(nameAt, `${name} is no key here; there are ${keys.join(', ')}.`);
      else if (values.has(key)) wrong(nameAt, `${name} stands here twice.`);
      else values.set(key, [...valuesIn(text, line.start + named[0].length, line.end)]);
    } else if (item === null || named === null) wrong(at, 'This line is neither a key with its value nor an item of a list.');
  }
  const of = (k: Key): readonly Value[] => values.get(k) ?? [];
  for (const { text: p, at } of of('pattern')) {
    const read = pattern(p);
    if ('problem' in read) wrong(at, read.problem);
  }
  for (const { text: glob, at } of [...of('files'), ...of('except')]) {
    const problem = globProblem(glob);
    if (problem !== undefined) wrong(at, problem);
  }
  if (of('pattern').length === 0 && problems.length === 0)
    wrong(infoOf(text, fence), 'This declares no pattern: what breaks the invariant.');
  if (problems.length > 0) return { declared: [], problems };
  const texts = (k: Key): readonly string[] => of(k).map((v) => detach(v.text));
  const rest = {
    reason: texts('reason')[0] ?? '',
    files: values.has('files') ? texts('files') : undefined,
    except: texts('except'),
  };
  return { declared: texts('pattern').map((p) => ({ pattern: p, ...rest })), problems };
}

/** The info string: what stands for a fence as a whole. */
export function infoOf(text: string, fence: Span): Span {
  const first = /^[`~]*[ \t]*/.exec(text.slice(fence.start, fence.start + 100))?.[0].length ?? 0;
  const rest = /^\S*/.exec(text.slice(fence.start + first, fence.end))?.[0].length ?? 0;
  return { start: fence.start + first, end: fence.start + first + rest };
}

/** The lines between the marks. */
function* bodyOf(text: string, fence: Span): Iterable<Span> {
  let start = text.indexOf('\n', fence.start) + 1;
  while (start > 0 && start < fence.end) {
    const next = text.indexOf('\n', start);
    const stop = next < 0 || next > fence.end ? fence.end : next;
    const isLast = stop === fence.end;
    if (!(isLast && /^\s*(?:`{3,}|~{3,})\s*$/.test(text.slice(start, stop))))
      yield { start, end: text[stop - 1] === '\r' ? stop - 1 : stop };
    start = next < 0 ? 0 : next + 1;
  }
}

/** One value, or those of a list in brackets. */
function* valuesIn(text: string, start: number, end: number): Iterable<Value> {
  const source = text.slice(start, end);
  const list = /^\[(.*)\]\s*(?:#.*)?$/.exec(source);
  if (!list) return yield* valueIn(source, start);
  for (const m of (list[1] as string).matchAll(/"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^,\s][^,]*/g))
    yield* valueIn(m[0], start + 1 + m.index);
}

function* valueIn(source: string, start: number): Iterable<Value> {
  const quoted = /^(?:"((?:\\.|[^"\\])*)"|'((?:''|[^'])*)')/.exec(source);
  const bare = source.replace(/(?:^|\s)#.*$/, '').trimEnd();
  const text = quoted ? (quoted[1]?.replace(/\\(["\\])/g, '$1') ?? (quoted[2] as string).replaceAll("''", "'")) : bare;
  if (text === '') return;
  yield quoted
    ? { text, at: { start: start + 1, end: start + quoted[0].length - 1 } }
    : { text, at: { start, end: start + text.length } };
}
