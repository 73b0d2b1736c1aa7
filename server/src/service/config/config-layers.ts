/**
 * Reads a configuration: a file, those that it extends, and what is wrong in each, at its place.
 *
 * Pure and total: any texts give a configuration or problems. What is wrong in a file of the folder is told there; what is
 * wrong in one outside it (a nested project may extend a file further up in its repository) is told where it is named.
 */

import type { z } from 'zod';
import { closest } from '#core/distance';
import { addTo } from '#core/lists';
import { folderOf, isOutside, joined } from '#core/paths';
import type { DataNode, ParsedData } from '#core/source';
import type { Zod } from '#core/system';
import { LineIndex, type RelPath, type Span } from '#core/text';
import { type Config, type ConfigProblem, configOf, configSchema, type Known, merged, noConfig } from './config';
import { keysAt } from './schema-keys';

/** A file of the chain, or why there is none. `unread`: nobody has looked yet. */
export type Layer =
  | { readonly is: 'text'; readonly text: string; readonly data: ParsedData }
  | { readonly is: 'missing' | 'outside' | 'unread' }
  | { readonly is: 'unreadable'; readonly why: string };

/** What a configuration and those it extends come to. */
export interface ConfigReading {
  /** Undefined: something is wrong or not read yet, and the last good configuration stays in force. */
  readonly config: Config | undefined;
  /** By file of the folder. */
  readonly problems: ReadonlyMap<RelPath, readonly ConfigProblem[]>;
  /** The files that are built on, in the folder or not. */
  readonly extended: readonly RelPath[];
  /** The one that has to be read before more can be said. */
  readonly unread: RelPath | undefined;
}

interface Read {
  readonly path: RelPath;
  readonly text: string;
  readonly root: DataNode | undefined;
  /** Where it names the file that it extends. */
  readonly extendsAt: Span | undefined;
}

/** So many files may extend each other. */
const MOST = 20;

const noProblems: ReadonlyMap<RelPath, readonly ConfigProblem[]> = new Map();
/** Nothing is configured, and nothing is wrong. */
export const defaults: ConfigReading = { config: noConfig, problems: noProblems, extended: [], unread: undefined };

/** @param layerOf what there is at a path, relative to the folder; it may lead out of it */
export function readConfig(top: RelPath, layerOf: (path: RelPath) => Layer, z: Zod, known: Known): ConfigReading {
  const schema = configSchema(z, known);
  const chain: Read[] = [];
  const found: { readonly path: RelPath; readonly at: Span; readonly message: string }[] = [];
  let said: unknown = {};
  let unread: RelPath | undefined;
  const extended: RelPath[] = [];
  for (let path: RelPath | undefined = top; path !== undefined; ) {
    const above = chain.at(-1);
    const layer = layerOf(path);
    const here = path;
    path = undefined;
    if (layer.is === 'unread') {
      unread = here;
      break;
    }
    if (layer.is !== 'text') {
      if (above?.extendsAt) found.push({ path: above.path, at: above.extendsAt, message: absent(layer, here) });
      break;
    }
    const own = contentsOf(layer, schema);
    found.push(...own.problems.map((p) => ({ path: here, ...p })));
    said = merged(own.value, said);
    const next = baseOf(here, layer.data.root);
    chain.push({ path: here, text: layer.text, root: layer.data.root, extendsAt: next?.at });
    if (!next) break;
    const round = chain.findIndex((c) => c.path === next.path);
    const circle = [...chain.slice(round).map((c) => c.path), next.path ?? ''].join(' → ');
    if (next.problem !== undefined) found.push({ path: here, at: next.at, message: next.problem });
    else if (chain.length >= MOST) found.push({ path: here, at: next.at, message: `More than ${MOST} files extend each other.` });
    else if (round >= 0) found.push({ path: here, at: next.at, message: `The files extend each other in a circle: ${circle}.` });
    else {
      path = next.path;
      extended.push(path);
    }
  }
  if (found.length === 0 && unread === undefined) found.push(...crossChecked(said, chain, known));
  const problems = byFile(found, chain, top);
  const config = found.length > 0 || unread !== undefined ? undefined : configOf(said as Record<string, unknown>, known.systems);
  return { config, problems, extended, unread };
}

function absent(layer: Layer, path: RelPath): string {
  if (layer.is === 'outside') return `${path} lies outside this repository, so it cannot be extended.`;
  if (layer.is === 'unreadable') return `${path} cannot be read: ${layer.why.replace(/\.?$/, '.')}`;
  return `There is no ${path} to extend.`;
}

