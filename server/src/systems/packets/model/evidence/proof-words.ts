/** Words that tell a proof from an empty place. */
import { isBlank } from '../packet/blanks';
import { isCommand } from '../packet/commands';

/** Nothing is said: a dash, a placeholder, a word that puts it off. */
export const saysNothing = (text: string): boolean =>
  isBlank(text) ||
  /^[\s*_`"'([<{]*(?:[-–—.…?]*|none(?: yet)?|n\/?a|tbd|todo|tba|pending|missing|not (?:yet|run|implemented|applicable|available)|no (?:tests?|evidence)\b[^;]*|open|unknown|x{2,}|file:line|path:line|path\/to\/[\w/.:-]*|(?:test )?command|test)[\s*_`"')\]>}.]*$/i.test(
    text,
  ) ||
  /^\W*(?:\{[^{}]*\}|<[^<>]*>|\[[A-Z][\w /:-]*\])\W*$/.test(text);

/** Whether a text is a command, or holds one as a code span. */
export function commandIn(text: string): boolean {
  if (!text.includes('`')) return isCommand(text, false);
  for (const m of text.matchAll(/(`+)(.+?)\1/gs)) if (isCommand(m[2] as string, false)) return true;
  return false;
}

/** An item that says no more than that others hold, which are proved one by one. */
export const sumsUp = (item: string): boolean => sum.test(item.trim());
const sum =
  /^(?:all|every|each)(?: of)?(?: the| its)? (?:acceptance criteri(?:a|on)(?: above| below)?|(?:criteria|conditions|requirements|items|points) (?:above|below))(?: are| is| have been)? (?:pass(?:es|ed)?|met|hold|true|checked(?: off)?|ticked|satisfied|fulfilled|verified)\.?$/i;
