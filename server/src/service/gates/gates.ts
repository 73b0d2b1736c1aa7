/** Runs gates: what rules find counts by itself, what cannot be known makes a check unknown, never a pass. */
import { traceOf } from '#core/cause';
import {
  type As,
  answer,
  type Check,
  type Found,
  type Gate,
  type GateOptions,
  type GateView,
  type Verdict,
  verdictOf,
} from '#core/gate';
import type { AnyRule, Finding } from '#core/rule';
import type { Facts } from '#core/symbols';
import type { Reading } from '#core/system';
import type { Doing } from '#core/task';
import type { RelPath } from '#core/text';
import type { Question } from '#core/world';
import type { BoundKind, BoundRule, Plugins } from '../config/setup';
import { Recorder } from '../engine/cells';
import type { Entry } from '../engine/entry';
import { Inquiry, ROUNDS } from '../engine/inquiry';
import { CRASH, FolderJudge, judgeDocument, pathsIn } from '../engine/judge';
import { isFileOf } from '../engine/locate';
import { savedAsOpen } from '../engine/saved';
import type { Session } from '../engine/session';
import { type Unknown, unknownsOf } from '../engine/unknowns';
import { commandChecks } from './gate-commands';
import { TaskRun } from './tasks';

/** What a gate said of a subject. */
export interface Judged {
  readonly gate: string;
  readonly summary: string;
  readonly subject: string;
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
  /** Where a check is unknown: what could not be looked at in this folder, each reason once. */
  readonly unknown: readonly Unknown[];
}

/** A gate with the system that it is of, and its name within that. */
export interface NamedGate {
  readonly system: string;
  readonly name: string;
  readonly gate: Gate;
}

/** The gates of the systems that a folder follows. */
export const gatesIn = (session: Session): readonly NamedGate[] =>
  Object.entries(session.options.plugins.gates).flatMap(([id, gate]) => {
    const [system = '', name = ''] = id.split('/');
    return session.systems.some((s) => s.id === system) ? [{ system, name, gate }] : [];
  });

/** The gate that answers to a name. */
export const gateNamed = (session: Session, name: string): NamedGate | undefined =>
  gatesIn(session).find((g) => g.name === name || g.gate.aliases.includes(name));

/** Whether it is the gate before the next step of what a document is about. */
export function isDue(session: Session, { due, subjects }: Gate, path: RelPath): boolean {
  const look = session.workspace.store.reader(new Recorder());
  return due !== undefined && (subjects?.(look) ?? []).some((s) => isFileOf(look, s, path) && due(look, s));
}

/** The subjects that a gate may be asked about, the likely ones first. */
export const subjectsOf = (session: Session, gate: Gate): readonly string[] =>
  gate.subjects?.(session.workspace.store.reader(new Recorder())) ?? [];

/** Judges as things stand in a session that is settled; asks the world what the gate wants to know besides. */
export async function runGate(
  session: Session,
  { system, name, gate }: NamedGate,
  subject: string,
  how: GateOptions & Doing = {},
): Promise<Judged> {
  const configured = await configuration(session);
  return withView(session, system, how, (run) => {
    const checks = [...configured, ...run.checks(name, gate, subject)];
    return {
      gate: name,
      summary: gate.summary,
      subject,
      verdict: verdictOf(checks),
      checks,
      unknown: checks.some((c) => c.verdict === 'unknown') ? unknownsOf(session.workspace.store) : [],
    };
  });
}

/** What something sees that looks at a folder as gates do: asked again until it has all that it looks at. */
export interface GateViews {
  view(subject: string): GateView<unknown>;
  checks(name: string, gate: Gate, subject: string): readonly Check[];
}

