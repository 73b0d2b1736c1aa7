/** What a sentence calls by its command at a terminal, as the palette calls it: who reads it in an editor has no terminal at hand. */
import { actionNames, specOf } from '#protocol/actions';
import { commands } from '#protocol/commands';

const titles: ReadonlyMap<string, string> = new Map([
  ...actionNames.map((name): [string, string] => [specOf(name).words?.join(' ') ?? name, specOf(name).title]),
  ['gate', commands['gatehouse.runGate'].title],
  ['sign', commands['gatehouse.sign'].title],
  ['init', commands['gatehouse.initialize'].title],
  ['check', commands['gatehouse.checkWorkspace'].title],
]);

const verbs = [...titles.keys()].sort((a, b) => b.length - a.length).join('|');
/** What it is about stands behind it: a gate, packets, states. Words of the sentence are none of these. */
const about = String.raw`(?:(?<=gate) [a-z][a-z-]*)?(?: (?:[\p{L}\p{N}_]+(?:[-.][\p{L}\p{N}_]+)+|\p{Lu}[\p{L}\p{N}]+|\p{N}+))*`;
const command = `gatehouse (${verbs})(?![\\p{L}-])(${about})(?![ …]*--)`;
const named = new RegExp(`“${command}”|\\b${command}`, 'gu');

/** What has an option is the terminal's own, and stays as it is. */
export const inPalette = (says: string): string =>
  says.replace(named, (_, quoted: string | undefined, ofQuoted: string | undefined, bare = '', of = '') => {
    const subjects = (ofQuoted ?? of).trim().replaceAll(' ', ', ');
    return `“Gatehouse: ${titles.get(quoted ?? bare)}”${subjects === '' ? '' : ` (${subjects})`}`;
  });
