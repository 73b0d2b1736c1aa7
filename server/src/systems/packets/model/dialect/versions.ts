/** Versions as people write them: `v02.84` and `2.84` are one. */
import { remembered } from '#core/remember';

const marked = /(?<![\p{L}\p{N}])[vV](\d+(?:\.\d+)*)(?!\d|\.\d)/u;
const bare = /(?<![\w.])(\d+(?:\.\d+)+)(?![\w]|\.\d)/;

/** A version in a text. */
export interface Version {
  readonly parts: readonly number[];
  readonly text: string;
  /** Where it stands, with its `v`. */
  readonly start: number;
  readonly end: number;
}

/** The first version in a text. Every packet names the same few. */
export const versionIn: (text: string) => Version | undefined = remembered(firstIn);

function firstIn(text: string): Version | undefined {
  const m = marked.exec(text.replaceAll('_', ' ')) ?? bare.exec(text);
  if (!m?.[1]) return undefined;
  return {
    parts: m[1].split('.').map(Number),
    text: text.slice(m.index, m.index + m[0].length),
    start: m.index,
    end: m.index + m[0].length,
  };
}

/** Every version in a text that has its `v`: other numbers may be those of sections. */
export const markedVersions = (text: string): readonly (readonly number[])[] =>
  [...text.replaceAll('_', ' ').matchAll(new RegExp(marked, 'gu'))].map((m) => (m[1] as string).split('.').map(Number));

/** Negative: `a` is older. Missing parts are zero: `v1` is `v1.0`. */
export function compareParts(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const d = (a[i] ?? 0) - (b[i] ?? 0);
    if (d !== 0) return d;
  }
  return 0;
}

/** A file's name without its version: files of one family are versions of one document. */
export function familyOf(name: string): string {
  const version = versionIn(name);
  return (version ? `${name.slice(0, version.start)}v${name.slice(version.end)}` : name).toLowerCase();
}
