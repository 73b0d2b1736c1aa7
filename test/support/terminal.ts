/** The built command line at a pseudo-terminal. */
import { personAt } from './person';
import { bin, environment } from './run';

export { terminal, yes } from './person';

export const atTerminal = (
  cwd: string,
  args: readonly string[],
  answers: readonly (readonly [RegExp, string])[],
): Promise<{ code: number | null; said: string }> =>
  personAt([process.execPath, bin, ...args], { cwd, env: environment({ TERM: 'xterm' }) }, answers);
