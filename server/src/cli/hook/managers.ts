/** Programs that manage hooks: how each is known, and how ours get into its file. */
import { hasBlock, insert, OWN } from './block';
import { type HookName, hookNames, script } from './scripts';

/** How the files at the top of the repository are read. */
export type Read = (path: string) => string | undefined;

/** A file of a manager, before and after. */
export interface Edit {
  readonly path: string;
  /** Undefined: there is no such file. */
  readonly before: string | undefined;
  readonly after: string;
  /** It is a program. */
  readonly runs?: true;
}

/** `add`: what cannot be put in by a program is for a person to put in. */
export type Planned = { readonly edits: readonly Edit[]; readonly next?: string } | { readonly add: string; readonly to: string };

/** A program that manages hooks. */
export interface Manager {
  readonly name: string;
  /** Its file; undefined: it is not used here. */
  file(read: Read, hooks: string): string | undefined;
  plan(read: Read, file: string, prefix: string): Planned;
  /** The files that may hold our lines. */
  files(file: string): readonly string[];
}

/** A prefix that means the same in sh within YAML as by itself. */
const isPlain = (prefix: string): boolean => /^[\w./ @+-]*$/.test(prefix);

const husky: Manager = {
  name: 'husky',
  file: (_, hooks) => (/(?:^|[\\/])\.husky(?:[\\/]_)?$/.test(hooks) ? '.husky' : undefined),
  files: (file) => hookNames.map((name) => `${file}/${name}`),
  plan: (read, file, prefix) => ({
    edits: hookNames.flatMap((name): readonly Edit[] => {
      const path = `${file}/${name}`;
      const before = read(path);
      if (before !== undefined && hasBlock(before)) return [];
      const own = before === undefined ? [OWN] : [];
      return [{ path, before, after: atTop(before ?? '', [...own, ...script(name, prefix)]), runs: true }];
    }),
  }),
};

/** After the line that says which program runs it: further down something may have ended it. */
export function atTop(text: string, lines: readonly string[]): string {
  const end = /^#![^\n]*(?:\n|$)/.exec(text)?.[0].length ?? 0;
  return insert(text, end, lines);
}

const lefthook: Manager = {
  name: 'lefthook',
  file: (read) => ['lefthook.yml', '.lefthook.yml', 'lefthook.yaml', '.lefthook.yaml'].find((f) => read(f) !== undefined),
  files: (file) => [file],
  plan: (read, file, prefix) => {
    const before = read(file) ?? '';
    const command = (name: HookName): readonly string[] => [
      'gatehouse:',
      '  run: |',
      ...script(name, prefix, '"{1}"').map((l) => `    ${l}`),
    ];
    const whole = (name: HookName): readonly string[] => [`${name}:`, '  commands:', ...command(name).map((l) => `    ${l}`)];
    if (hasBlock(before)) return { edits: [] };
    // A key may stand there once, and a document that has ended, or is one line of JSON, takes nothing more.
    const isThere = (name: HookName): boolean => new RegExp(`^["']?${name}["']?[ \\t]*:`, 'm').test(before);
    const places = hookNames.filter(isThere).map((name) => ({ name, place: inCommands(before, name) }));
    if (/^\.\.\.|^[{[]/m.test(before) || !isPlain(prefix) || places.some((p) => !p.place))
      return { add: hookNames.flatMap(whole).join('\n'), to: file };
    const missing = hookNames.filter((name) => !isThere(name)).flatMap(whole);
    const end = missing.length === 0 ? before : insert(before, before.length, missing);
    // From the back: what stands before keeps its place.
    const after = places
      .flatMap(({ name, place }) => (place ? [{ name, ...place }] : []))
      .sort((a, b) => b.at - a.at)
      .reduce((text, { name, at, indent }) => insert(text, at, command(name), indent), end);
    return { edits: [{ path: file, before, after }], next: 'Run "lefthook install".' };
  },
};

const EMPTY = '(?:[ \\t]*(?:#[^\\n]*)?\\r?\\n)*';
/** What ends a line that has a key and no value. */
const OPEN = ':[ \\t]*(?:#[^\\n]*)?\\r?\\n';

/** Right below the line "commands:" of a hook, where commands follow; undefined: it has another form. */
function inCommands(text: string, name: HookName): { readonly at: number; readonly indent: string } | undefined {
  const hook = new RegExp(`^${name}${OPEN}(?=${EMPTY}([ \\t]+)[^\\s#-])`, 'm').exec(text);
  if (!hook) return undefined;
  const rest = text.slice(hook.index + hook[0].length);
  const own = /^(?:(?:[ \t#][^\n]*)?\r?\n)*(?:[ \t#][^\n]*$)?/.exec(rest)?.[0] ?? '';
  const commands = new RegExp(`^${hook[1]}commands${OPEN}(?=${EMPTY}([ \\t]+)[^\\s#-])`, 'm').exec(own);
  const [, indent = ''] = commands ?? [];
  if (!commands || indent.length <= (hook[1] ?? '').length) return undefined;
  return { at: hook.index + hook[0].length + commands.index + commands[0].length, indent };
}

const preCommit: Manager = {
  name: 'pre-commit',
  file: (read) => ['.pre-commit-config.yaml', '.pre-commit-config.yml'].find((f) => read(f) !== undefined),
  files: (file) => [file],
  plan: (read, file, prefix) => {
    const before = read(file) ?? '';
    const entry = (name: HookName): string => {
      const at = prefix === '' ? '' : `${prefix}/node_modules/.bin:`;
      const asks =
        name === 'pre-commit'
          ? `check --staged --quiet -- "${prefix || '.'}"`
          : `hook commit-msg --folder "${prefix || '.'}" -- "$1"`;
      return `sh -c 'PATH="${at}node_modules/.bin:$PATH" exec gatehouse ${asks}' --`;
    };
    const lines = [
      '- repo: local',
      '  hooks:',
      ...hookNames.flatMap((name) => [
        `    - id: gatehouse-${name}`,
        `      name: gatehouse (${name})`,
        `      entry: ${entry(name)}`,
        '      language: system',
        `      stages: [${name}]`,
        '      always_run: true',
        ...(name === 'pre-commit' ? ['      pass_filenames: false'] : []),
      ]),
    ];
    const next =
      'Run "pre-commit install --hook-type pre-commit --hook-type commit-msg". Before its version 3.2, the stage "pre-commit" is called "commit".';
    if (hasBlock(before)) return { edits: [] };
    const list = /^repos:[ \t]*(?:#[^\n]*)?\r?\n((?:[ \t]*(?:#[^\n]*|\r)?\n)*)([ \t]*)- /m.exec(before);
    if (!list || !isPlain(prefix)) return { add: lines.join('\n'), to: `${file}, below "repos:"` };
    // Right below "repos:": what comes after the list need not be looked for.
    const at = list.index + list[0].length - (list[2] ?? '').length - 2;
    return { edits: [{ path: file, before, after: insert(before, at, lines, list[2]) }], next };
  },
};

/** In the order in which they are looked for. */
export const managers: readonly Manager[] = [husky, lefthook, preCommit];
