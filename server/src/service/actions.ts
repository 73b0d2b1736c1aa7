/** Runs actions: an action is asked again until it has all that it looks at, and what it returns is data. */
import {
  type Action,
  type ActionDocument,
  type ActionResult,
  type ActionView,
  type Asked,
  type GateAnswer,
  isRefused,
  Refused,
} from '#core/action';
import type { Reading } from '#core/system';
import type { Doing, TaskName, Tasks } from '#core/task';
import { unknown } from '#core/task';
import type { RelPath } from '#core/text';
import { Recorder } from './engine/cells';
import type { Incoming } from './engine/entry';
import type { Session } from './engine/session';
import type { Judged } from './gates/gates';
import { gateNamed, runGate } from './gates/gates';
import { TaskRun } from './gates/tasks';

/** An action looks at a few things, each of which may lead to others; no further than this. */
const ROUNDS = 1000;

/** An action, and the system that it is of. */
export interface NamedAction {
  readonly system: string;
  readonly name: string;
  readonly action: Action;
}

/** The actions of the systems that a folder follows. */
const actionsIn = (session: Session): readonly NamedAction[] =>
  Object.entries(session.options.plugins.actions ?? {}).flatMap(([id, action]) => {
    const [system = '', name = ''] = id.split('/');
    return session.systems.some((s) => s.id === system) ? [{ system, name, action }] : [];
  });

/** Undefined: no system that is on has an action of that name. */
export const actionNamed = (session: Session, name: string): NamedAction | undefined =>
  actionsIn(session).find((a) => a.name === name);

/** What an action may be asked about, the likely ones first. */
export const actionSubjects = (session: Session, { action }: NamedAction): readonly string[] =>
  action.subjects?.(session.workspace.store.reader(new Recorder())) ?? [];

/** What an argument may be, the likely ones first. */
export function actionChoices(session: Session, named: NamedAction, subject: string, argument: string): readonly string[] {
  const { store, setup } = session.workspace;
  const dialect = setup.kinds.find((k) => k.system.id === named.system)?.dialect;
  return named.action.choices?.(store.reader(new Recorder()), subject, argument, dialect) ?? [];
}

/** What came of running an action. */
export interface Acted {
  readonly result: ActionResult;
  /** What the change was computed from, for whoever has to say what is different now. */
  readonly read: ReadonlyMap<RelPath, string>;
}

/** Asks an action as things stand in a session that is settled. Nothing is written. */
export async function act(session: Session, { system, action }: NamedAction, asked: Asked, how: Doing = {}): Promise<Acted> {
  const wrong = await session.configProblems();
  if (wrong.length > 0)
    return refused('unknown', [
      'The configuration is not in force as it is written:',
      ...wrong.map((p) => `${p.path}: ${p.message}`),
    ]);
  const odd = oddIn(asked);
  if (odd !== undefined) return refused('usage', [odd]);
  const desk = new ActionDesk(session, system, await dayOf(session), how);
  for (let round = 0; round < ROUNDS; round++) {
    try {
      return { result: action.act(desk.view(asked)), read: desk.read };
    } catch (cause) {
      if (isRefused(cause)) return { result: { is: 'refused', why: cause.why, says: cause.says }, read: desk.read };
      if (!(cause instanceof Wanting)) throw cause;
      await cause.get();
    }
  }
  throw new Error(`an action asks without end (${asked.subject})`);
}

const refused = (why: 'usage' | 'unknown', says: readonly string[]): Acted => ({
  result: { is: 'refused', why, says },
  read: new Map(),
});

/** What goes into documents as it was given must be one line, and steer nothing. */
function oddIn({ subject, args }: Asked): string | undefined {
  const all = [
    ['it', subject] as const,
    ...Object.entries(args).flatMap(([name, values]) => values.map((v) => [name, v] as const)),
  ];
  const odd = all.find(([, value]) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value) || value.length > 2000);
  return (
    odd &&
    `${odd[0] === 'it' ? 'What it is about' : odd[0]} must be one line of at most 2000 characters, without control characters.`
  );
}

/** The day it is, by who answers for the folder. */
export async function dayOf(session: Session): Promise<string> {
  const [answer] = await session.options.files.answer([{ ask: 'today' }]);
  if (!answer || !('value' in answer)) throw new Error('nobody says what day it is');
  return answer.value as string;
}

/** Thrown through an action that looks at something which is not here yet. */
class Wanting extends Error {
  constructor(readonly get: () => Promise<void>) {
    super('wanting');
  }
}

