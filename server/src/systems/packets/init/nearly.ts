/** What looks like packets to people and is none that could be read: said, with what to write. For `gatehouse init` alone. */
import { type FieldDocument, fieldOf } from '#core/fields/model';
import { readFields } from '#core/fields/read';
import { globMatcher, literalGlob } from '#core/glob';
import type { Survey } from '#core/init';
import { addTo } from '#core/lists';
import { folderOf, nameOf, stemOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { formOf } from './called';
import { impliedKeys } from './habits';
import { isNamed, isOfPlans, lieAmongRecords, lieApart } from './packet-score';
import { isAbout, stateFolder } from './places';
import { isToTick, workState } from './tasks';

/** Fewer files that are called alike are no habit. */
const ENOUGH = 3;
/** So many sorts are looked into, and so many files of each: they are alike. So many are told of. */
const KINDS = 8;
const FILES = 20;
const TOLD = 2;

/** A word that says when something is done, in some language. Cheap, before anything is parsed. */
const ends = /accept|criteri|done|complet|checklist|critère|critério|abnahme|akzeptanz|критери|验收|驗收|完成|受け入れ|完了/i;

interface Kind {
  /** The glob that finds them. */
  readonly glob: string;
  readonly form: string;
  readonly files: RelPath[];
}

/** The form of a folder's name, which is an id as a whole. */
const wholeForm = (name: string): string | undefined => {
  const form = formOf(name);
  return form === '{number}' && /^\d+[-_]/.test(name) ? `{number}${/[-_]/.exec(name)?.[0]}{name}` : form;
};

/** Files of one folder, or one of each of several folders, that are called by a form of ids. */
function kindOf(path: RelPath): Omit<Kind, 'files'> | undefined {
  const [folder, above] = [folderOf(path), folderOf(folderOf(path))];
  const own = formOf(stemOf(path));
  const house = wholeForm(nameOf(folder));
  // In the folder of one task, `01-plan.md` is a part of it; a specification's own folder holds no task.
  if (house !== undefined && !isNamed(path)) {
    if (/^(?:spec|plan|design|requirements|research|proposal|tasks)\.md$/i.test(nameOf(path))) return undefined;
    return { form: house, glob: `${above === '' ? '' : `${literalGlob(above)}/`}*/${literalGlob(nameOf(path))}` };
  }
  if (own === undefined) return undefined;
  const start = /^[^{]*/.exec(own)?.[0] ?? '';
  const name = start === '' ? '[0-9]*' : `${literalGlob(start)}*`;
  return { form: own, glob: `${folder === '' ? '' : `${literalGlob(folder)}/`}${name}.md` };
}

const saysItsEnd = (fields: FieldDocument, text: string, dialect: PacketsDialect): boolean =>
  fieldOf(fields, 'DONE_MEANS') !== undefined || impliedKeys(fields, text, dialect).includes('DONE_MEANS');

/** A line for each sort of files that say when something is done and not how it stands; the largest first. */
export function nearly(survey: Survey, markdown: readonly RelPath[], dialect: PacketsDialect): readonly string[] {
  const kinds = new Map<string, Kind>();
  for (const path of markdown) {
    if (isAbout(path) || lieApart(path) || !ends.test(survey.text(path) ?? '')) continue;
    const kind = kindOf(path);
    if (!kind) continue;
    const known = kinds.get(kind.glob) ?? { ...kind, files: [] };
    kinds.set(kind.glob, known);
    known.files.push(path);
  }
  const isEnding = (path: RelPath): boolean => {
    const source = survey.markdown(path);
    if (!source) return false;
    return saysItsEnd(readFields(source, dialect.names), source.text, dialect);
  };
  const close = [...kinds.values()]
    .filter(({ files }) => files.length >= ENOUGH)
    .sort((a, b) => b.files.length - a.files.length || (a.glob < b.glob ? -1 : 1))
    .slice(0, KINDS)
    .filter(({ files }) => files.slice(0, FILES).filter(isEnding).length >= Math.max(ENOUGH, Math.min(files.length, FILES) / 2));
  // What lies together is one sort of work, though parts of it are called otherwise.
  const byFolder = new Map<RelPath, Kind[]>();
  for (const kind of close) addTo(byFolder, folderOf(kind.glob), kind);
  return [...byFolder.values()].slice(0, TOLD).map((mine) => {
    const isOne = globMatcher(mine.map((k) => k.glob));
    const n = markdown.filter((p) => isOne(p) && !isAbout(p)).length;
    const quoted = (all: readonly string[]): string => [...new Set(all)].map((t) => `"${t}"`).join(', ');
    const globs = quoted(mine.map((k) => k.glob));
    return [
      `${n} files such as ${mine[0]?.files[0]} say when something is done, but no state of theirs could be read. If they are task packets, write into gatehouse.yaml:`,
      '  systems: [packets]',
      '  packets:',
      `    ids: [${quoted(mine.map((k) => k.form))}]`,
      `    paths: { packet: ${mine.length > 1 ? `[${globs}]` : globs} }`,
      '    aliases: { STATUS: [State] }',
      'with the name that their state has in place of “State”, where it has one',
    ].join('\n');
  });
}

/** Whether a file lies among records; a plan may be one of work. */
const isRecord = (path: RelPath): boolean => (isOfPlans(path) ? lieAmongRecords(path) : lieApart(path));

/** Files of one folder that say a state of work and when they are done, and are called by words alone. */
export function unnumbered(survey: Survey, markdown: readonly RelPath[], dialect: PacketsDialect): readonly RelPath[] {
  const folders = new Map<string, RelPath[]>();
  for (const path of markdown) {
    if (isAbout(path) || isNamed(path) || isRecord(path) || kindOf(path) || !ends.test(survey.text(path) ?? '')) continue;
    const own = folderOf(path);
    addTo(folders, stateFolder.test(nameOf(own)) ? folderOf(own) : own, path);
  }
  const hasState = (path: RelPath): boolean => {
    const source = survey.markdown(path);
    return source !== undefined && fieldOf(readFields(source, dialect.names), 'STATUS') !== undefined;
  };
  const isTask = (path: RelPath): boolean => {
    const source = survey.markdown(path);
    if (!source) return false;
    const fields = readFields(source, dialect.names);
    return (
      (isToTick(source.text) || saysItsEnd(fields, source.text, dialect)) && workState(fields, source.text, dialect) !== undefined
    );
  };
  const found = [...folders.values()]
    .filter((files) => files.length >= ENOUGH)
    .sort((a, b) => b.length - a.length)
    .slice(0, KINDS)
    .find((files) => files.slice(0, FILES).filter(isTask).length >= ENOUGH);
  const first = found?.find((p) => !stateFolder.test(folderOf(p)) && isTask(p)) ?? found?.find(isTask);
  // Those that were put aside are of the same sort.
  const isAlike = (path: RelPath): boolean => path !== first && (isTask(path) || hasState(path));
  return first === undefined ? [] : [first, ...(found ?? []).filter(isAlike)];
}

/** A line for files that read like packets and are called by words alone. None: they are too few to be a habit. */
export const wordedLine = (files: readonly RelPath[]): readonly string[] =>
  files.length < ENOUGH
    ? []
    : [
        `${files.length} files such as ${files[0]} say how they stand and when they are done, but are called by words alone, and no page lists them by state. If they are task packets, ids: ['{name}'] under packets in gatehouse.yaml says so`,
      ];

/** A row or an item that opens with an id of some form: `| BUG-12 |`, `- [ ] **OPS-3**`. */
const item = /^[ \t]*(?:\|[ \t]*|[-*+][ \t]+(?:\[[ xX~/-]\][ \t]+)?)[*_`[]*([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d+)(?![\w-])/gm;

/** What a board lists that has no file. Undefined: nothing that looks so. @param listed how many packets it lists in a way that is read */
export function listedAlone(survey: Survey, board: RelPath, listed: number): string | undefined {
  const items = [...new Set([...(survey.text(board) ?? '').matchAll(item)].map(([, id]) => id))];
  const isFile = items.some((id) => survey.files.some((f) => nameOf(f).startsWith(id as string)));
  if (isFile && listed > 0) return `${board} lists ${listed} packets by state, but hardly any file is called as they are`;
  if (isFile || Math.max(items.length, listed) < ENOUGH) return undefined;
  const what = items.length < listed ? `${listed} tasks by state` : `${items.length} tasks such as ${items[0]}`;
  return `${board} lists ${what}, and none of them has a file of its own that could be found: Gatehouse reads those, and a board beside them`;
}
