/** Which files are packets, board, spec and the rest, by what is in them; and the globs that say so. */

import { globMatcher, literalGlob } from '#core/glob';
import type { Exception, Setting, Survey } from '#core/init';
import { folderOf, nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import { type PacketsDialect, type PathKind, withCalled } from '../model/dialect/dialect';
import { hasHouse, haveDefaultForm, type IdForms, idOf } from '../model/dialect/id-form';
import { readAudit } from '../read/audit';
import { readPacket } from '../read/packet';
import { readPointer } from '../read/pointer';
import { readSpecSection } from '../read/spec-part';
import { boardScore, boardsBeside, listedOn } from './boards';
import { calledSo } from './called';
import { companionsIn, leaveCompanionsOut } from './companions';
import { earlierIn } from './earlier';
import { globsOf } from './globs';
import { habitsOf, withAliases } from './habits';
import { entriesOf, listedIn } from './listed';
import { unnumbered } from './nearly';
import { areOver, nowhereIn } from './nowhere';
import { alikeIn, isNamed, isPlan, packetScore } from './packet-score';
import { isCalled, isRefinement, isReport, isStub } from './places';
import { anchorsOf, headedForms } from './spec-anchors';
import { boardColumns, boardWords, columnNames } from './tables';
import { calledByName, wordedIn } from './worded';
import { pointing, specName } from './words';

/** What was found, by kind, and what is to be configured for it. */
export interface Documents {
  readonly paths: Readonly<Record<PathKind, readonly RelPath[]>>;
  readonly settings: readonly Setting[];
  /** How packets and tables are written. */
  readonly habits: readonly Setting[];
  readonly exceptions: readonly Exception[];
  /** Rules whose subject no packet has, in whatever state, nor a document beside them. */
  readonly nowhere: readonly string[];
  /** Those of them whose turn has come, though not by what packets say: a board has several as done. */
  readonly due: readonly string[];
  /** Whether they are called otherwise than packets are by default. */
  readonly foreign: boolean;
  /** Whether none of the documents that go with packets is here, either. */
  readonly apart: boolean;
  /** What would be a packet, but for its name. */
  readonly worded: readonly RelPath[];
  /** What could not be concluded, one line each. */
  readonly unsure: readonly string[];
  /** How many packets the board lists in a way that can be read. */
  readonly listed: number;
}

/** Looks at every Markdown file. @param usual the defaults */
export function findDocuments(survey: Survey, usual: PacketsDialect): Documents {
  const markdown = survey.files.filter((p) => /\.md$/i.test(p));
  // A spec may hold the template of a packet.
  const isSpec = globMatcher([...usual.paths.spec, ...usual.paths.codex]);
  const companions = companionsIn(markdown);
  const scores = new Map<RelPath, number>();
  const score = (p: RelPath): number => {
    const known = scores.get(p) ?? (companions.has(p) || (isSpec(p) && !isNamed(p)) ? 0 : packetScore(survey, p, usual));
    scores.set(p, known);
    return known;
  };
  for (const [p, known] of alikeIn(survey, markdown, usual)) if (!companions.has(p) && !isSpec(p)) scores.set(p, known);
  const titleOf = (p: RelPath): string => /^#[ \t]+(.*)$/m.exec(survey.text(p) ?? '')?.[1] ?? '';
  const namedIn = (p: RelPath): string => {
    const text = survey.text(p) ?? '';
    const own =
      /^[\s>*+|-]*(?:TASK|WP)_ID\W+([\w.-]+)/m.exec(text) ?? /^---\r?\n(?:[^\n]*\n){0,8}?id:[ \t]*['"]?([\w.-]+)/.exec(text);
    return own?.[1] ?? '';
  };
  const isPacket = (p: RelPath): boolean => score(p) > 0;
  const called = (isOne: (p: RelPath) => boolean): Setting | undefined => calledSo(markdown, isOne, titleOf, namedIn, usual.ids);
  const found = called(isPacket);
  const words = wordedIn(markdown.filter(isPacket), found ? withCalled(usual, found.value as readonly string[]) : usual, namedIn);
  for (const p of words) scores.set(p, 0);
  // Where nothing is called by an id, words may be what packets are called.
  const asked = markdown.some(isPacket) ? [] : words.length > 0 ? words : unnumbered(survey, markdown, usual);
  const ofWords = calledByName(survey, markdown, asked, usual);
  if (ofWords) for (const p of asked) scores.set(p, 1);
  const worded = ofWords ? [] : words;
  const habit =
    ofWords ??
    (worded.length > 0 ? called(isPacket) : found) ??
    // Those of other names whose states only a board says.
    (markdown.some(isPacket) ? undefined : called((p) => isPlan(survey, p, usual)));
  const dialect = habit ? withCalled(usual, habit.value as readonly string[]) : usual;
  const { ids } = dialect;
  const settings: Setting[] = habit ? [habit] : [];
  const taken = new Set<RelPath>();
  const find = (kind: PathKind, judge: (path: RelPath) => number, one: boolean, what: string): readonly RelPath[] => {
    const usual = markdown.filter(globMatcher(dialect.paths[kind]));
    // A page called as a board may be that of another method, beside one that lists packets.
    const isOne = kind !== 'board' || usual.some((p) => judge(p) > 0);
    if (usual.length > 0 && isOne) return keep(usual);
    const scored = markdown
      .filter((p) => !taken.has(p))
      .map((path) => ({ path, score: judge(path) }))
      .filter((c) => c.score > 0)
      .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
    const found = one
      ? scored.slice(0, 1).map((c) => c.path)
      : withoutParts(
          scored.map((c) => c.path),
          ids,
        );
    if (found.length === 0) return keep(usual);
    const globs = one ? found : globsOf(found, kind === 'packet' ? markdown.filter((p) => !taken.has(p)) : markdown, ids);
    settings.push({
      key: ['paths', kind],
      value: globs.length === 1 ? (globs[0] as string) : globs,
      because: because(found, what),
    });
    return keep(found);
  };
  /** Those whose state the board alone says. */
  const listedPackets = (): readonly RelPath[] => {
    const free = markdown.filter((p) => !taken.has(p));
    const { own } = inTables(survey, markdown, free, dialect);
    const listed = listedIn(survey, free, own);
    return find(
      'packet',
      (p) => (listed.has(p) ? 1 : 0),
      false,
      'is called as a packet that the board lists, or lies beside one',
    );
  };
  const keep = (paths: readonly RelPath[]): readonly RelPath[] => {
    for (const p of paths) taken.add(p);
    return paths;
  };
  // What lies among packets and says that it is something else is none of them.
  const refinement = find('refinement', (p) => (isRefinement(p, ids) ? 1 : 0), false, 'is a refinement by its name');
  const stub = find('stub', (p) => (isStub(p, ids) ? 1 : 0), false, 'is a stub by its folder');
  const report = find('report', (p) => reportScore(survey, p, ids), false, 'holds a verdict');
  const apart = new Set([...refinement, ...report]);
  const looking = find('packet', score, false, 'looks like a packet').filter((p) => !apart.has(p));
  const packet = looking.length > 0 ? looking : [...listedPackets()];
  const isElsewhere = settings.some((s) => s.key[1] === 'packet');
  const beside = isElsewhere ? [] : besides(packet, markdown, ids, (p) => !taken.has(p) && score(p) > 0);
  if (beside.length > 0) {
    settings.push({
      key: ['paths', 'packet'],
      value: [...dialect.paths.packet, ...globsOf(beside, markdown, ids)],
      because: `${because(beside, 'looks like a packet')} It stands beside the usual folder.`,
    });
    packet.push(...keep(beside));
  }
  // No board lists them.
  if (habit && packet.length === 0) settings.splice(settings.indexOf(habit), 1);
  leaveOut(settings, [...apart], dialect);
  leaveCompanionsOut(
    settings,
    companions,
    markdown.filter((p) => !taken.has(p)),
    dialect,
  );
  const rank = ({ key }: Setting): number => (key[0] === 'ids' ? -1 : key[1] === 'packet' ? 0 : key[1] === 'stub' ? 1 : 2);
  settings.sort((a, b) => rank(a) - rank(b));
  // Boards and audits are read in the words of the packets.
  const habits = habitsOf(survey, packet, dialect, looking.length === 0);
  const { columns, listed, own } = inTables(
    survey,
    markdown,
    markdown.filter((p) => !taken.has(p)),
    habits.dialect,
  );
  // A page about what goes on names some of many; a board has them.
  const isBoard = (p: RelPath, n: number): boolean => /board|backlog|kanban/i.test(nameOf(p)) || n * 2 >= packet.length;
  const first = find('board', (p) => boardScore(survey, p, own, isBoard), true, 'lists packets by state');
  const others = boardsBeside(survey, first, markdown, packet, own);
  if (others.length > 0) {
    const i = settings.findIndex((s) => s.key[1] === 'board');
    const value = [...(settings[i] ? [settings[i].value].flat().map(String) : dialect.paths.board), ...others.map(literalGlob)];
    settings.splice(i < 0 ? settings.length : i, i < 0 ? 0 : 1, {
      key: ['paths', 'board'],
      value,
      because: `${[...first, ...others].join(', ')} list packets by state, each of them others.`,
    });
  }
  const board = [...first, ...keep(others)];
  leaveBoardsOut(settings, board);
  const audit = find('audit', (p) => auditScore(survey, p, own), true, 'has a table of signatures');
  const spec = find('spec', (p) => specScore(survey, p, dialect), false, 'is a specification with numbered sections');
  const pointer = find('pointer', (p) => pointerScore(survey, p, spec, dialect), true, 'names the current specification');
  const pointing = pointer.flatMap((p) => survey.markdown(p) ?? []).map((s) => readPointer(s, dialect).model.codex?.text);
  const codex = find(
    'codex',
    (p) =>
      /codex/i.test(nameOf(p)) &&
      (/CX-\d/.test(survey.text(p) ?? '') ||
        isCalled(
          p,
          pointing.flatMap((c) => c ?? []),
        ))
        ? 1
        : 0,
    false,
    'defines invariants, or is the one that the pointer names',
  );
  const protocol = find(
    'protocol',
    (p) => (/^(?:ORCHESTRATOR|CODER|VALIDATOR)\b.*\.md$/i.test(nameOf(p)) ? 1 : 0),
    false,
    'is a protocol of a role',
  );
  const byName = (kind: 'registry' | 'runbook', what: string): readonly RelPath[] =>
    find(kind, (p) => (isCalled(p, dialect.paths[kind]) ? 1 : 0), true, what);
  const registry = byName('registry', 'is called as a registry of agents is');
  const runbook = byName('runbook', 'is called as a runbook is');
  settings.push(...anchorsOf(survey, spec, packet));
  const models = packet.flatMap((p) => survey.markdown(p) ?? []).map((source) => readPacket(source, own).model);
  const nowhere = nowhereIn(models, {
    audits: audit.length > 0,
    reports: report.length > 0,
    protocols: protocol.length + codex.length > 0,
    // With the ids of this method a page that names the spec is missed where there is none.
    specs: pointer.length + spec.length > 0 || haveDefaultForm(own.called),
    limits: board.some((p) => /\bSLA\b|\bescalat/i.test(survey.text(p) ?? '')),
  });
  const entries = board.flatMap((p) => entriesOf(survey, p, own));
  const isOver = areOver(
    models,
    entries.flatMap((e) => (e.status?.status === 'Done' ? [own.ids.wordsOff(e.id)] : [])),
    own,
  );
  return {
    paths: { packet, stub, refinement, report, board, audit, spec, pointer, codex, protocol, registry, runbook },
    settings,
    habits: [
      ...habits.settings,
      ...(audit.length > 0 ? columns : []),
      ...(board.length > 0 ? listed : []),
      ...board.flatMap((p) => boardWords(survey, p, own)),
    ],
    nowhere,
    due: isOver ? nowhere : [],
    foreign: !haveDefaultForm(own.called),
    apart: !haveDefaultForm(own.called) && [...audit, ...pointer, ...codex, ...protocol].length === 0,
    worded,
    unsure: habits.unsure ?? [],
    listed: board.reduce((n, p) => n + listedOn(survey, p, own, isBoard), 0),
    exceptions: earlierIn(survey, packet, habits.settings, habits.dialect),
  };
}

/** The columns of audits and boards, and the dialect that knows them. @param free what is nothing else yet */
function inTables(survey: Survey, markdown: readonly RelPath[], free: readonly RelPath[], dialect: PacketsDialect) {
  const columns = columnNames(survey, markdown, dialect);
  const listed = boardColumns(survey, free, dialect);
  const all = [...columns, ...listed];
  const own =
    all.length === 0
      ? dialect
      : withAliases(dialect, new Map(all.map((c) => [c.key[1] as string, c.value as readonly string[]])));
  return { columns, listed, own };
}

/** The globs of packets do not take what is something else. */
function leaveOut(settings: Setting[], apart: readonly RelPath[], { paths }: PacketsDialect): void {
  const i = settings.findIndex((s) => s.key[1] === 'packet');
  const globsIn = (s: Setting): readonly string[] => [s.value].flat().map(String);
  const mine = settings[i] ? globsIn(settings[i]) : paths.packet;
  const wrong = apart.filter(globMatcher(mine));
  if (wrong.length === 0) return;
  const found = settings.filter((s) => s.key[1] === 'refinement' || s.key[1] === 'report').flatMap(globsIn);
  const globs = [...found, ...paths.refinement, ...paths.report].filter(
    (g) => !g.startsWith('!') && wrong.some(globMatcher([g])),
  );
  const without = { key: ['paths', 'packet'], value: [...mine, ...globs.map((g) => `!${g}`)] };
  if (settings[i]) settings[i] = { ...settings[i], ...without };
  else settings.push({ ...without, because: `${because(wrong, 'is no packet')}` });
}

/** A board among packets is none of them. */
function leaveBoardsOut(settings: Setting[], boards: readonly RelPath[]): void {
  const i = settings.findIndex((s) => s.key[1] === 'packet');
  const own = settings[i];
  const globs = own ? [own.value].flat().map(String) : [];
  const wrong = boards.filter(globMatcher(globs));
  if (own && wrong.length > 0) settings[i] = { ...own, value: [...globs, ...wrong.map((p) => `!${literalGlob(p)}`)] };
}

/** Of what lies in the folder of one packet only what all such folders have: the rest are parts of it. */
function withoutParts(found: readonly RelPath[], ids: IdForms): readonly RelPath[] {
  const counts = new Map<string, number>();
  const housed = found.filter((p) => hasHouse(p, ids));
  for (const p of housed) counts.set(nameOf(p), (counts.get(nameOf(p)) ?? 0) + 1);
  const main = new Map<RelPath, RelPath>();
  for (const p of housed) {
    const other = main.get(folderOf(p));
    if (other === undefined || (counts.get(nameOf(p)) as number) > (counts.get(nameOf(other)) as number))
      main.set(folderOf(p), p);
  }
  return found.filter((p) => !hasHouse(p, ids) || main.get(folderOf(p)) === p);
}

const copies = /(?:^|\/)(?:[^/]*(?:archive|backup|old|legacy|deprecated|example|sample|fixture|template|vendor)[^/]*|tests?)\//i;

/** Packets outside the usual folder, as a monorepo has them. What has the name of another packet is a copy. */
function besides(
  usual: readonly RelPath[],
  all: readonly RelPath[],
  ids: IdForms,
  isPacket: (path: RelPath) => boolean,
): readonly RelPath[] {
  const nameBy = (p: RelPath): string => idOf(p, ids);
  if (usual.length === 0) return [];
  const names = new Set(usual.map(nameBy));
  return all.filter((p) => {
    if (usual.includes(p) || !ids.is(nameBy(p)) || copies.test(p) || names.has(nameBy(p))) return false;
    if (!/(?:^|\/)(?:task_)?packets?\//i.test(p) || !isPacket(p)) return false;
    names.add(nameBy(p));
    return true;
  });
}

function reportScore(survey: Survey, path: RelPath, ids: IdForms): number {
  return isReport(path, ids) && /\bverdict\b/i.test(survey.text(path) ?? '') ? 1 : 0;
}

function auditScore(survey: Survey, path: RelPath, dialect: PacketsDialect): number {
  const text = survey.text(path) ?? '';
  const isNamed = /audit|signature/i.test(nameOf(path));
  if (!/^\s*(?:\||[-*+#]+\s).*\p{L}_?\d{10,14}\b/mu.test(text)) return 0;
  const source = survey.markdown(path);
  const model = source && readAudit(source, dialect).model;
  // A list of signatures may be anything, but for its name.
  return model && model.rows.length > 0 && (model.table || isNamed) ? model.rows.length + (isNamed ? 1 : 0) : 0;
}

function specScore(survey: Survey, path: RelPath, dialect: PacketsDialect): number {
  if (!specName.test(nameOf(path)) || !/\d+(?:[._]\d+)+|v\d/i.test(nameOf(path))) return 0;
  const source = survey.markdown(path);
  if (!source) return 0;
  const anchors =
    source.sections.reduce((n, s) => n + readSpecSection(s, source.text, dialect, false).anchors.length, 0) ||
    [...headedForms(source).values()].reduce((n, count) => n + count, 0);
  return anchors >= 3 ? anchors : 0;
}

function pointerScore(survey: Survey, path: RelPath, specs: readonly RelPath[], { paths }: PacketsDialect): number {
  const text = survey.text(path) ?? '';
  const called = pointing.test(nameOf(path));
  if (text.length > 20_000 || !(called || /spec|spezifikation|lastenheft|especificaci/i.test(nameOf(path)))) return 0;
  const source = survey.markdown(path);
  const model = source && readPointer(source, { paths: { ...paths, spec: specs.map(literalGlob) } }).model;
  // Called as pointers are, and it names something: a list of chapters, perhaps.
  if (isCalled(path, paths.pointer) && (model?.spec ?? model?.other)) return 3;
  const file = model?.spec?.text;
  return file !== undefined && specs.some((s) => nameOf(s) === nameOf(file)) ? (called ? 2 : 1) : 0;
}

const because = (found: readonly RelPath[], what: string): string =>
  found.length === 1 ? `${found[0]} ${what}.` : `${found.length} files: each ${what}, such as ${found[0]}.`;
