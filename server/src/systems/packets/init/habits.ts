/** How a repository writes its packets: other names of fields, other words for a status, fields that nobody uses. */
import { type FieldDocument, fieldOf } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import type { Setting, Survey } from '#core/init';
import type { MarkdownSource } from '#core/source';
import type { RelPath } from '#core/text';
import type { BoardFacts } from '../model/board/types';
import { type Counted, compile, type PacketsDialect } from '../model/dialect/dialect';
import { bootstrapParts } from '../model/dialect/packet-fields';
import { type Status, wordsWith } from '../model/dialect/status';
import { tierOf } from '../model/packet/tiers';
import type { PacketFacts, PacketModel } from '../model/types';
import { readPacket } from '../read/packet';
import { stateFoldersOf } from './folders';
import { type Names, rowsAbove, under, unknown } from './names';
import { labels, requiredOf } from './required';
import { declaredWords, ENOUGH, HABIT, meaningOf, statusWords, strangeWords } from './states';
import { cameOut, closed, either, holdsBlock, holdsCommands, ladders, synonyms } from './words';

/** Rules that say only that something is nowhere, or late, or in words: where nearly all packets are so, nobody there does otherwise. */
export const absences: readonly string[] = [
  'ai-review-missing',
  'audit-scope-missing',
  'board-sla',
  'board-start-missing',
  'bootstrap-missing-file',
  'bootstrap-output-missing',
  'done-means-unanchored',
  'done-means-untested',
  'evidence-missing',
  'pointer-missing',
  'prose-command',
  'report-incomplete',
  'report-missing',
  'risk-tier-missing',
  'signature-block-incomplete',
  'signature-missing',
  'signature-untimed',
  'validation-missing',
];

/** Two packets that are signed show that people sign here, and that the four beside them were forgotten. */
export const guards: readonly string[] = ['signature-block-incomplete', 'signature-missing', 'signature-untimed'];

const TASK_ID = 'TASK_ID';
const VALIDATION = 'VALIDATION';

/** The states that a packet may be in for so long and no longer. */
const hasLimit: ReadonlySet<Status> = new Set(['Backlog', 'Ready-for-Dev', 'In-Progress', 'Ready-for-Validation']);

/** Of how many places in a document a rule could say anything. @param lowest of the tiers of risk */
export function placesFor(rule: string, facts: PacketFacts | BoardFacts, isTold: boolean, lowest: string | undefined): number {
  if ('entries' in facts) {
    if (rule !== 'packets/board-sla') return 1;
    const timed = facts.entries.filter((e) => e.status && hasLimit.has(e.status.status));
    // Where no entry has a day, that of the packet tells.
    return timed.filter((e) => e.since).length || timed.length;
  }
  // Without a tier nothing is asked, nor at the lowest.
  if (rule === 'packets/ai-review-missing' || rule === 'packets/audit-scope-missing')
    return facts.defs.some((d) => d.kind === 'packet' && d.data.risk !== undefined && d.data.risk !== lowest) ? 1 : 0;
  // Nobody proves what is not ticked: `open-boxes` tells of that instead.
  if (rule === 'packets/evidence-missing' && !isTold)
    return facts.boxes?.some((b) => b.key === 'DONE_MEANS' && b.ticked === 0) ? 0 : 1;
  // With one anchor, each item is its: only several can be told apart.
  return rule !== 'packets/done-means-unanchored' || new Set((facts.citations ?? []).map((c) => c.id)).size > 1 ? 1 : 0;
}

/** How packets are written here: what to write down, and the dialect that comes of it. */
export interface Habits {
  readonly settings: readonly Setting[];
  readonly dialect: PacketsDialect;
  /** What could not be concluded, one line each. */
  readonly unsure?: readonly string[];
}

