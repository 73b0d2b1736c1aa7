/** A commit's message as git will keep it. */

/** Without comments and what is below the scissors. @param comment `core.commentChar` */
export function cleaned(text: string, comment: string): string {
  const all = text.replaceAll('\r\n', '\n').split('\n');
  // `auto`: whichever character no line of the message began with; git's own words come last.
  const mark = comment === 'auto' ? (all.filter((l) => l !== '').at(-1)?.[0] ?? '#') : comment;
  const lines: string[] = [];
  for (const line of all) {
    if (line.startsWith(`${mark} `) && />8/.test(line) && /^[- >8]+$/.test(line.slice(mark.length))) break;
    if (!line.startsWith(mark)) lines.push(line);
  }
  return lines.join('\n').trim();
}
