/** The versions of files, from one pass of `git log` over many of them. */
import type { RelPath } from '#core/text';
import { output } from './git';
import type { Step } from './history';

/** The id of a file's content. */
export type Blob = string;

/** A step in a file's past, with what cannot be seen from there. */
export interface LoggedStep extends Step<Blob> {
  /** The history is cut off here: what the file was before is not known. */
  readonly cut: boolean;
}

/** More files than these are asked for by their folders: git compares each entry of a tree with each path. */
const MANY = 40;
/** A file that was renamed more often than this out of other folders is followed no further. */
const RENAMES = 12;

interface Change {
  /** Of the commit, counted from the newest. */
  readonly order: number;
  readonly commit: string;
  readonly day: string;
  readonly root: boolean;
  readonly before: readonly Blob[];
  readonly after: Blob | undefined;
  /** The name before a rename. */
  readonly from: string | undefined;
}

type Changes = ReadonlyMap<string, readonly Change[]>;

/** A file's trail back into the past: how far it is known. */
interface Trail {
  /** The name it has at this point, from the repository's root. */
  name: string;
  /** The commit after which this name counts; undefined: from the newest. */
  since: string | undefined;
  readonly steps: LoggedStep[];
}

/** A folder in its repository. */
export interface Where {
  /** The folder. */
  readonly root: string;
  /** Where it is in the repository, with a slash at the end; empty: it is the repository. */
  readonly prefix: string;
  /** The commit whose past it is. */
  readonly head: string;
  /** Commits whose parents are not here. */
  readonly cuts: ReadonlySet<string>;
}

/** The steps of files, oldest first, renames followed within the folder. */
export async function stepsOf(
  { root, prefix, head, cuts }: Where,
  paths: readonly RelPath[],
): Promise<ReadonlyMap<RelPath, readonly LoggedStep[]>> {
  const trails = new Map(paths.map((p): [RelPath, Trail] => [p, { name: prefix + p, since: undefined, steps: [] }]));
  let open: readonly Trail[] = [...trails.values()].filter((t) => !/[\r\n]/.test(t.name));
  for (let round = 0; open.length > 0 && round < RENAMES; round++) {
    const changes = await logged(
      root,
      prefix,
      head,
      open.map((t) => t.name),
    );
    const added = open.flatMap((trail) => {
      const born = follow(trail, changes, prefix, cuts);
      return born && !born.root ? [{ trail, born }] : [];
    });
    const origins = await renamedIn(
      root,
      prefix,
      added.map((a) => a.born.commit),
    );
    open = added.flatMap(({ trail, born }) => {
      const from = origins.get(`${born.commit}\0${trail.name}`);
      if (from === undefined || !from.name.startsWith(prefix)) return [];
      // What looked like the beginning is a rename.
      const first = trail.steps.at(-1);
      if (first) trail.steps[trail.steps.length - 1] = { ...first, before: [from.blob] };
      trail.name = from.name;
      trail.since = born.commit;
      return [trail];
    });
  }
  return new Map([...trails].map(([path, t]) => [path, t.steps.reverse()]));
}

/** Adds the steps that the changes show, newest first. @returns the change that made the file, where it came from is not known */
function follow(trail: Trail, changes: Changes, prefix: string, cuts: ReadonlySet<string>): Change | undefined {
  let past = -1;
  if (trail.since !== undefined) {
    const at = changes.get(trail.name)?.find((c) => c.commit === trail.since);
    if (!at) return undefined;
    past = at.order;
  }
  for (;;) {
    const next = changes.get(trail.name)?.find((c) => c.order > past);
    if (!next) return undefined;
    past = next.order;
    const path = trail.name.slice(prefix.length);
    const cut = cuts.has(next.commit);
    trail.steps.push({ commit: { id: next.commit, day: next.day, path }, before: next.before, after: next.after, cut });
    if (next.from?.startsWith(prefix)) trail.name = next.from;
    else if (next.before.length === 0) return next;
  }
}

