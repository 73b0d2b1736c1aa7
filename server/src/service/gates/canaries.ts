/**
 * Canaries: a violation of every check of every gate is planted in a sample folder, one at a time, to see that the check bites.
 * The sample is in the folder's own dialect. Source: issue "Gates, state and the command line", *Canaries*; docs/gates.md.
 *
 * Invariant: no command runs. What commands would say is said in their place: it is the gate that is tried, not the command.
 */
import { type Canary, type Check, type GateOptions, type Verdict, verdictOf } from '#core/gate';
import { addTo } from '#core/lists';
import { toldBy } from '#core/output-places';
import type { Sample } from '#core/sample';
import type { System } from '#core/system';
import { type Answers, type Doing, known, type Outcome, type Recorded, type TaskName, type Tools, unknown } from '#core/task';
import type { RelPath } from '#core/text';
import type { Session } from '../engine/session';
import { gatesIn, type NamedGate, runGate } from './gates';

type Files = Readonly<Record<RelPath, string | undefined>>;

/** A folder that nobody misses. */
export interface Scratch {
  /** Makes its files those of the sample, but for these. Undefined: the file is gone. */
  plant(other: Files): Promise<void>;
  /** Looks at it as it is now. Started. @param config in place of its `gatehouse.yaml` @param tools from the real ones */
  open(config: string, tools: (real: Partial<Tools>) => Partial<Tools>): Promise<Session>;
}

/** Makes a scratch folder with a sample in it, all of it committed, and removes it afterwards. */
export type InScratch = <T>(files: Sample['files'], use: (scratch: Scratch) => Promise<T>) => Promise<T>;

/** What became of one violation. */
export interface Tried {
  readonly gate: string;
  readonly check: string;
  /** What was wrong, as a sentence. */
  readonly what: string;
  /** `silent`: the check did not fail. `unclear`: nobody can tell, as it does not pass a folder that is in order, or nothing can be planted. */
  readonly is: 'bites' | 'silent' | 'unclear';
  /** Why, where it does not bite. */
  readonly says?: string;
}

/** Which gates bit. */
export interface CanaryReport {
  /** In order of gates. */
  readonly tried: readonly Tried[];
  /** Checks for which nothing can be planted, with the reason. They count for nothing. */
  readonly untried: readonly { readonly gate: string; readonly check: string; readonly says: string }[];
}

/** `silent` where a check does not bite, else `unclear` where one cannot be told, or nothing was tried. */
export const canaryVerdict = ({ tried }: CanaryReport): Verdict =>
  verdictOf(tried.map((t) => ({ verdict: ({ bites: 'pass', silent: 'fail', unclear: 'unknown' } as const)[t.is] })));

/**
 * Tries all gates of a folder.
 * @param session prepared: its configuration is read
 * @param day on which the sample is judged, `YYYY-MM-DD`
 * @param doing once it is called off, those that were not tried yet are left out
 */
export async function tryCanaries(
  session: Session,
  inScratch: InScratch,
  day: string,
  doing: Pick<Doing, 'signal' | 'progress'> = {},
): Promise<CanaryReport> {
  const wrong = await session.configProblems();
  if (wrong.length > 0) {
    const says = wrong.map((p) => `${p.path}: ${p.message}`).join(' ');
    return { tried: [nothing(says)], untried: [] };
  }
  const reports: CanaryReport[] = [];
  for (const system of session.systems) reports.push(await trySystem(session, system, inScratch, day, doing));
  return { tried: reports.flatMap((r) => r.tried), untried: reports.flatMap((r) => r.untried) };
}

/** No gate could be tried. */
const nothing = (says: string): Tried => ({ gate: '*', check: '*', what: 'No gate was tried.', is: 'unclear', says });

interface Planned extends NamedGate {
  readonly canary: Canary<unknown>;
}