/** @param toldApart whether their states stand on a board, and in none of them */
export function habitsOf(survey: Survey, packets: readonly RelPath[], dialect: PacketsDialect, toldApart = false): Habits {
  const sources = packets.flatMap((p) => survey.markdown(p) ?? []);
  const models = sources.map((s) => readPacket(s, dialect).model);
  const declared = declaredWords(survey, packets, dialect);
  if (models.length < ENOUGH) return withWords([], statusWords(models, declared, dialect), dialect);
  const names = new Map(
    models.map((m, i) => {
      const text = sources[i]?.text ?? '';
      return [m, new Map([...unknown(m.fields, text, dialect), ...toRun(m, text)])];
    }),
  );
  const texts = new Map(models.map((m, i) => [m, sources[i]?.text ?? '']));
  const textOf = (m: PacketModel): string => texts.get(m) ?? '';
  const spelled = aliasesOf(names, textOf, dialect);
  const ids = idsOf(models, names, textOf);
  const aliases = new Map<string, readonly Alias[]>(ids.length > 0 ? [['TASK_ID', ids] as const] : []);
  // What holds the packet's own id says nothing else.
  for (const [key, all] of spelled) {
    const others = key === TASK_ID ? all : all.filter((a) => !ids.some((i) => normalName(i.name) === normalName(a.name)));
    if (others.length > 0) aliases.set(key, others);
  }
  const isPlan = (aliases.get('TEST_PLAN') ?? []).some((a) => dialect.names.resolve(a.name).some((n) => n.key === VALIDATION));
  const has = (m: PacketModel, key: string): boolean =>
    (filled(m, key) && !(key === VALIDATION && isPlan)) ||
    (aliases.get(key) ?? []).some((a) => names.get(m)?.has(normalName(a.name)));
  for (const key of absorbing(aliases, sources, dialect)) aliases.delete(key);
  const named = [...aliases].map(
    ([key, names]): Setting => ({
      key: ['aliases', key],
      value: names.map((n) => n.name),
      because: names.map((n) => `“${n.name}” in ${n.count} of ${models.length} packets`).join(', '),
    }),
  );
  const own = withAliases(dialect, new Map([...aliases].map(([key, all]) => [key, all.map((a) => a.name)])));
  const told = aliases.size > 0 ? sources.map((s) => readPacket(s, own).model) : models;
  const words = withWords(named, statusWords(told, declared, own), own);
  const read = sources.map((s) => readPacket(s, words.dialect).model);
  const placed = stateFoldersOf(
    sources.map((s) => s.path),
    read,
    words.dialect,
  );
  const isPlaced = placed.length > 0 && read.filter((m) => m.statuses.length === 0).length * 2 > read.length;
  return {
    dialect: withFolders(words.dialect, placed),
    unsure: strangeWords(told, words.dialect, declared),
    settings: [
      ...words.settings,
      ...placed,
      ...tiersOf(told, own),
      ...requiredOf(models, dialect, has, (m) => [...(names.get(m)?.keys() ?? []), ...labels(textOf(m))], toldApart || isPlaced),
      ...countsOf(told, dialect),
    ],
  };
}

/** What came of a command: behind an arrow, or by its name. */
const outcome = /->|→|[✓✔✅❌]|\b(?:results?|exit|output|passed)\b/i;

/** A `Validation` that holds commands, and nothing of what came of them, says how it is tested. */
function toRun(m: PacketModel, text: string): Names {
  const own = fieldOf(m.fields, VALIDATION);
  const said = own === undefined ? '' : under(m.fields, text, normalName(own.name));
  return new Map(own && holdsCommands.test(said) && !outcome.test(said) ? [[normalName(own.name), own.name]] : []);
}

/** What no packet is read without: better found under its name than in what another name would hold. */
const first = ['STATUS', 'DONE_MEANS', 'What'];