/** Does something with a gate's view, again and again until all that it looks at is there, or nothing more can be found out. */
export async function withView<T>(
  session: Session,
  system: string,
  how: GateOptions & Doing,
  use: (run: GateViews) => T,
): Promise<T> {
  const { signal, progress, consent, untrusted, ...options } = how;
  const tasks = new TaskRun(session.options.tools ?? {}, {
    ...(signal ? { signal } : {}),
    ...(progress ? { progress } : {}),
    ...(consent ? { consent } : {}),
    ...(untrusted ? { untrusted } : {}),
  });
  const texts = new Map<string, ReadFile | undefined>();
  const inquiry = new Inquiry(session.workspace, session.options);
  for (let round = 0; ; round++) {
    const run = new GateRun(session, system, options, texts, tasks);
    const result = use(run);
    const wanted = [...run.wanted];
    if ((wanted.length === 0 && run.asked.length === 0 && !tasks.isOpen) || round >= ROUNDS) return result;
    for (const key of wanted) texts.set(key, await readingOf(session, key));
    await inquiry.ask(run.asked);
    await tasks.work();
  }
}

/** While something is wrong with the configuration, what is in force is not what it says. Nothing where all is well. */
async function configuration(session: Session): Promise<readonly Check[]> {
  const wrong = await session.configProblems();
  const says = wrong.map((p) => `${p.path}: ${p.message}`).join(' ');
  return wrong.length === 0 ? [] : [answer('configuration', 'The configuration is in force.', 'unknown', says)];
}

const keyOf = (path: RelPath, kind: string): string => `${kind}\0${path}`;

interface ReadFile {
  readonly reading: Reading;
  readonly text: string;
  readonly hash: string;
}

async function readingOf(session: Session, key: string): Promise<ReadFile | undefined> {
  const [kind = '', path = ''] = key.split('\0');
  // Opening a file makes nothing else of it, and what a signature writes is the file.
  const file = (await savedAsOpen(session, path)) ?? (await session.text(path));
  const reading = file && session.workspace.readings(path, file).find((r) => r.kind.id === kind)?.reading;
  return reading && { reading, text: file.text, hash: file.hash };
}

/** One pass over a gate's checks. What is not there yet is noted, and the gate judged again once it is. */
class GateRun {
  readonly asked: Question[] = [];
  /** Documents to be read, by kind and path. */
  readonly wanted = new Set<string>();
  readonly #plugins: Plugins;

  constructor(
    private readonly session: Session,
    private readonly system: string,
    private readonly options: GateOptions,
    private readonly texts: ReadonlyMap<string, ReadFile | undefined>,
    private readonly tasks: TaskRun,
  ) {
    this.#plugins = session.options.plugins;
  }

  /** What the gate says, and what commands of the repository's own say. */
  checks(name: string, gate: Gate, subject: string): readonly Check[] {
    const kind = this.session.workspace.setup.kinds.find((k) => k.system.id === this.system);
    const own = kind?.system.gateCommands?.(kind.dialect, name);
    const packet = gate.subject === 'packet' || gate.narrows ? subject : '';
    const asked = { gate: name, subject, ...(packet === '' ? {} : { packet }) };
    const view = this.view(subject);
    const isThere = (path: RelPath): boolean => {
      const found = view.world.exists(path);
      return found.is === 'known' && found.value.as === 'file';
    };
    return [
      ...(own?.instead ? [] : gate.judge(view)),
      ...(own ? commandChecks(own, asked, this.tasks, { isThere, root: this.session.options.root }) : []),
    ];
  }

  view(subject: string): GateView<unknown> {
    const { workspace } = this.session;
    // What the gate asks itself lands with what its rules ask.
    const look = workspace.store.reader(new Recorder(this.asked));
    return {
      subject,
      options: this.options,
      dialect: workspace.setup.kinds.find((k) => k.system.id === this.system)?.dialect,
      look,
      world: look,
      documents: (kind) =>
        look.files(kind).flatMap((path) => {
          const facts = this.#facts(path, kind);
          return facts ? [{ path, facts }] : [];
        }),
      unread: (kind) => look.files(kind).filter((path) => !this.#facts(path, kind)),
      reading: (path, kind) => this.#read(path, kind)?.reading,
      file: (path, kind) => this.#read(path, kind),
      reread: (path, kind, text) => this.#reread(path, kind, text),
      found: (path, rules, as) => this.#found(path, rules, as),
      rules: (start, kind) => {
        const [, name = ''] = kind.split('/');
        return Object.entries(this.#plugins.rules).flatMap(([id, rule]) =>
          id.startsWith(start) && name in rule.check ? [id] : [],
        );
      },
      task: (name, asked) => this.tasks.get(name, asked),
      checks: (name, about = subject) => {
        const other = this.#plugins.gates[`${this.system}/${name}`];
        if (!other) throw new Error(`There is no gate ${this.system}/${name}.`);
        return this.checks(name, other, about);
      },
    };
  }

  /** Undefined: nothing could be made of it. */
  #facts(path: RelPath, kind: string): Facts | undefined {
    const entry = this.session.workspace.entries.get(path);
    const facts = entry?.facts[entry.kinds.findIndex((k) => k.id === kind)];
    return facts?.unread ? undefined : facts;
  }