/** The file that a file extends. */
function baseOf(
  from: RelPath,
  root: DataNode | undefined,
): { readonly at: Span; readonly path: RelPath; readonly problem: string | undefined } | undefined {
  const node = root?.is === 'map' ? root.entries.find((e) => e.key === 'extends')?.value : undefined;
  if (node?.is !== 'scalar' || typeof node.value !== 'string' || node.value === '') return undefined;
  const { at, value } = node;
  if (/^(?:[/\\]|[A-Za-z][\w+.-]*:)/.test(value) || value.includes('\\'))
    return { at, path: '', problem: `${value} is no path relative to this file, with forward slashes.` };
  if (!/\.ya?ml$/i.test(value))
    return { at, path: '', problem: `${value} is no YAML file: its name does not end in .yaml or .yml.` };
  return { at, path: joined(folderOf(from), value), problem: undefined };
}

/** What one file says, checked. A value that is missing is not said; a number where text is wanted is the text of it. */
function contentsOf(
  layer: Layer & { is: 'text' },
  schema: z.ZodType,
): { readonly value: unknown; readonly problems: readonly ConfigProblem[] } {
  const { text, data } = layer;
  const { root } = data;
  if (data.errors.length > 0)
    return {
      value: {},
      problems: data.errors.map((e) => ({ at: atLeastOne(e.at, text), message: e.message.replace(/\.?$/, '.') })),
    };
  if (!root) return { value: {}, problems: [] };
  const asText = new Set<DataNode>();
  let issues = issuesOf(schema.safeParse(plain(root, text, asText)));
  for (const issue of issues) {
    const node = find(root, issue.path);
    if (issue.code === 'invalid_type' && issue.expected === 'string' && node?.is === 'scalar' && node.value !== null)
      asText.add(node);
  }
  if (asText.size > 0) issues = issuesOf(schema.safeParse(plain(root, text, asText)));
  const unsaid = (issue: z.core.$ZodIssue): boolean => {
    const node = find(root, issue.path);
    return (
      issue.code !== 'unrecognized_keys' &&
      issue.path.length > 0 &&
      node?.is === 'scalar' &&
      node.value === null &&
      isKey(root, issue.path)
    );
  };
  const problems = issues.filter((i) => !unsaid(i)).flatMap((issue) => problemsOf(issue, root, schema));
  const placed = problems.map((p) => ({ ...p, at: atLeastOne(p.at, text) }));
  return { value: said(root, text, asText), problems: placed.sort((a, b) => a.at.start - b.at.start) };
}

/** The issues of a result; for a choice between forms those of the form that was most likely meant. */
function issuesOf(result: { readonly success: boolean; readonly error?: z.ZodError }): z.core.$ZodIssue[] {
  return (result.error?.issues ?? []).flatMap(narrowed);
}

function narrowed(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const inner = issue.errors.map((e) => e.flatMap(narrowed));
  const depth = (e: readonly z.core.$ZodIssue[]): number =>
    Math.max(...e.map((i) => i.path.length + (i.code === 'invalid_type' ? 0 : 0.5)));
  const best = [...inner].sort((a, b) => depth(b) - depth(a))[0] ?? [];
  if (best.every((i) => i.path.length === 0 && (i.code === 'invalid_type' || i.code === 'invalid_value'))) {
    const forms = inner.flat().flatMap((i) => {
      if (i.path.length > 0) return [];
      if (i.code === 'invalid_value') return [i.values.map(String).join(', ')];
      return i.code === 'invalid_type'
        ? [i.expected === 'array' || i.expected === 'tuple' ? 'a list' : i.expected === 'string' ? 'a text' : `a ${i.expected}`]
        : [];
    });
    return [{ ...issue, code: 'custom', message: `expected ${[...new Set(forms)].join(' or ')}` } as z.core.$ZodIssue];
  }
  return best.map((i) => ({ ...i, path: [...issue.path, ...i.path] }));
}

/** The node's value as plain data. */
function plain(node: DataNode, text: string, asText: ReadonlySet<DataNode>): unknown {
  if (node.is === 'scalar') return asText.has(node) ? text.slice(node.at.start, node.at.end) : node.value;
  if (node.is === 'list') return node.items.map((i) => plain(i, text, asText));
  return Object.fromEntries(node.entries.map((e) => [e.key, plain(e.value, text, asText)]));
}

/** The same without keys that have no value. */
function said(node: DataNode, text: string, asText: ReadonlySet<DataNode>): unknown {
  if (node.is === 'list') return node.items.map((i) => said(i, text, asText));
  if (node.is === 'scalar') return plain(node, text, asText);
  const entries = node.entries.filter(({ value }) => value.is !== 'scalar' || value.value !== null);
  return Object.fromEntries(entries.map((e) => [e.key, said(e.value, text, asText)]));
}

