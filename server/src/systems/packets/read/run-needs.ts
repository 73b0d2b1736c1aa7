/** What the commands need that should have been run: the plan's, those of VALIDATION and of the evidence. Tests, scripts, manifests, folders. */
import { everywhere, type Field, type FieldDocument } from '#core/fields/model';
import { detach, type RelPath } from '#core/text';
import { readCommand } from '../model/packet/commands';
import type { Need } from '../model/paths/scope';

/** By its name a file of tests. */
const test =
  /(?:^|\/)(?:[\w@.+-]+(?:\.(?:test|spec|cy|e2e|e2e-spec)\.[cm]?[jt]sx?|_test\.(?:go|py|rb|exs|dart)|_spec\.rb|Tests?\.(?:php|java|kt|cs)|\.(?:bats|feature))|test_\w+\.py)$/;
const word = /(?<=^|[\s"'=])(?:\.\/)?((?:[\w@+-][\w@.+-]*\/)*[\w@+-][\w@.+-]*\/?)(?:::[\w:.[\]-]+|:\d+)?(?=$|["'\s,;)])/g;
/** They name files that need not be there: they look for, make or take away. */
const handling =
  /^(?:!|rg|e?grep|fgrep|git|rm|rmdir|mv|cp|touch|mkdir|test|\[|ls|find|fd|cat|echo|printf|diff|sed|awk|head|tail|wc|ln|chmod|curl|tee)(?:\s|$)/;
const pytest = /^(?:(?:poetry|uv|pipenv|pdm|hatch) run )?(?:python3? -m )?(?:pytest|py\.test)\s/;
/** What stands behind these is no path of tests. */
const takesValue =
  /(?:^|\s)(?:-[kmncopWr]|--(?:deselect|ignore|ignore-glob|rootdir|cov|cov-report|cov-config|junit-?xml|html|config|maxfail|durations|log-file|basetemp))(?:\s+|=)(?:"[^"]*"|'[^']*'|\S+)/g;
/** Without any of these a command names nothing that is looked for here: most commands are passed over by that. */
export const mayName =
  /\.(?:test|spec|cy|e2e|bats|feature)|_(?:test|spec)\.|Tests?\.|test_|py\.?test|\s(?:-C|--(?:prefix|dir|cwd))[ =]|\b(?:go|cd)\s/;
const folders: readonly (readonly [RegExp, string])[] = [
  [/^(?:npm|pnpm|yarn)\s+(?:-C|--prefix|--dir|--cwd)[ =](?<name>[\w.][\w./-]*)(?=\s|$)/, '**/package.json'],
  [/^go (?:test|vet|build)\s(?:[^|;&]*\s)?(?:\.\/)(?<name>\w[\w./-]*?)(?:\/\.\.\.)?\/?(?=\s|$)/, '**/*.go'],
  [/^cd\s+(?<name>\w[\w./-]*)$/, '**/{package.json,Cargo.toml,pyproject.toml,go.mod,Makefile}'],
];
/** Made by the work itself, and not kept. */
export const isBuilt = (path: string): boolean =>
  /(?:^|\/)(?:dist|build|out|target|node_modules|\.next|coverage|tmp|\.?venv|__pycache__)(?:\/|$)/.test(path);

/** @param from where `command` stands in `text` */
export function ranIn(command: string, from: number): readonly Need[] {
  const out: Need[] = [];
  const need = (is: Need['is'], written: string, at: number, name = written): void => {
    const file = written.replace(/\/+$/, '');
    if (file !== '' && !isBuilt(file) && !/\.\.(?:\/|$)|^\.$/.test(file))
      out.push({ is, file: detach(file) as RelPath, name: detach(name), at: { start: from + at, end: from + at + file.length } });
  };
  let start = 0;
  for (const part of command.split(/(&&|\|\|?|;|\n|#.*$|\s>+|\s\()/)) {
    const lead = /^[\s`]*/.exec(part)?.[0].length ?? 0;
    const said = part.slice(lead).trimEnd();
    const base = start + lead;
    start += part.length;
    if (said === '' || handling.test(said) || /[{}<>$*]/.test(said)) continue;
    for (const [form, kind] of folders) {
      const m = form.exec(said);
      const name = m?.groups?.name;
      if (m && name) need('folder', name, base + m.index + m[0].lastIndexOf(name), kind);
    }
    const bare = said.replace(takesValue, (all) => ' '.repeat(all.length));
    for (const m of bare.matchAll(word)) {
      const name = m[1] as string;
      const at = base + m.index + m[0].indexOf(name);
      if (test.test(name)) need('test', name, at);
      else if (pytest.test(said) && m.index > 0 && /\/|\.py$/.test(name) && !/\.(?!py$)\w+$/.test(name))
        need(name.endsWith('.py') ? 'test' : 'folder', name, at, name.endsWith('.py') ? name : '**/*.py');
    }
  }
  return out;
}

const recording = ['VALIDATION', 'Evidence Mapping'];
const mayRun = /\.(?:test|spec|cy|e2e|bats|feature)\b|_test\.|_spec\.|test_|Tests?\.|\btests?\b/;

/** What VALIDATION and the evidence say was run: commands in code spans, in cells, behind `Command:`. */
export function recordedIn(text: string, fields: FieldDocument): readonly Need[] {
  return recording
    .flatMap((key) => everywhere(fields.fields, key).filter((f) => f.role === 'value'))
    .flatMap((f) => recordedBelow(text, f));
}

function recordedBelow(text: string, { valueAt }: Field): readonly Need[] {
  const said = text.slice(valueAt.start, valueAt.end);
  if (!mayName.test(said)) return [];
  const out: Need[] = [];
  let from = valueAt.start;
  for (const line of said.split('\n')) {
    if (line.length < 2000 && mayName.test(line) && mayRun.test(line))
      for (const { command, at, shown } of commandsAt(line))
        if (mayName.test(command) && readCommand(command, shown)) out.push(...ranIn(command, from + at));
    from += line.length + 1;
  }
  return out;
}

const labelled = /^[\s>*_-]*(?:commands?|cmd)[\s*_]*:[\s*_`]*(?=\S)/i;

function* commandsAt(line: string): Iterable<{ readonly command: string; readonly at: number; readonly shown: boolean }> {
  let isCoded = false;
  for (const m of line.matchAll(/`([^`]+)`/g)) {
    isCoded = true;
    yield { command: m[1] as string, at: m.index + 1, shown: true };
  }
  if (isCoded) return;
  const label = labelled.exec(line)?.[0].length;
  if (label !== undefined) yield { command: line.slice(label).trimEnd(), at: label, shown: false };
  else if (/^\s*\|/.test(line))
    for (const m of line.matchAll(/[^|]+/g)) {
      const lead = /^\s*/.exec(m[0])?.[0].length ?? 0;
      yield { command: m[0].trim(), at: m.index + lead, shown: false };
    }
}
