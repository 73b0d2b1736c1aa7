/** What a packet's Tooling says of running commands. Source: SYSTEMS.md §1, "The packet". */
import { flat } from '#core/fields/items';
import { type Field, fieldOf, type Item } from '#core/fields/model';
import type { RelPath } from '#core/text';
import type { PacketModel } from '../types';
import { type Command, commandsOf, programName, readCommand } from './commands';

/** How a packet's commands may be run. */
export interface Tooling {
  /** From the folder. Undefined: it says none. */
  readonly workdir: RelPath | undefined;
  /** Empty: there is no list. */
  readonly allowed: readonly Allowed[];
  /** Seconds. */
  readonly seconds: number | undefined;
}

/** Nothing is said of what the field does not say; without the field, of anything. */
export function toolingOf(model: PacketModel): Tooling {
  const field = fieldOf(model.fields, 'Tooling');
  const said = (name: RegExp): string | undefined => {
    const part = field?.parts.find((p) => name.test(p.key) || name.test(p.name));
    const text = (part?.text || part?.items[0]?.bare || '').replace(/^[`"]+|[`"]+$/g, '').trim();
    return text === '' ? undefined : text;
  };
  const workdir = said(/^work(?:ing)?[ _-]?dir/i)?.replace(/\s+\(.*$/, '');
  const root = workdir === undefined || /^(?:\.|\.\/|\/|root|(?:repo|project)(?:sitory)? root)$/i.test(workdir);
  const time = said(/^time[ _-]?limits?|^timeout/i);
  return {
    workdir: root ? undefined : workdir.replace(/^\.\//, '').replace(/\/+$/, ''),
    allowed: allowedIn(field),
    seconds: time === undefined ? undefined : secondsIn(time),
  };
}

/** `10 minutes`, `600s`, `5m each`. Undefined: it names no time. */
function secondsIn(text: string): number | undefined {
  const m = /(\d+(?:\.\d+)?)\s*(h(?:ours?|rs?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)\b/i.exec(text);
  const unit = m?.[2]?.[0]?.toLowerCase();
  return m ? Math.ceil(Number(m[1]) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1)) : undefined;
}

/** The commands of the entries, the first of each or those of a list in it; an entry that is a sentence about commands allows nobody knows what, and so everything. */
export function allowedIn(tooling: Field | undefined): readonly Allowed[] {
  const part = tooling?.parts.find((p) => /allow|command/.test(p.key));
  const out: Allowed[] = [];
  for (const item of part ? flat(part.items) : []) {
    const first = commandsOf(item)[0] ?? readCommand(item.bare, true);
    if (!first) return [];
    for (const command of listIn(item) ?? [first]) {
      const words = command.words.filter((w) => !/[{}<>*]|\.{3}|…|[/\\]/.test(w));
      out.push({ program: programName(command.program), words });
    }
  }
  return out;
}

/** Several commands in one entry, with nothing but commas between them: `cargo, git`, `` `cargo test`, `npm run lint` ``. */
function listIn({ is, bare: text }: Item): readonly Command[] | undefined {
  if (is === 'code' || is === 'fence' || is === 'row') return undefined;
  const spans = [...text.matchAll(/`([^`]+)`/g)].map((m) => m[1] as string);
  const between = text.replace(/`[^`]+`/g, '');
  // A comma in what is quoted or in brackets is a part of the command.
  const parts = spans.length > 0 ? (/^[\s,]*$/.test(between) ? spans : []) : /["'()[\]{}]/.test(text) ? [] : text.split(/,\s+/);
  const commands = parts.flatMap((p) => readCommand(p, true) ?? []);
  return commands.length > 1 && commands.length === parts.length ? commands : undefined;
}

/** A program with the words that must follow it, blanks and paths aside. */
export interface Allowed {
  readonly program: string;
  readonly words: readonly string[];
}

/** Whether an entry's program is the command's, and its words are among the command's, in that order. */
export function isAllowed(command: Command, allowed: readonly Allowed[]): boolean {
  const program = programName(command.program);
  return allowed.some((a) => a.program === program && (a.words.length === 0 || begins(command.words, a.words)));
}

function begins(words: readonly string[], first: readonly string[]): boolean {
  let i = 0;
  for (const w of words) if (w === first[i]) i++;
  return i === first.length;
}