/** What commits did to files or their folders, by name, newest first. */
async function logged(root: string, prefix: string, head: string, names: readonly string[]): Promise<Changes> {
  const inside = [...new Set(names)].map((n) => n.slice(prefix.length));
  const specs = inside.length > MANY ? foldersOf(inside) : inside;
  const out = await output(
    root,
    [
      'log',
      '--stdin',
      '--topo-order',
      '--raw',
      '-c',
      '-z',
      '-M',
      '-l2000',
      '--no-abbrev',
      '--no-ext-diff',
      '--no-textconv',
      '--ignore-submodules',
      '--format=format:%x00%H %P %at%x00',
    ],
    `${head}\n--\n${specs.join('\n')}\n`,
  );
  const wanted = specs === inside ? undefined : new Set(names);
  const changes = new Map<string, Change[]>();
  let order = -1;
  let at: Pick<Change, 'commit' | 'day' | 'root'> = { commit: '', day: '', root: true };
  for (const record of records(out)) {
    if ('header' in record) {
      const parts = record.header.split(' ');
      order++;
      const seconds = Number(parts.at(-1));
      at = {
        commit: parts[0] ?? '',
        day: new Date(Math.min(seconds, 253_402_300_799) * 1000).toISOString().slice(0, 10),
        root: parts[1] === '',
      };
      continue;
    }
    const { name, from, before, after } = record;
    if (wanted && !wanted.has(name)) continue;
    // It leads on to a file that nobody asked for by that name.
    if (from !== undefined) wanted?.add(from);
    const all = changes.get(name) ?? [];
    if (all.length === 0) changes.set(name, all);
    all.push({ ...at, order, before, after, from });
    // The file that went is listed under its own name too, for whoever follows that.
    if (from !== undefined) {
      const old = changes.get(from) ?? [];
      if (old.length === 0) changes.set(from, old);
      old.push({ ...at, order, before, after: undefined, from: undefined });
    }
  }
  return changes;
}

/** Names that do not hold the other names. */
function foldersOf(paths: readonly RelPath[]): readonly string[] {
  const folders = [...new Set(paths.map((p) => (p.includes('/') ? p.slice(0, p.lastIndexOf('/')) : '.')))];
  if (folders.includes('.') || folders.length > MANY) return ['.'];
  return folders.filter((f) => !folders.some((o) => f.startsWith(`${o}/`)));
}

/** Where files came from that commits made: the old name, by commit and new name. */
async function renamedIn(
  root: string,
  prefix: string,
  commits: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly blob: Blob }>> {
  const found = new Map<string, { name: string; blob: Blob }>();
  if (commits.length === 0) return found;
  const args = ['diff-tree', '--stdin', '-r', '-z', '--raw', '-M', '-l2000', '--no-ext-diff', '--no-textconv', '--diff-filter=R'];
  const out = await output(root, args, `${[...new Set(commits)].join('\n')}\n`);
  let commit = '';
  for (const record of records(out)) {
    if ('header' in record) commit = record.header;
    else if (record.from?.startsWith(prefix) && record.before[0])
      found.set(`${commit}\0${record.name}`, { name: record.from, blob: record.before[0] });
  }
  return found;
}

const twoTrees = /^([0-9a-f]{40,64} [0-9a-f]{40,64})\n/;

type Record =
  | { readonly header: string }
  | {
      readonly name: string;
      readonly from: string | undefined;
      readonly before: readonly Blob[];
      readonly after: Blob | undefined;
    };

/** What `--raw -z` prints: headers as we asked for them (or lone commit ids), and changed files. */
export function* records(out: Buffer): Iterable<Record> {
  const tokens = fields(out);
  for (let t = tokens.next(); !t.done; t = tokens.next()) {
    let token = t.value;
    // Two trees that were compared stand on a line of their own.
    for (let pair = twoTrees.exec(token); pair; pair = twoTrees.exec(token)) {
      yield { header: pair[1] ?? '' };
      token = token.slice(pair[0].length);
    }
    token = token.replace(/^\n/, '');
    if (token.startsWith(':')) {
      const record = changeIn(token, () => tokens.next().value ?? '');
      if (record) yield record;
    } else if (token !== '') yield { header: token };
  }
}

/** The parts between zero bytes. Names that are not UTF-8 are nobody's whom we ask for. */
function* fields(out: Buffer): Generator<string, undefined> {
  for (let from = 0; from < out.length; ) {
    const end = out.indexOf(0, from);
    const to = end < 0 ? out.length : end;
    yield out.toString('utf8', from, to);
    from = to + 1;
  }
  return undefined;
}

/** `:mode mode blob blob status`, in a merge one colon, mode and blob for each parent; then one name, or the old and the new. */
function changeIn(meta: string, name: () => string): Exclude<Record, { header: string }> | undefined {
  const parents = /^:+/.exec(meta)?.[0].length ?? 1;
  const parts = meta.slice(parents).split(' ');
  const modes = parts.slice(0, parents + 1);
  const blobs = parts.slice(parents + 1, 2 * parents + 2);
  const status = parts[2 * parents + 2] ?? '';
  const renamed = parents === 1 && /^[RC]/.test(status);
  const from = renamed ? name() : undefined;
  const to = name();
  const isFile = (i: number): boolean => /^100/.test(modes[i] ?? '');
  const before = blobs.slice(0, parents).filter((_, i) => isFile(i));
  const after = isFile(parents) ? blobs[parents] : undefined;
  if (before.length === 0 && after === undefined) return undefined;
  return { name: to, from: status.startsWith('R') ? from : undefined, before, after };
}
