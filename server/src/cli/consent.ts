/** Commands that a document or a configuration names run only once a person has seen them. */
import type { Machine } from './machine';

/** Asks at the terminal. Without one they do not run, and it is said how they would. */
export async function agreed(machine: Machine, commands: readonly string[]): Promise<boolean> {
  const list = commands.map((c) => `  ${c}`).join('\n');
  const answer = await machine.confirm(
    `${commands.length === 1 ? 'This gate runs a command' : 'This gate runs commands'}:\n${list}\nRun?`,
  );
  if (answer === undefined) machine.err('Commands were not run: allow them with --run.');
  return answer ?? false;
}