/** The keys whose other names would take in what stands below them under the names of more important ones: `Verification` above `**Done when**`. */
function absorbing(
  aliases: ReadonlyMap<string, readonly Alias[]>,
  sources: readonly MarkdownSource[],
  dialect: PacketsDialect,
): readonly string[] {
  const found = (left: readonly string[], key: string): number => {
    const names = [...aliases].flatMap(([k, all]) => (left.includes(k) ? [] : [[k, all.map((a) => a.name)] as const]));
    const own = withAliases(dialect, new Map(names));
    return sources.filter((s) => filled(readPacket(s, own).model, key)).length;
  };
  return first
    .filter((key) => aliases.has(key) && found([], key) * 2 < sources.length)
    .flatMap((key) => [...aliases.keys()].find((k) => !first.includes(k) && found([k], key) * 2 >= sources.length) ?? []);
}

/** A dialect with more names for its fields; a name of none is one of its own, as in gatehouse.yaml. */
export function withAliases(dialect: PacketsDialect, more: ReadonlyMap<string, readonly string[]>): PacketsDialect {
  const known = new Set(dialect.specs.map((s) => s.key));
  return compile({
    ...dialect,
    specs: [
      ...dialect.specs.map((s) => ({ ...s, aliases: [...(s.aliases ?? []), ...(more.get(s.key) ?? [])] })),
      ...[...more].flatMap(([key, aliases]) => (known.has(key) ? [] : [{ key, aliases, shape: 'list' as const }])),
    ],
  });
}

/** A dialect in which folders say a state. */
const withFolders = (dialect: PacketsDialect, settings: readonly Setting[]): PacketsDialect =>
  settings.length === 0
    ? dialect
    : compile({ ...dialect, stateFolders: Object.fromEntries(settings.map((s) => [s.key[1], s.value as readonly string[]])) });

function withWords(before: readonly Setting[], words: readonly Setting[], dialect: PacketsDialect): Habits {
  const more = new Map(words.map((w) => [w.key[1] as Status, w.value as readonly string[]]));
  const settings = [...before, ...words];
  if (words.length === 0) return { settings, dialect };
  return { settings, dialect: compile({ ...dialect, words: wordsWith(dialect.words, (s) => more.get(s) ?? []) }) };
}

/** Another ladder of risks, where several packets stand on a step of it that the default has not. */
function tiersOf(models: readonly PacketModel[], dialect: PacketsDialect): readonly Setting[] {
  const written = models.flatMap((m) => {
    const tier = tierOf(m, dialect);
    return tier ? [tier] : [];
  });
  const odd = written.filter((w) => w.tier === undefined).map((w) => w.text.toUpperCase());
  const ladder = ladders.find((steps) => {
    const on = odd.filter((word) => steps.includes(word)).length;
    return (
      on >= 2 &&
      on >= written.length * HABIT &&
      written.every((w) => !w.tier || steps.includes(w.tier) || on > written.length / 2)
    );
  });
  if (!ladder) return [];
  const upper = ladder.slice(1);
  const because = `${odd.filter((w) => ladder.includes(w)).length} of ${written.length} packets name such a tier`;
  return [
    { key: ['tiers'], value: ladder, because },
    { key: ['tierNeeds', 'aiReview'], value: upper, because: 'all but the lowest, as by default' },
    { key: ['tierNeeds', 'auditScope'], value: upper, because: 'all but the lowest, as by default' },
    { key: ['tierNeeds', 'justification'], value: ladder.slice(2), because: 'the highest, as by default' },
  ];
}

/** The required keys that other names in a document most likely stand for. */
export function impliedKeys(fields: FieldDocument, text: string, dialect: PacketsDialect): readonly string[] {
  const names = [...unknown(fields, text, dialect).keys()];
  return Object.entries(synonyms).flatMap(([key, pattern]) => {
    const isIt = (n: string): boolean => pattern.test(n) && isMeant(key, n, under(fields, text, n), dialect);
    return names.some(isIt) ? [key] : [];
  });
}