async function trySystem(
  session: Session,
  system: System<unknown>,
  inScratch: InScratch,
  day: string,
  { signal, progress = () => {} }: Pick<Doing, 'signal' | 'progress'>,
): Promise<CanaryReport> {
  const gates = gatesIn(session).filter((g) => g.system === system.id);
  const dialect = session.workspace.setup.kinds.find((k) => k.system === system)?.dialect;
  const sample = system.sample?.(dialect, day) ?? { refused: `${system.title} has no sample to plant anything in.` };
  if ('refused' in sample) return { tried: [nothing(sample.refused)], untried: [] };
  const own = (gate: string) => system.gateCommands?.(dialect, gate);
  const declared = gates.flatMap((g): readonly Planned[] => {
    const added = g.gate.derived?.(dialect) ?? [];
    const own = (g.gate.canaries ?? []).filter((c) => !added.some((a) => a.check === c.check));
    return [...own, ...added].map((canary) => ({ ...g, canary }));
  });
  const isReplaced = ({ name, canary }: Planned): boolean =>
    [name, canary.of].some((gate) => gate !== undefined && own(gate)?.instead);
  const offOf = (p: Planned): string | undefined =>
    isReplaced(p) ? 'A command stands in its place (gates in gatehouse.yaml).' : p.canary.off?.(dialect);
  const off = declared.flatMap((p) =>
    [offOf(p)].flatMap((says) => (says === undefined ? [] : [{ gate: p.name, check: p.canary.check, says }])),
  );
  const config = configOf(session, system);
  return inScratch(sample.files, async (scratch) => {
    const judge = judging(scratch, config, sample);
    progress('the folder in order');
    const plain = gates.map((g) => ({ ...g, how: {} }));
    const willing = declared.filter((p) => offOf(p) === undefined);
    const asked = willing.flatMap(({ canary, ...g }) => (canary.how ? [{ ...g, how: canary.how }] : []));
    const good = await judge({}, {}, [...plain, ...asked]);
    // Of the repository's own, and of gates that another one asks.
    const commands = good
      .slice(0, plain.length)
      .flatMap(({ checks, how: _how, ...g }) =>
        checks.flatMap((c): readonly Planned[] => (isCommand(c.id) ? [{ ...g, canary: commandCanary(c.id) }] : [])),
      )
      .filter((p) => own(p.canary.of ?? p.name) !== undefined);
    const planned = [...willing, ...commands];
    const all = [...declared, ...commands];
    const tried = new Map<Planned, Tried>();
    for (const group of alike(planned, dialect, day)) {
      if (signal?.aborted) break;
      const [first] = group as [Planned];
      progress(`${tried.size + 1} of ${planned.length}: ${first.canary.what}`);
      const { canary } = first;
      const orders = group.map(({ canary, ...g }) => ({ ...g, how: canary.how ?? {}, ...about(canary) }));
      const all = await judge(canary.files?.(dialect, day) ?? {}, canary.answers?.(dialect) ?? {}, orders);
      for (const [i, one] of group.entries()) {
        const before = good.find((g) => g.name === one.name && same(g.how, one.canary.how ?? {}))?.checks ?? [];
        tried.set(one, outcome(one, before, all[i]?.checks ?? []));
      }
    }
    return {
      tried: planned.flatMap((p) => tried.get(p) ?? []).concat(unknownOf(gates, all, good)),
      untried: [
        ...gates.flatMap(({ name, gate }) =>
          Object.entries(gate.untried ?? {})
            .filter(([check]) => !all.some((p) => p.name === name && p.canary.check === check))
            .map(([check, says]) => ({ gate: name, check, says })),
        ),
        ...off,
      ],
    };
  });
}

const isCommand = (id: string): boolean => /(?:^|\/)command(?:-\d+)?$/.test(id);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const about = ({ subject }: Canary<unknown>): { readonly subject?: string } => (subject === undefined ? {} : { subject });

/** Those that plant the same, together: then a folder is looked at once for all of them. */
function alike(all: readonly Planned[], dialect: unknown, day: string): Iterable<readonly Planned[]> {
  const groups = new Map<string, Planned[]>();
  for (const one of all) {
    const files = Object.entries(one.canary.files?.(dialect, day) ?? {}).map(([path, text]) => [path, text ?? null]);
    const key = JSON.stringify([files, one.canary.answers?.(dialect)]);
    addTo(groups, key, one);
  }
  return groups.values();
}

interface Order extends NamedGate {
  readonly how: GateOptions;
  /** In place of the sample's. */
  readonly subject?: string;
}

interface Answer extends Order {
  readonly checks: readonly Check[];
}

