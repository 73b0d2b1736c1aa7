/** `gatehouse.yaml`: what it may say, what is wrong in one, and what follows from it. */
import type { z } from 'zod';
import type { Severity } from '#core/rule';
import type { DataNode, ParsedData } from '#core/source';
import type { System, Zod } from '#core/system';
import type { Span } from '#core/text';

export interface Config {
  /** Systems that are on whatever the landmarks say. Undefined: the landmarks decide. */
  readonly on: readonly string[] | undefined;
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  /** By system id: what the file says for it, checked. */
  readonly systems: Readonly<Record<string, unknown>>;
}

export const noConfig: Config = { on: undefined, severities: {}, systems: {} };

export interface ConfigProblem {
  readonly at: Span;
  readonly message: string;
}

/** The schema of the whole file. */
export function configSchema(z: Zod, systems: readonly System<unknown>[], ruleIds: readonly string[]): z.ZodType {
  const ids = systems.filter((s) => s.landmarks).map((s) => s.id);
  const levels = ['off', 'hint', 'info', 'warning', 'error'] as const;
  const rules = Object.fromEntries(ruleIds.map((id) => [id, z.enum(levels).optional()]));
  return z
    .strictObject({
      systems: z
        .array(z.enum(ids as [string, ...string[]]))
        .describe('Which systems this folder follows. Without it, Gatehouse looks for their landmarks.'),
      rules: z.strictObject(rules).describe('Severity of a rule, by its id.'),
      ...Object.fromEntries(systems.flatMap((s) => (s.config ? [[s.id, s.config.schema(z)]] : []))),
    })
    .partial();
}

/** Undefined config: the file is wrong, and the last good one stays in force. */
export function readConfig(
  data: ParsedData,
  z: Zod,
  systems: readonly System<unknown>[],
  ruleIds: readonly string[],
): { readonly config: Config | undefined; readonly problems: readonly ConfigProblem[] } {
  if (data.errors.length > 0)
    return { config: undefined, problems: data.errors.map((e) => ({ at: e.at, message: e.message.replace(/\.?$/, '.') })) };
  if (!data.root) return { config: noConfig, problems: [] };
  const result = configSchema(z, systems, ruleIds).safeParse(plain(data.root));
  const root = data.root;
  if (!result.success) return { config: undefined, problems: result.error.issues.flatMap((issue) => problemsOf(issue, root)) };
  const said = result.data as { systems?: string[]; rules?: Record<string, Severity | 'off'> } & Record<string, unknown>;
  const parts = Object.fromEntries(systems.flatMap((s) => (said[s.id] === undefined ? [] : [[s.id, said[s.id]]])));
  return { config: { on: said.systems, severities: said.rules ?? {}, systems: parts }, problems: [] };
}

/** The node's value as plain data. */
export function plain(node: DataNode): unknown {
  if (node.is === 'scalar') return node.value;
  if (node.is === 'list') return node.items.map(plain);
  return Object.fromEntries(node.entries.map((e) => [e.key, plain(e.value)]));
}

function problemsOf(issue: z.core.$ZodIssue, root: DataNode): readonly ConfigProblem[] {
  const path = issue.path.join('.');
  const within = path === '' ? '' : ` in ${path}`;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ at: keyAt(root, [...issue.path, key]), message: `Unknown key ${key}${within}.` }));
  }
  const options = issue.code === 'invalid_value' ? `: expected one of ${issue.values.map(String).join(', ')}` : '';
  const said =
    options === ''
      ? issue.message.replace(/^Invalid input: /, '').replace(/\.$/, '')
      : `Not a value that ${path} takes${options}`;
  return [
    {
      at: valueAt(root, issue.path),
      message: options === '' ? `${path === '' ? 'gatehouse.yaml' : path}: ${said}.` : `${said}.`,
    },
  ];
}

function find(node: DataNode | undefined, path: readonly PropertyKey[]): DataNode | undefined {
  const [head, ...rest] = path;
  if (head === undefined || !node) return node;
  if (node.is === 'map') return find(node.entries.find((e) => e.key === String(head))?.value, rest);
  return node.is === 'list' ? find(node.items[Number(head)], rest) : undefined;
}

const valueAt = (root: DataNode, path: readonly PropertyKey[]): Span => {
  for (let n = path.length; n > 0; n--) {
    const node = find(root, path.slice(0, n));
    if (node) return node.at.end > node.at.start ? node.at : keyAt(root, path.slice(0, n));
  }
  return { start: root.at.start, end: Math.min(root.at.end, root.at.start + 1) };
};

function keyAt(root: DataNode, path: readonly PropertyKey[]): Span {
  const parent = find(root, path.slice(0, -1));
  const entry = parent?.is === 'map' ? parent.entries.find((e) => e.key === String(path.at(-1))) : undefined;
  return entry?.keyAt ?? valueAt(root, path.slice(0, -1));
}
