/** Fences by lines alone: for texts, and pieces of such, that nobody has parsed. */

/** The fence that is open after a line of a text that nobody has parsed. @param fence the one that is open before it */
export function fenceAfter(line: string, fence: string | undefined): string | undefined {
  const mark = /^[ >]*(`{3,}|~{3,})(.*)$/.exec(line);
  if (fence !== undefined) return mark?.[1]?.startsWith(fence) && mark[2]?.trim() === '' ? undefined : fence;
  return mark?.[1] && !(mark[1].startsWith('`') && mark[2]?.includes('`')) ? mark[1] : undefined;
}

/** Whether a place of a text that nobody has parsed stands in a fence. */
export function inFence(text: string, at: number): boolean {
  let fence: string | undefined;
  for (const line of text.slice(0, text.lastIndexOf('\n', at) + 1).split(/\r\n|\n|\r/)) fence = fenceAfter(line, fence);
  return fence !== undefined;
}

/** Where the line begins that opens a fence which the text never closes. Undefined: there is none. */
export function openFenceOf(text: string): number | undefined {
  let fence: string | undefined;
  let start: number | undefined;
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const after = fenceAfter(line, fence);
    if (fence === undefined && after !== undefined) start = index;
    fence = after;
  }
  return fence === undefined ? undefined : start;
}