/** Looks at the scratch folder with something planted in it, and asks gates. */
const judging =
  (scratch: Scratch, config: string, sample: Sample) =>
  async (files: Files, answers: Answers, orders: readonly Order[]): Promise<readonly Answer[]> => {
    await scratch.plant(files);
    const session = await scratch.open(config, (real) => standIns(real, { ...sample.answers, ...answers }));
    const out: Answer[] = [];
    for (const order of orders) {
      const { subject } = order.gate;
      const named = order.subject ?? (subject === 'folder' ? '' : sample.subjects[subject]);
      // What it would run is only said.
      const { checks } = await runGate(session, order, named, { ...order.how, consent: async () => true });
      out.push({ ...order, checks });
    }
    return out;
  };

/** Those that only look into files are real. */
const real: readonly TaskName[] = ['scan', 'secrets', 'tracked'];
const others: readonly TaskName[] = [
  'branches',
  'changes',
  'commits',
  'coverage',
  'dependencies',
  'evidence',
  'hook',
  'removal',
  'run',
  'tag',
  'tagged',
  'try',
  'who',
];

function standIns(tools: Partial<Tools>, answers: Answers): Partial<Tools> {
  const said = others.map((name) => {
    const answer: Outcome<unknown> = answers[name] ?? unknown(`The sample says nothing of “${name}”.`);
    return [name, async () => answer];
  });
  return {
    ...Object.fromEntries(real.flatMap((name) => (tools[name] ? [[name, tools[name]]] : []))),
    ...Object.fromEntries(said),
  };
}

/** What the folder's own configuration says of what gates look at, whatever files it is in. JSON is YAML. */
function configOf({ config }: Session, system: System<unknown>): string {
  const part = config.systems[system.id];
  return JSON.stringify({
    systems: [system.id],
    ...(config.ignore.length > 0 ? { ignore: config.ignore } : {}),
    ...(config.include.length > 0 ? { include: config.include } : {}),
    ...(part === undefined ? {} : { [system.id]: part }),
  });
}

/** For a command of the repository's own: it ends with an error. `scan/command`: it is that of the gate scan. */
function commandCanary(check: string): Canary<unknown> {
  const at = check.lastIndexOf('/');
  return {
    check,
    what: 'The command ends with an error.',
    answers: () => ({ run: known(failedRun) }),
    ...(at < 0 ? {} : { of: check.slice(0, at) }),
  };
}

const failedRun: Recorded = {
  version: 1,
  at: '2026-01-05T09:30:00Z',
  command: 'canary',
  workdir: '.',
  exit: 1,
  took: 1000,
  output: { digest: 'sha256:0', bytes: 0, tail: [] },
  told: toldBy([]),
  previous: '',
  digest: 'sha256:1',
};

/** Of several checks of one name the worst counts. Undefined: there is none. */
function verdictIn(checks: readonly Check[], id: string): { readonly is: Verdict; readonly says: string } | undefined {
  const own = checks.filter((c) => c.id === id);
  const is = verdictOf(own);
  const worst = own.find((c) => c.verdict === is);
  return worst && { is, says: worst.says ?? worst.findings[0]?.message ?? worst.title };
}

function outcome({ name: gate, canary: { check, what } }: Planned, good: readonly Check[], bad: readonly Check[]): Tried {
  const before = verdictIn(good, check);
  const after = verdictIn(bad, check);
  const tried = { gate, check, what };
  if (before && before.is !== 'pass')
    return { ...tried, is: 'unclear', says: `It does not pass a folder that is in order (${before.is}): ${before.says}` };
  if (after?.is === 'fail') return { ...tried, is: 'bites' };
  const says = after ? `It says ${after.is}: ${after.says}` : 'The gate does not ask it.';
  return { ...tried, is: 'silent', says };
}

/** Checks that there are, and for which nothing is planted. */
function unknownOf(gates: readonly NamedGate[], planned: readonly Planned[], good: readonly Answer[]): readonly Tried[] {
  return gates.flatMap(({ name, gate }) => {
    const bitten = new Set(planned.filter((p) => p.name === name).map((p) => p.canary.check));
    const ids = new Set(good.filter((g) => g.name === name).flatMap((g) => g.checks.map((c) => c.id)));
    return [...ids]
      .filter((id) => !bitten.has(id) && !Object.hasOwn(gate.untried ?? {}, id))
      .map((check) => ({ gate: name, check, what: 'Nothing is planted.', is: 'unclear', says: 'No violation of it is known.' }));
  });
}
