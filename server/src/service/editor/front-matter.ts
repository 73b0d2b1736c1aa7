/** Words of YAML in the front matter of a document. */

/** Whether an offset stands between the lines of front matter. */
export function inFrontMatter(text: string, offset: number): boolean {
  const opened = /^---[ \t]*\r?\n/.exec(text)?.[0].length;
  if (opened === undefined || offset < opened) return false;
  const end = /^(?:---|\.\.\.)[ \t]*$/m.exec(text.slice(opened))?.index;
  return end !== undefined && offset < opened + end;
}

/** A word for the place of one that begins at an offset: in quotes where YAML would read it as something else. */
export function asYamlWord(word: string, text: string, offset: number): string {
  if (/["']/.test(text.charAt(offset - 1))) return word;
  const isOther = /^[[\]{},#&*!|>'"%@`]|^[-?:](?:\s|$)|:(?:\s|$)|\s#/.test(word);
  return isOther || (/[[\]{},]/.test(word) && inBrackets(text, offset)) ? JSON.stringify(word) : word;
}

/** Whether an offset stands in a list or a map in brackets: these, and commas, end a word there. */
function inBrackets(text: string, offset: number): boolean {
  const lines = text.slice(0, offset).split(/\r?\n/);
  const key = lines.findLastIndex((line) => /^[^\s#\-\]}][^:]*:/.test(line));
  const value = lines
    .slice(Math.max(key, 0))
    .join(' ')
    .replace(/"[^"]*"|'[^']*'/g, '');
  const count = (marks: RegExp): number => value.match(marks)?.length ?? 0;
  return count(/[[{]/g) > count(/[\]}]/g);
}
