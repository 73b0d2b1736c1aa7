/** The tasks of one run of a gate: each done once, however often the gate is judged. */
import { messageOf } from '#core/cause';
import { commandsOf, type Doing, type Outcome, startsTools, type TaskName, type Tasks, type Tools, unknown } from '#core/task';

type Wanted = { readonly [K in TaskName]: { readonly name: K; readonly asked: Tasks[K]['asked'] } }[TaskName];

const pending = unknown('pending');

/** What one run of a gate has had looked up, and still wants. */
export class TaskRun {
  readonly #done = new Map<string, Outcome<unknown>>();
  readonly #wanted = new Map<string, Wanted>();

  constructor(
    private readonly tools: Partial<Tools>,
    private readonly doing: Doing,
  ) {}

  /** What it gave; what is not done yet is noted. */
  get<K extends TaskName>(name: K, asked: Tasks[K]['asked']): Outcome<Tasks[K]['gives']> {
    const key = JSON.stringify([name, asked]);
    const done = this.#done.get(key);
    if (done) return done as Outcome<Tasks[K]['gives']>;
    this.#wanted.set(key, { name, asked } as Wanted);
    return pending;
  }

  /** Whether something is still to be done. */
  get isOpen(): boolean {
    return this.#wanted.size > 0;
  }

  /** Does what was noted, one after the other: commands may want the whole machine. */
  async work(): Promise<void> {
    const all = [...this.#wanted];
    const commands = [...new Set(all.flatMap(([, { name, asked }]) => commandsOf(name, asked)))];
    const { consent, untrusted } = this.doing;
    const agreed = commands.length === 0 || (!untrusted && ((await consent?.(commands)) ?? false));
    for (const [key, wanted] of all) {
      this.#wanted.delete(key);
      const own = commandsOf(wanted.name, wanted.asked);
      const refused = !agreed && own.length > 0;
      this.#done.set(key, refused ? unknown(this.#refusal(own)) : await this.#one(wanted));
    }
  }

  #refusal(commands: readonly string[]): string {
    const all = `“${commands.join('”, “')}”`;
    return this.doing.untrusted ? `The folder is not trusted, so ${all} did not run.` : `Nobody agreed to run ${all}.`;
  }

  async #one({ name, asked }: Wanted): Promise<Outcome<unknown>> {
    const tool = this.tools[name] as ((asked: unknown, how: Doing) => Promise<Outcome<unknown>>) | undefined;
    if (!tool) return unknown(`Nothing here can find out (${name}).`);
    if (this.doing.signal?.aborted) return unknown('It was called off.');
    if (this.doing.untrusted && startsTools(name)) return unknown('The folder is not trusted, so none of its tools was started.');
    try {
      return await tool(asked, this.doing);
    } catch (cause) {
      return unknown(`It could not be found out (${name}): ${messageOf(cause)}`);
    }
  }
}
