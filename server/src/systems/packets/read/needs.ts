/** What a plan's commands need to be there: a manifest, a script of a package, a recipe. Only what a command names outright. */
import { flat } from '#core/fields/items';
import type { FieldDocument, Item } from '#core/fields/model';
import { detach, type RelPath } from '#core/text';
import type { Status } from '../model/dialect/status';
import { commandsOf } from '../model/packet/commands';
import { fieldIn } from '../model/packet/packet';
import { fresh } from '../model/paths/paths';
import type { Need } from '../model/paths/scope';
import { isBuilt, mayName, ranIn, recordedIn } from './run-needs';

const plans = ['TEST_PLAN', 'RUN_COMMANDS'] as const;
/** Whose words name one of them; the first is what it is, the last word of a match what is named. */
const forms: readonly (readonly [Need['is'], RegExp])[] = [
  ['manifest', /^cargo\s(?:[^|;&]*\s)?--manifest-path[ =](?<name>[\w./-]+\.toml)(?!\S)/],
  [
    'script',
    /^(?:npm|pnpm)\s+(?:(?:-C|--prefix|--dir|--cwd)[ =](?<folder>[\w./-]+)\s+)?run(?:-script)?\s+(?<name>[a-z][\w:.-]*)(?!\S)/,
  ],
  ['script', /^npm\s+run(?:-script)?\s+(?<name>[a-z][\w:.-]*)\s+--prefix[ =](?<folder>[\w./-]+)(?!\S)/],
  [
    'file',
    /^(?:node|deno run|bun(?: run)?|tsx|ts-node|npx tsx|python3?|py|ruby|perl|php|bash|sh|zsh|pwsh(?: -File)?|powershell(?: -ExecutionPolicy \w+)?(?: -File)?)\s+(?:--?[a-z][\w-]*\s+)*(?<name>[\w./-]+\.(?:[cm]?[jt]s|py|rb|pl|php|sh|ps1))(?!\S)/i,
  ],
  ['file', /^(?<name>\.\/[\w./-]+\.(?:sh|ps1|py|[cm]?js))(?!\S)/],
  ['recipe', /^just\s+(?<name>[a-z][\w-]*)(?!\S)/],
];

/** @param status of one that is done or waits for its validation all that proves it should be there; what is packed may have changed since */
export function needsIn(text: string, fields: FieldDocument, status: Status | undefined): readonly Need[] {
  if (status !== 'Done' && status !== 'Ready-for-Validation') return plannedIn(text, fields, plans, false);
  const planned = plannedIn(text, fields, status === 'Done' ? ['TEST_PLAN'] : plans, true);
  const lasting = status === 'Done' ? planned.filter((n) => n.is !== 'script' && n.is !== 'recipe') : planned;
  return [...lasting, ...recordedIn(text, fields)];
}

/** @param due whether all of it should have been made */
function plannedIn(text: string, fields: FieldDocument, keys: readonly string[], due: boolean): readonly Need[] {
  const out: Need[] = [];
  for (const key of keys) {
    const items = flat(fieldIn(fields, key)?.items ?? []);
    if (due)
      for (const item of items.filter((i) => mayName.test(i.text)))
        for (const c of commandsOf(item)) {
          const at = text.indexOf(c.text, item.at.start);
          if (at < 0 || at >= item.at.end || isAside(item.text, c.text, due)) continue;
          // A command is read without the change of folder before it.
          const lead = /(?:^|`)(cd\s+\S+\s*(?:&&|;)\s*)$/.exec(text.slice(item.at.start, at))?.[1] ?? '';
          out.push(...ranIn(lead + c.text, at - lead.length));
        }
    // Where somebody goes elsewhere first, nobody knows from where the rest is run.
    if (items.some((i) => /\b(?:cd|pushd)\s/.test(i.text))) continue;
    for (const item of items)
      for (const c of commandsOf(item)) if (!isAside(item.text, c.text, due)) out.push(...needOf(c.text, item, text));
  }
  return out;
}

/** Said to be made yet, or not to be run: `npm run e2e (new)`, “never `npm run drop`”. */
function isAside(whole: string, command: string, due: boolean): boolean {
  const at = whole.indexOf(command);
  if (at < 0) return false;
  const behind = /[(#—–].*$/s.exec(whole.slice(at))?.[0] ?? '';
  return (!due && fresh.test(behind)) || /\b(?:not|never|don['’]t|without)\b/i.test(whole.slice(0, at));
}

function needOf(command: string, item: Item, text: string): readonly Need[] {
  for (const [is, form] of forms) {
    const { name, folder } = form.exec(command)?.groups ?? {};
    // Of a workspace's other packages, and where a script may be absent.
    if (is === 'script' && /\s(?:-w|-r|--workspaces?|--filter|--recursive|--if-present)(?![\w-])/.test(command)) continue;
    if (name === undefined || /[{}<>$*]|^\/|\.\.\//.test(`${folder ?? ''}${name}`) || isBuilt(name)) continue;
    const start = text.indexOf(name, Math.max(text.indexOf(command, item.at.start), item.at.start));
    if (start < 0 || start + name.length > item.at.end) return [];
    const at = { start, end: start + name.length };
    const file = (is === 'script' ? joined(folder, 'package.json') : is === 'recipe' ? 'justfile' : name) as RelPath;
    return [{ is, file: detach(file.replace(/^\.\//, '')), name: detach(name), at }];
  }
  return [];
}

const joined = (folder: string | undefined, name: string): string =>
  folder === undefined || folder === '.' ? name : `${folder.replace(/^\.\/|\/+$/g, '')}/${name}`;
