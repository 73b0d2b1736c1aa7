/** Which files are packets, board, spec and the rest, by what is in them; and the globs that say so. */

import { readFields } from '#core/fields/read';
import { globMatcher } from '#core/glob';
import type { Setting, Survey } from '#core/init';
import { folderOf, nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import { bootstrapParts, type PacketsDialect, type PathKind, packetsDialect, templateOrder } from '../model/dialect';
import { readAudit } from '../read/audit';
import { readBoard } from '../read/board';
import { readPointer } from '../read/pointer';
import { readSpecSection } from '../read/spec';
import { impliedKeys } from './habits';

export interface Documents {
  readonly paths: Readonly<Record<Found, readonly RelPath[]>>;
  readonly settings: readonly Setting[];
}
export type Found = Extract<PathKind, 'pointer' | 'spec' | 'packet' | 'board' | 'audit' | 'codex' | 'protocol'>;

/** So many known fields make a packet of a document, whatever it is called; half of them, where its name says so too. */
const FIELDS = 4;
const named = /(?:^|\/)(?:WP|TP|TASK|PACKET)-\w/i;
const never = /(?:^|\/)(?:README|TEMPLATE|INDEX|CHANGELOG|CONTRIBUTING)\b[^/]*$/i;
const telling = new Set([...templateOrder, ...bootstrapParts, 'RISK_TIER', 'USER_SIGNATURE', 'SPEC_VERSION', 'Evidence Mapping']);

export function findDocuments(survey: Survey, dialect: PacketsDialect): Documents {
  const markdown = survey.files.filter((p) => /\.md$/i.test(p));
  const settings: Setting[] = [];
  const taken = new Set<RelPath>();
  const find = (kind: Found, judge: (path: RelPath) => number, one: boolean, what: string): readonly RelPath[] => {
    const usual = markdown.filter(globMatcher(dialect.paths[kind]));
    if (usual.length > 0) return keep(usual);
    const scored = markdown
      .filter((p) => !taken.has(p))
      .map((path) => ({ path, score: judge(path) }))
      .filter((c) => c.score > 0)
      .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
    const found = (one ? scored.slice(0, 1) : scored).map((c) => c.path);
    if (found.length === 0) return [];
    const globs = one ? found : globsOf(found, markdown);
    settings.push({
      key: ['paths', kind],
      value: globs.length === 1 ? (globs[0] as string) : globs,
      because: because(found, what),
    });
    return keep(found);
  };
  const keep = (paths: readonly RelPath[]): readonly RelPath[] => {
    for (const p of paths) taken.add(p);
    return paths;
  };
  const packet = find('packet', (p) => packetScore(survey, p, dialect), false, 'looks like a packet');
  const board = find('board', (p) => boardScore(survey, p, dialect), true, 'lists packets by state');
  const audit = find('audit', (p) => auditScore(survey, p, dialect), true, 'has a table of signatures');
  const spec = find('spec', (p) => specScore(survey, p, dialect), false, 'is a specification with numbered sections');
  const pointer = find('pointer', (p) => pointerScore(survey, p, spec), true, 'names the current specification');
  const codex = find(
    'codex',
    (p) => (/codex/i.test(nameOf(p)) && /CX-\d/.test(survey.text(p) ?? '') ? 1 : 0),
    false,
    'defines invariants',
  );
  const protocol = find(
    'protocol',
    (p) => (/^(?:ORCHESTRATOR|CODER|VALIDATOR)\b.*\.md$/i.test(nameOf(p)) ? 1 : 0),
    false,
    'is a protocol of a role',
  );
  return { paths: { packet, board, audit, spec, pointer, codex, protocol }, settings };
}

function packetScore(survey: Survey, path: RelPath, dialect: PacketsDialect): number {
  if (never.test(path)) return 0;
  const text = survey.text(path);
  // Cheap before dear: a packet says at least its state and one of the words below.
  if (text === undefined || !/status/i.test(text) || !/done|scope|test|task|spec/i.test(text)) return 0;
  const source = survey.markdown(path);
  if (!source) return 0;
  const fields = readFields(source, dialect.names);
  const known = new Set(fields.fields.flatMap((f) => (f.role === 'value' && telling.has(f.key) ? [f.key] : [])));
  // Where the name says that it is one, its fields may be called otherwise.
  if (known.has('STATUS') && named.test(path)) for (const key of impliedKeys(fields, source.text, dialect)) known.add(key);
  return known.has('STATUS') && known.size >= (named.test(path) ? FIELDS / 2 : FIELDS) ? known.size : 0;
}

function boardScore(survey: Survey, path: RelPath, dialect: PacketsDialect): number {
  if (!(survey.text(path) ?? '').includes('WP-')) return 0;
  const source = survey.markdown(path);
  const entries = source ? readBoard(source, dialect).model.entries.filter((e) => e.status !== undefined) : [];
  return new Set(entries.map((e) => e.id)).size >= 2 ? entries.length : 0;
}

function auditScore(survey: Survey, path: RelPath, dialect: PacketsDialect): number {
  const text = survey.text(path) ?? '';
  if (!/\|\s*\**(?:user )?signature/i.test(text)) return 0;
  const source = survey.markdown(path);
  const model = source && readAudit(source, dialect).model;
  return model?.table ? model.rows.length + (/audit/i.test(path) ? 1 : 0) : 0;
}

function specScore(survey: Survey, path: RelPath, dialect: PacketsDialect): number {
  if (!/spec/i.test(nameOf(path)) || !/v?\d+(?:\.\d+)+/.test(nameOf(path))) return 0;
  const source = survey.markdown(path);
  if (!source) return 0;
  const anchors = source.sections.reduce((n, s) => n + readSpecSection(s, source.text, dialect, false).anchors.length, 0);
  return anchors >= 3 ? anchors : 0;
}

function pointerScore(survey: Survey, path: RelPath, specs: readonly RelPath[]): number {
  const text = survey.text(path) ?? '';
  if (text.length > 20_000 || !/current|active|pointer/i.test(path)) return 0;
  const source = survey.markdown(path);
  const file = source && readPointer(source, packetsDialect).model.spec?.text;
  return file !== undefined && specs.some((s) => nameOf(s) === nameOf(file)) ? 1 : 0;
}

/** A glob for each folder: with what the names have in common, where that leaves other files out; versions become `*`. */
function globsOf(found: readonly RelPath[], all: readonly RelPath[]): readonly string[] {
  const folders = new Map<string, RelPath[]>();
  for (const p of found) folders.set(folderOf(p), [...(folders.get(folderOf(p)) ?? []), p]);
  return [...folders].map(([dir, mine]) => {
    const at = dir === '' ? '' : `${dir}/`;
    const others = all.filter((p) => folderOf(p) === dir && !mine.includes(p));
    const whole = `${at}*.md`;
    const unversioned = nameOf(mine[0] as RelPath).replace(/v?\d+(?:[._]\d+)+/i, '*');
    const prefix = common(mine.map(nameOf));
    const tries = [
      ...(mine.length === 1 ? [`${at}${unversioned}`] : []),
      ...(others.length === 0 ? [whole] : []),
      ...(prefix.length >= 2 ? [`${at}${escaped(prefix)}*.md`] : []),
    ];
    const good = tries.find((g) => !others.some(globMatcher([g])) && mine.every(globMatcher([g])));
    return good ?? (mine.length === 1 ? escaped(mine[0] as string) : whole);
  });
}

function common(names: readonly string[]): string {
  const [first = '', ...rest] = names;
  let n = first.length;
  for (const name of rest) while (n > 0 && !name.startsWith(first.slice(0, n))) n--;
  // Up to the last separator: `WP-1` of WP-10 and WP-11 is no name.
  return rest.length === 0 ? '' : (/^.*[-_. ]/.exec(first.slice(0, n))?.[0] ?? '');
}

const escaped = (s: string): string => s.replace(/[!*?{}()[\]\\]/g, '\\$&');
const because = (found: readonly RelPath[], what: string): string =>
  found.length === 1 ? `${found[0]} ${what}.` : `${found.length} files: each ${what}, such as ${found[0]}.`;