/** Marks and comments alone. */
const isBlank = /^(?:[\s*_#>|.…–—-]|\[\s?\]|<!--(?:(?!-->)[\s\S])*-->)*$/;

const isToFill = /^[\s*_]*[([<{]?\s*(?:to be filled|tbd|todo|pending|pendiente|待|未)/i;

/** Whether a name that is a state's on some boards, and a part of the work on others, stands before a state; a story before what is told, and not before whose it is. */
function isMeant(key: string, normal: string, value: string, dialect: PacketsDialect): boolean {
  const said = value.replace(/^[\s"']+|[\s"']+$/g, '');
  if (key === 'STATUS' && normal === 'lane') return dialect.status.value(said) !== undefined || meaningOf(said) !== undefined;
  // A log says who and when: `Approval: none` says that nobody has to.
  if (key === 'Signature & Enrichment Log') return /\s|\d{6}/.test(said) && !isNobody.test(said);
  // Where it ends is what is beyond, or what is within; and a check is what is run, or what is looked at.
  if (/^boundar/.test(normal)) return /\b(?:no|not|never|nothing|only|without)\b|n['’]t\b/i.test(said);
  if (normal === 'check') return holdsCommands.test(said);
  return key !== 'What' || normal !== 'story' || said.split(/\s+/).length > SOME_WORDS;
}
const isNobody = /^\W*(?:none|no|n\/a|not (?:required|needed|applicable))(?![\p{L}\p{N}])/iu;
/** A title or an id has as many. */
const SOME_WORDS = 6;

const filled = (m: PacketModel, key: string): boolean => {
  if (key === 'BOOTSTRAP' && bootstrapParts.some((p) => fieldOf(m.fields, p))) return true;
  if (key === 'What' && m.scoped) return true;
  return fieldOf(m.fields, key) !== undefined;
};

/** Which of some keys a packet says nothing of. */
export const lacksIn = (m: PacketModel, keys: readonly string[]): readonly string[] =>
  keys.filter((key) => !filled(m, key) && !(key === 'TASK_ID' && m.titleId !== undefined));

/** The fields that say one thing once. Lists go on under several names. */
const alone: ReadonlySet<string> = new Set(['What', 'Why', 'RISK_TIER']);

interface Alias {
  readonly name: string;
  readonly count: number;
}

/** What a name is for is told by what stands after it, too: whatever holds the packet's own id is its TASK_ID. */
function idsOf(
  models: readonly PacketModel[],
  names: ReadonlyMap<PacketModel, Names>,
  textOf: (m: PacketModel) => string,
): readonly Alias[] {
  const counts = new Map<string, { name: string; count: number }>();
  for (const m of models) {
    if (filled(m, 'TASK_ID')) continue;
    const own = new Set([m.fileId, m.titleId?.text]);
    const told = [...m.fields.fields.map((f) => [f.name, f.text] as const), ...rowsAbove(m.fields, textOf(m))];
    const mine = told.filter(([, value]) => own.has(value.replace(/[*`[\]]/g, '').trim()));
    for (const normal of new Set(mine.map(([name]) => normalName(name)))) {
      const name = names.get(m)?.get(normal);
      if (name !== undefined) counts.set(normal, { name, count: (counts.get(normal)?.count ?? 0) + 1 });
    }
  }
  // What as often holds another's is the name of that: a task names its packet, and a packet itself.
  const isOwn = ([normal, c]: readonly [string, Alias]): boolean =>
    models.filter((m) => names.get(m)?.has(normal)).length * OWN <= c.count;
  return [...counts]
    .filter(([, c]) => c.count >= 2 && c.count >= models.length * HABIT)
    .filter(isOwn)
    .map(([, c]) => c);
}

/** So large a share of the packets that have a name must hold their own id in it. */
const OWN = 3 / 4;

function aliasesOf(
  all: ReadonlyMap<PacketModel, Names>,
  textOf: (m: PacketModel) => string,
  dialect: PacketsDialect,
): ReadonlyMap<string, readonly Alias[]> {
  const out = new Map<string, { name: string; count: number }[]>();
  for (const [key, pattern] of Object.entries(synonyms)) {
    if (!dialect.specs.some((s) => s.key === key)) continue;
    const counts = new Map<string, { name: string; count: number }>();
    for (const [m, names] of all) {
      // What stands in for it is written down all the same: new ones are then called so.
      const own = fieldOf(m.fields, key);
      if (filled(m, key) && !(own && dialect.names.standsIn(key, own.name))) continue;
      for (const [normal, name] of names) {
        if (!pattern.test(normal) || isAround(m.fields, normal, pattern)) continue;
        // What a template left blank is what nobody there fills in.
        if (isBlank.test(under(m.fields, textOf(m), normal))) continue;
        // A plan is as often the steps of the work: it is this block where it holds what the block does.
        if (key === 'BOOTSTRAP' && !holdsBlock.test(under(m.fields, textOf(m), normal))) continue;
        // A blank that somebody will fill in is no wish.
        if (either.test(normal) && isToFill.test(under(m.fields, textOf(m), normal))) continue;
        if (either.test(normal) && cameOut.test(under(m.fields, textOf(m), normal)) !== (key === 'VALIDATION')) continue;
        if (closed[key]?.test(under(m.fields, textOf(m), normal)) === false) continue;
        if (!isMeant(key, normal, under(m.fields, textOf(m), normal), dialect)) continue;
        const seen = counts.get(normal) ?? { name, count: 0 };
        counts.set(normal, { ...seen, count: seen.count + 1 });
      }
    }
    const usual = [...counts]
      .filter(([, c]) => c.count >= 2 && c.count >= all.size * HABIT)
      .sort(([, a], [, b]) => b.count - a.count);
    // Of several names for how it is tested, those with commands below them.
    const isRun = ([normal, c]: readonly [string, Alias]): boolean =>
      [...all.keys()].filter((m) => holdsCommands.test(under(m.fields, textOf(m), normal))).length * 2 >= c.count;
    const better = key === 'TEST_PLAN' && usual.some(isRun) ? usual.filter(isRun) : usual;
    // What only ever stands beside one of its names is something else: what came of it beside what it is for.
    const taken = new Set<PacketModel>();
    const own = better.flatMap(([normal, alias]) => {
      const mine = [...all].flatMap(([m, names]) => (names.has(normal) ? [m] : []));
      if (alone.has(key) && mine.every((m) => taken.has(m))) return [];
      for (const m of mine) taken.add(m);
      return [alias];
    });
    if (own.length > 0) out.set(key, own);
  }
  return out;
}

/** A heading above a field of the same meaning is that of more than it: `Dependencies` above what it waits for and what waits for it. */
function isAround({ headings, fields }: FieldDocument, normal: string, pattern: RegExp): boolean {
  const part = headings.find((h) => normalName(h.text) === normal);
  return (
    part !== undefined &&
    fields.some((f) => {
      const inner = normalName(f.name);
      // `## Status` / `- Status: Done` is one name.
      return f.nameAt.start >= part.textAt.end && f.nameAt.end <= part.at.end && inner !== normal && pattern.test(inner);
    })
  );
}

/** Ranges that fit most of what is written, where the defaults do not. */
function countsOf(models: readonly PacketModel[], dialect: PacketsDialect): readonly Setting[] {
  return (Object.entries(dialect.counts) as [Counted, readonly [number, number]][]).flatMap(([key, [least, most]]) => {
    const sizes = models
      .map((m) => fieldOf(m.fields, key)?.items.length ?? 0)
      .filter((n) => n > 0)
      .sort((a, b) => a - b);
    const outside = sizes.filter((n) => n < least || n > most).length;
    if (sizes.length < ENOUGH || outside * 2 <= sizes.length) return [];
    const at = (share: number): number => sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))] as number;
    return [
      {
        key: ['counts', key],
        value: [Math.min(at(0.1), least), Math.max(at(0.9), most)],
        because: `${outside} of ${sizes.length} packets have fewer than ${least} or more than ${most}`,
      },
    ];
  });
}