  #read(path: RelPath, kind: string): ReadFile | undefined {
    // Versions of a spec that are not in force are not loaded, and can be read all the same.
    if (this.session.workspace.entries.has(path) && !this.#facts(path, kind)) return undefined;
    const key = keyOf(path, kind);
    if (!this.texts.has(key)) this.wanted.add(key);
    return this.texts.get(key);
  }

  #reread(path: RelPath, kind: string, text: string): Reading | undefined {
    const { workspace } = this.session;
    const bound = workspace.entries.get(path)?.kinds.find((k) => k.id === kind);
    return bound && workspace.reread(bound, path, text);
  }

  #found(path: RelPath, rules: readonly string[], as: As = (r) => r): Found {
    const entry = this.session.workspace.entries.get(path);
    if (!entry) return { findings: [], open: rules };
    const findings: Finding[] = [];
    const open: string[] = [];
    for (const id of rules) {
      const rule = this.#plugins.rules[id];
      if (!rule) throw new Error(`There is no rule ${id}.`);
      const judges = (kind: BoundKind): boolean => id.startsWith(`${kind.system.id}/`) && kind.kind.id in rule.check;
      if (!entry.kinds.some(judges)) throw new Error(`${id} judges no document such as ${path}.`);
      for (const [i, kind] of entry.kinds.entries()) {
        if (!judges(kind)) continue;
        const found = this.#run(entry, kind, entry.facts[i] as Facts, { id, rule }, as);
        findings.push(...found.findings.filter((f) => f.rule !== CRASH));
        if (found.isOpen || found.findings.some((f) => f.rule === CRASH)) open.push(id);
      }
    }
    return { findings, open: [...new Set(open)] };
  }

  #run(
    entry: Entry,
    kind: BoundKind,
    facts: Facts,
    { id, rule }: { readonly id: string; readonly rule: AnyRule },
    as: As,
  ): { readonly findings: readonly Finding[]; readonly isOpen: boolean } {
    const { path } = entry;
    // As it is by itself: no configuration lowers it.
    const bound: BoundRule<AnyRule> = { id, rule, severity: rule.severity, fixed: false, overrides: [] };
    const crashed = (stopped: string, where: RelPath, cause: unknown): void =>
      this.session.options.log.error(`${stopped} stopped on ${where}: ${traceOf(cause)}`);
    if (facts.unread) return { findings: [], isOpen: true };
    if (facts.part) return { findings: [], isOpen: false };
    if (rule.scope === 'document') {
      const reading = this.#read(path, kind.id)?.reading;
      if (!reading) return { findings: [], isOpen: true };
      const document = [bound as BoundKind['document'][number]];
      return { findings: judgeDocument({ ...kind, document }, path, stern(as(reading)), crashed), isOpen: false };
    }
    if (rule.scope === 'findings') throw new Error(`${id} judges findings; a gate names the rules themselves.`);
    const { store } = this.session.workspace;
    const asked = stern(as({ model: undefined, facts })).facts;
    const seen = {
      path,
      facts: asked,
      paths: () => pathsIn(entry.kinds, entry.facts),
      reread: (text: string) => this.session.workspace.reread(kind, path, text),
    };
    const judge = new FolderJudge(kind, seen, store, (q) => this.asked.push(q), crashed);
    const { findings, trace } = judge.run(bound as BoundKind['folder'][number]);
    return { findings, isOpen: trace.incomplete };
  }
}

/** A gate is about the work, whether the document says of itself that nobody works from it or not. */
const stern = ({ model, facts: { retired: _retired, ...facts } }: Reading): Reading => ({ model, facts });
