/** What each ecosystem's own tool says of its dependencies. The tools ask their servers; Gatehouse itself asks nobody. */
import { parsedJson } from '#core/json';
import { type Audited, type Doing, known, type Outcome } from '#core/task';
import type { RelPath } from '#core/text';
import { run } from './run';

interface Told {
  readonly exit: number | null;
  readonly text: string;
}

type Said = { readonly is: Audited['is']; readonly says: string };

interface Tool {
  readonly ecosystem: string;
  /** By whose presence the ecosystem is there. */
  readonly lock: string;
  readonly command: string;
  read(told: Told): Said;
}

/** One that reports in JSON how many it found. */
const counted =
  (count: (json: Record<string, unknown>) => number | undefined) =>
  ({ text }: Told): Said => {
    const n = count(jsonIn(text));
    if (n === undefined) return { is: 'unknown', says: `It gave no result: ${lastLine(text)}` };
    return n === 0 ? { is: 'clean', says: 'No known vulnerability.' } : { is: 'vulnerable', says: vulnerabilities(n) };
  };

/** One that says it by its exit code: 0, and another for what it found. */
const coded =
  (found: number) =>
  ({ exit, text }: Told): Said => {
    if (exit === 0) return { is: 'clean', says: 'No known vulnerability.' };
    return exit === found
      ? { is: 'vulnerable', says: lastLine(text) }
      : { is: 'unknown', says: `It gave no result: ${lastLine(text)}` };
  };

const vulnerabilities = (n: number): string => (n === 1 ? '1 known vulnerability.' : `${n} known vulnerabilities.`);
const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.trim() || 'it said nothing.';
const object = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const sum = (value: unknown): number | undefined => {
  const all = Object.values(object(value));
  return all.length > 0 && all.every((v) => typeof v === 'number')
    ? all.reduce((a: number, b) => a + (b as number), 0)
    : undefined;
};

/** npm and pnpm: how many of each severity; npm adds a total. */
const bySeverity = counted((json) => {
  const found = object(object(json.metadata).vulnerabilities);
  return typeof found.total === 'number' ? found.total : sum(found);
});

const tools: readonly Tool[] = [
  { ecosystem: 'npm', lock: 'package-lock.json', command: 'npm audit --json', read: bySeverity },
  { ecosystem: 'pnpm', lock: 'pnpm-lock.yaml', command: 'pnpm audit --json', read: bySeverity },
  { ecosystem: 'yarn', lock: 'yarn.lock', command: 'yarn npm audit --recursive', read: coded(1) },
  {
    ecosystem: 'cargo',
    lock: 'Cargo.lock',
    command: 'cargo audit --json',
    read: counted((json) => {
      const count = object(json.vulnerabilities).count;
      return typeof count === 'number' ? count : undefined;
    }),
  },
  { ecosystem: 'go', lock: 'go.mod', command: 'govulncheck ./...', read: coded(3) },
  {
    ecosystem: 'python',
    lock: 'requirements.txt',
    command: 'pip-audit --requirement requirements.txt --format json',
    read: counted((json) =>
      Array.isArray(json.dependencies)
        ? json.dependencies.reduce(
            (n: number, d) => n + (Array.isArray(object(d).vulns) ? (object(d).vulns as unknown[]).length : 0),
            0,
          )
        : undefined,
    ),
  },
  { ecosystem: 'ruby', lock: 'Gemfile.lock', command: 'bundle-audit check', read: coded(1) },
  {
    ecosystem: 'composer',
    lock: 'composer.lock',
    command: 'composer audit --locked --format=json',
    read: counted((json) => {
      if (json.advisories === undefined) return undefined;
      return Object.values(object(json.advisories)).reduce((n: number, all) => n + (Array.isArray(all) ? all.length : 1), 0);
    }),
  },
];

/** With `deny.toml` a Rust project has said what it wants to be asked. */
const deny: Tool = { ecosystem: 'cargo', lock: 'deny.toml', command: 'cargo deny check advisories bans sources', read: coded(1) };

/** More projects than these are examples and fixtures. */
const MOST = 20;
const SECONDS = 120;

/** Runs the tool of each ecosystem that the folder has a lock file of. At most {@link MOST} of them. */
export async function dependencies(
  root: string,
  list: (globs: readonly string[]) => Promise<readonly RelPath[]>,
  doing: Doing,
): Promise<Outcome<readonly Audited[]>> {
  const files = await list([...tools, deny].map((t) => `**/${t.lock}`));
  const denied = new Set(files.filter((f) => /(?:^|\/)deny\.toml$/.test(f)).map(folderOf));
  const due = files.flatMap((by) => {
    const tool = [deny, ...tools].find((t) => by === t.lock || by.endsWith(`/${t.lock}`));
    return tool && !(tool.lock === 'Cargo.lock' && denied.has(folderOf(by))) ? [{ tool, by }] : [];
  });
  const out: Audited[] = [];
  for (const { tool, by } of due.slice(0, MOST)) {
    doing.progress?.(`${tool.command} (${by})`);
    const { ecosystem, command } = tool;
    let text = '';
    const ran = await run(
      root,
      {
        command,
        workdir: folderOf(by),
        seconds: SECONDS,
        all: (t) => {
          text = t;
        },
      },
      { ...doing, progress: () => {} },
    );
    const said: Said = ran.is === 'unknown' ? { is: 'unknown', says: ran.says } : tool.read({ exit: ran.value.exit, text });
    out.push({ ecosystem, by, command, ...said });
  }
  if (due.length > MOST)
    out.push({
      ecosystem: 'more',
      by: due[MOST]?.by ?? '',
      command: '',
      is: 'unknown',
      says: `${due.length - MOST} more projects were not looked at.`,
    });
  return known(out);
}

const folderOf = (path: RelPath): RelPath => path.split('/').slice(0, -1).join('/') || '.';

/** The first object in what a tool put out: some say a word before it. */
function jsonIn(text: string): Record<string, unknown> {
  const [start, end] = [text.indexOf('{'), text.lastIndexOf('}')];
  return object(parsedJson(text.slice(start, end + 1)));
}