function problemsOf(issue: z.core.$ZodIssue, root: DataNode, schema: z.ZodType): readonly ConfigProblem[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const within = path === '' ? '' : ` in ${path}`;
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => {
      const near = closest(key, known);
      const meant = near === undefined ? '' : `; did you mean ${near}?`;
      return { at: keyAt(root, [...issue.path, key]), message: `Unknown key ${key}${within}${meant || '.'}` };
    });
  }
  if (issue.code === 'invalid_key')
    return [{ at: keyAt(root, issue.path), message: `${path} is no key that is understood here.` }];
  const at = valueAt(root, issue.path);
  if (issue.code === 'invalid_value')
    return [{ at, message: `Not a value that ${path} takes: expected one of ${issue.values.map(String).join(', ')}.` }];
  const message = issue.message.replace(/^Invalid input: /, '').replace(/\.$/, '');
  if (issue.code === 'custom' && /^[A-Z{"]/.test(message)) return [{ at, message: `${message}.` }];
  return [{ at, message: `${path === '' ? 'gatehouse.yaml' : path}: ${message}.` }];
}

/** What no file alone can tell: whether names that are used are there. Told in the nearest file that says them. */
function crossChecked(
  said: unknown,
  chain: readonly Read[],
  { systems }: Known,
): readonly { path: RelPath; at: Span; message: string }[] {
  const all = said as Record<string, unknown>;
  return systems.flatMap((s) => {
    if (all[s.id] === undefined) return [];
    return (s.config?.problems?.(s.dialect, all[s.id]) ?? []).map(({ path, message }) => {
      const full = [s.id, ...path];
      const layer =
        chain.find((c) => c.root && find(c.root, full)) ?? chain.find((c) => c.root && find(c.root, [s.id])) ?? chain[0];
      const at = layer?.root ? atLeastOne(valueAt(layer.root, full), layer.text) : { start: 0, end: 0 };
      return { path: layer?.path ?? '', at, message };
    });
  });
}

/** Each problem at a file of the folder: those of a file outside it where it is named. */
function byFile(
  found: readonly { readonly path: RelPath; readonly at: Span; readonly message: string }[],
  chain: readonly Read[],
  top: RelPath,
): ReadonlyMap<RelPath, readonly ConfigProblem[]> {
  if (found.length === 0) return noProblems;
  const out = new Map<RelPath, ConfigProblem[]>();
  const told = new Set<RelPath>();
  for (const { path, at, message } of found) {
    const index = chain.findIndex((c) => c.path === path);
    const away = index > 0 && isOutside(path);
    const teller = away ? chain.slice(0, index).findLast((c) => c.path === top || !isOutside(c.path)) : undefined;
    if (!away) addTo(out, path, { at, message });
    else if (teller?.extendsAt && !told.has(path)) {
      told.add(path);
      const { line, character } = LineIndex.of(chain[index]?.text ?? '').place(at.start);
      const there = { at: teller.extendsAt, message: `In ${path}, line ${line + 1}, column ${character + 1}: ${message}` };
      addTo(out, teller.path, there);
    }
  }
  return out;
}

function find(node: DataNode | undefined, path: readonly PropertyKey[]): DataNode | undefined {
  const [head, ...rest] = path;
  if (head === undefined || !node) return node;
  if (node.is === 'map') return find(node.entries.find((e) => e.key === String(head))?.value, rest);
  return node.is === 'list' ? find(node.items[Number(head)], rest) : undefined;
}

const isKey = (root: DataNode, path: readonly PropertyKey[]): boolean => find(root, path.slice(0, -1))?.is === 'map';

function valueAt(root: DataNode, path: readonly PropertyKey[]): Span {
  for (let n = path.length; n > 0; n--) {
    const node = find(root, path.slice(0, n));
    if (node) return node.at.end > node.at.start ? node.at : keyAt(root, path.slice(0, n));
  }
  return { start: root.at.start, end: Math.min(root.at.end, root.at.start + 1) };
}

function keyAt(root: DataNode, path: readonly PropertyKey[]): Span {
  const parent = find(root, path.slice(0, -1));
  const entry = parent?.is === 'map' ? parent.entries.find((e) => e.key === String(path.at(-1))) : undefined;
  return entry?.keyAt ?? valueAt(root, path.slice(0, -1));
}

/** Within the text, and not nothing where there is something to point at. */
function atLeastOne(at: Span, text: string): Span {
  const start = Math.max(0, Math.min(at.start, text.length));
  const end = Math.max(start, Math.min(at.end, text.length));
  return end > start
    ? { start, end }
    : { start: Math.max(0, Math.min(start, text.length - 1)), end: Math.min(text.length, Math.max(start, 1)) };
}
