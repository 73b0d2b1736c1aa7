/**
 * Names of files in what a pointer marks: a spec with its version, a codex, any file, a list of others.
 *
 * Invariant: time is linear in the text. A name is looked for within a run of the characters that names have, from its end, so that no
 * part of a line is gone through again and again.
 */

/** A name, and where it begins in the text. */
export interface Named {
  readonly text: string;
  readonly index: number;
}

const run = /[\p{L}\p{N}_.-]+/gu;
const spacedRun = /[\p{L}\p{N}_. -]+/gu;
/** Parts with one slash between each two; behind the last there may be one. */
const pathRun = /[\p{L}\p{N}_.-]+(?:\/[\p{L}\p{N}_.-]+)*\/?/gu;
const allOfName = /^[\p{L}\p{N}_. %-]+$/u;

const spec = /Spec/iu;
const codex = /Codex/iu;

/**
 * Where the name of a version (`…Spec…v….md`) ends that a run of characters holds: the last one there. From the `v` on it has no spaces.
 * -1: there is none.
 */
function endOfVersion(text: string, word: RegExp): number {
  for (const { 0: piece, index } of [...text.matchAll(/[^ %]+/g)].reverse()) {
    const end = lastMarkdown(piece);
    const v = end < 0 ? -1 : lastOf(piece.slice(0, end), 'v', 'V');
    // Before an earlier `v` stand no other words than before this one.
    if (v >= 0) return word.test(text.slice(0, index + v)) ? index + end + EXTENSION.length : -1;
  }
  return -1;
}

const EXTENSION = '.md';
const lastMarkdown = (text: string): number => lastOf(text, '.md', '.MD', '.Md', '.mD');
const lastOf = (text: string, ...pieces: readonly string[]): number => Math.max(...pieces.map((p) => text.lastIndexOf(p)));

/** All specs with their version: `docs/Master_Spec_v1.md` without its folder. */
export function specsIn(text: string): readonly Named[] {
  const out: Named[] = [];
  for (const { 0: name, index } of text.matchAll(run)) {
    const end = endOfVersion(name, spec);
    if (end > 0) out.push({ text: name.slice(0, end), index });
  }
  return out;
}

/** The first of {@link specsIn}. */
export const specIn = (text: string): Named | undefined => specsIn(text)[0];

/** A spec whose name has spaces, where nothing else is marked with it. */
export function specAlone(text: string): Named | undefined {
  const { index, text: name } = bare(text);
  return allOfName.test(name) && !name.includes('%') && endOfVersion(name, spec) === name.length
    ? { text: name, index }
    : undefined;
}

/** The same as the target of a link, without its folders; spaces may be written `%20`. */
export function specAsTarget(text: string): Named | undefined {
  for (const m of text.matchAll(/\]\(<?([^()<>]*)(?=>?\))/g)) {
    const [whole, target] = m as unknown as [string, string];
    const own = target.slice(target.lastIndexOf('/') + 1);
    const name = own.trimStart();
    if (allOfName.test(own) && endOfVersion(name, spec) === name.length)
      return { text: name, index: m.index + whole.length - name.length };
  }
  return undefined;
}

/** A codex with its version; its name may have spaces. */
export function codexIn(text: string): Named | undefined {
  for (const { 0: name, index } of text.matchAll(spacedRun)) {
    const end = endOfVersion(name, codex);
    if (end < 0) continue;
    const own = bare(name.slice(0, end));
    return { text: own.text, index: index + own.index };
  }
  return undefined;
}

/** Any Markdown file, with its folders. */
export function fileIn(text: string): Named | undefined {
  for (const { 0: path, index } of text.matchAll(pathRun)) {
    const end = endOfFile(path, /\.md/giu);
    if (end > 0) return { text: path.slice(0, end), index };
  }
  return undefined;
}

/** A folder, or a file that lists others. */
export function listingIn(text: string): Named | undefined {
  for (const { 0: path, index } of text.matchAll(pathRun)) {
    const isFolder = path.endsWith('/') && /^(?:$|[\s`*)\]])/.test(text.slice(index + path.length, index + path.length + 1));
    const end = isFolder ? path.length : endOfFile(path, /\.(?:json|ya?ml|toml)(?![\p{L}\p{N}])/giu);
    if (end > 0) return { text: path.slice(0, end), index };
  }
  return undefined;
}

/** Where the last file of such a kind ends in a path; a name has more than what tells its kind. */
function endOfFile(path: string, kind: RegExp): number {
  const last = [...path.matchAll(kind)].findLast((m) => m.index > 0 && path[m.index - 1] !== '/');
  return last ? last.index + last[0].length : -1;
}

/** Without spaces and marks of code at its ends. */
function bare(text: string): Named {
  let [start, end] = [0, text.length];
  while (start < end && /[\s`]/.test(text.charAt(start))) start++;
  while (end > start && /[\s`]/.test(text.charAt(end - 1))) end--;
  return { text: text.slice(start, end), index: start };
}
