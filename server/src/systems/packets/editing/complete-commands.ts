/** Commands that the folder offers: recipes of a justfile, scripts of a package.json. */
import { brief } from '#core/brief';
import type { Suggestion, Suggestions } from '#core/editor';
import type { RelPath, Span } from '#core/text';
import { visible } from '#core/visible';
import type { World } from '#core/world';
import type { PacketDocument } from './documents';

interface Offered {
  readonly name: string;
  readonly detail: string;
}

const justfiles: readonly RelPath[] = ['justfile', 'Justfile', '.justfile'];
/** What can be typed as it stands. Another name would be an option, or more than one word. */
const plainName = /^[\p{L}\d_@][\p{L}\p{M}\d_@:./+-]{0,99}$/u;
/** No recipe of interest stands further down. */
const LINES = 5_000;

/** @param cursor with its line up to there, and from there on */
export function commands(
  { world }: PacketDocument,
  { before, after, offset }: { readonly before: string; readonly after: string; readonly offset: number },
): Suggestions | undefined {
  const end = offset + (/^[\p{L}\p{M}\d_:-]*/u.exec(after)?.[0].length ?? 0);
  const offer = (all: readonly Offered[], lead: string, typed: string): Suggestions =>
    offered(all, lead, { start: offset - typed.length, end });
  const run = /(?<![\w-])(just|(?:npm|pnpm|yarn|bun)\s+run|npm)\s+([\p{L}\p{M}\d_:.-]*)$/u.exec(before);
  if (run?.[1] === 'just') return offer(recipes(world), '', run[2] ?? '');
  if (run?.[1] === 'npm') return offer(scripts(world), 'run ', run[2] ?? '');
  if (run) return offer(scripts(world), '', run[2] ?? '');
  // At the start of a command: after the list marker, a back quote, a cell's edge, or what joins two commands.
  const first = /(?:^\s*(?:[-*+]\s+|\d+[.)]\s+)?`?|`|&&\s*|[;|]\s*|:\s+`?)([\p{L}\p{M}\d_-]*)$/u.exec(before);
  if (!first) return undefined;
  const typed = first[1] ?? '';
  return {
    list: [...offer(recipes(world), 'just ', typed).list, ...offer(scripts(world), `${runner(world)} run `, typed).list],
  };
}

const offered = (all: readonly Offered[], lead: string, at: Span): Suggestions => ({
  list: all.map(({ name, detail }): Suggestion => {
    const text = `${lead}${name}`;
    return { label: text, is: 'command', ...(detail === '' ? {} : { detail }), at, text, filter: `${text} ${name}` };
  }),
});

function linesOf(world: World, path: RelPath): readonly string[] {
  const answer = world.lines(path, 1, LINES);
  return (answer.is === 'known' && answer.value?.lines) || [];
}

/** Public recipes, with the comment above each. */
function recipes(world: World): readonly Offered[] {
  const lines = justfiles.map((path) => linesOf(world, path)).find((l) => l.length > 0) ?? [];
  return lines.flatMap((line, i) => {
    const name = /^@?([A-Za-z][\w-]*)(?:\s+[^:]*)?:(?!=)/.exec(line)?.[1];
    return name === undefined || !plainName.test(name)
      ? []
      : [{ name, detail: shown(/^#\s*(.+)$/.exec(lines[i - 1] ?? '')?.[1]) }];
  });
}

function scripts(world: World): readonly Offered[] {
  const text = linesOf(world, 'package.json').join('\n');
  return Object.entries(scriptsIn(text)).flatMap(([name, command]) =>
    plainName.test(name) ? [{ name, detail: shown(command) }] : [],
  );
}

const shown = (detail: unknown): string => (typeof detail === 'string' ? visible(brief(detail, 200)) : '');

/** A package.json that is being written is none for now. */
function scriptsIn(text: string): object {
  try {
    const all = (JSON.parse(text) as { scripts?: unknown } | null)?.scripts;
    return typeof all === 'object' && all !== null ? all : {};
  } catch {
    return {};
  }
}

function runner(world: World): string {
  const is = (path: RelPath): boolean => {
    const answer = world.exists(path);
    return answer.is === 'known' && answer.value.as === 'file';
  };
  return is('pnpm-lock.yaml') ? 'pnpm' : is('yarn.lock') ? 'yarn' : 'npm';
}