class ActionDesk {
  readonly read = new Map<RelPath, string>();
  readonly #files = new Map<RelPath, Incoming | undefined>();
  readonly #gates = new Map<string, GateAnswer | undefined>();
  readonly #tasks: TaskRun;

  constructor(
    private readonly session: Session,
    private readonly system: string,
    private readonly today: string,
    private readonly how: Doing,
  ) {
    this.#tasks = new TaskRun(session.options.tools ?? {}, how);
  }

  view(asked: Asked): ActionView {
    const { workspace } = this.session;
    const recorder = new Recorder();
    const look = workspace.store.reader(recorder);
    const document = <M>(path: RelPath, kind: string): ActionDocument<M> | undefined => {
      const file = this.#file(path);
      const found = file && this.#reading(path, kind, file);
      return found && { path, model: found.model as M, facts: found.facts, text: file.text, hash: file.hash };
    };
    return {
      ...asked,
      dialect: workspace.setup.kinds.find((k) => k.system.id === this.system)?.dialect,
      look,
      today: this.today,
      desk: { look, document },
      document,
      facts: (path, kind) => {
        const entry = workspace.entries.get(path);
        const facts = entry?.facts[entry.kinds.findIndex((k) => k.id === kind)];
        return facts?.unread ? undefined : facts;
      },
      text: (path) => this.#file(path)?.text,
      // Of an open document too: what would be, not what is shown.
      reread: (path, kind, text) => {
        const bound = workspace.setup.kindsOf(path).find((k) => k.id === kind);
        const read = bound && workspace.reread(bound, path, text);
        return read?.facts.unread ? undefined : read;
      },
      gate: (name, subject) => this.#gate(name, subject),
      task: (name, about) => this.#task(name, about),
    };
  }

  #file(path: RelPath): Incoming | undefined {
    if (!this.#files.has(path))
      throw new Wanting(async () => {
        const file = await this.session.text(path);
        this.#files.set(path, file);
        if (file) this.read.set(path, file.text);
      });
    return this.#files.get(path);
  }

  #reading(path: RelPath, kind: string, file: Incoming): Reading | undefined {
    const found = this.session.workspace.readings(path, file).find((r) => r.kind.id === kind)?.reading;
    return found?.facts.unread ? undefined : found;
  }

  #gate(name: string, subject: string): GateAnswer | undefined {
    const key = `${name}\0${subject}`;
    if (!this.#gates.has(key))
      throw new Wanting(async () => {
        const named = gateNamed(this.session, name);
        this.#gates.set(key, named && answerOf(await runGate(this.session, named, subject, this.how)));
      });
    return this.#gates.get(key);
  }

  #task<K extends TaskName>(name: K, asked: Tasks[K]['asked']): Tasks[K]['gives'] {
    const outcome = this.#tasks.get(name, asked);
    if (this.#tasks.isOpen) throw new Wanting(() => this.#tasks.work());
    if (outcome.is === 'unknown') throw new Refused('unknown', [outcome.says]);
    return outcome.value;
  }
}

/** What does not pass, with the findings that say why. */
function answerOf({ verdict, checks }: Judged): GateAnswer {
  const open = checks
    .filter((c) => c.verdict !== 'pass')
    .flatMap((c) => [
      // A check's title says what holds when it passes: alone, or first, it would be read as what is so.
      c.says === undefined ? `${c.verdict}: “${c.title}”` : `${c.says} (${c.verdict}: “${c.title}”)`,
      ...c.findings.slice(0, 5).map((f) => `  ${f.path}: ${f.message}`),
      ...(c.findings.length > 5 ? [`  and ${c.findings.length - 5} more`] : []),
    ]);
  return { verdict, open };
}

/** Makes the tag of an action whose change is written. Undefined: it asks for none. */
export async function finish(session: Session, result: ActionResult): Promise<Refused | { readonly says: string } | undefined> {
  if (result.is !== 'done' || !result.tag) return undefined;
  const tool = session.options.tools?.tag;
  const outcome = tool ? await tool(result.tag, {}) : unknown('Nothing here can make a tag.');
  return outcome.is === 'unknown'
    ? new Refused('unknown', [`The tag ${result.tag.name} was not made. ${outcome.says}`])
    : {
        says: `Tagged ${outcome.value.slice(0, 10)} as ${result.tag.name}. It is here alone: git push origin ${result.tag.name}`,
      };
}
