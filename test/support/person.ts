/** A pseudo-terminal, and somebody who sits at it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';

const script = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;
export const terminal = { skip: !script && 'there is no script(1) of Linux to make a terminal' };

/** Answers questions at a pseudo-terminal as a person would: each when it is asked. */
export function personAt(
  line: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  answers: readonly (readonly [RegExp, string])[],
): Promise<{ code: number | null; said: string }> {
  const child: ChildProcess = spawn('script', ['-qec', line.map((a) => `'${a}'`).join(' '), '/dev/null'], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  let from = 0;
  const left = [...answers];
  child.stdout?.on('data', (piece: Buffer) => {
    said += piece.toString();
    for (const [question, answer] of left) {
      const at = said.slice(from).search(question);
      if (at < 0) continue;
      from += at + (question.exec(said.slice(from))?.[0].length ?? 0);
      child.stdin?.write(`${answer}\r`);
      if (question.source !== yes.source) left.splice(0, left.findIndex(([q]) => q === question) + 1);
      break;
    }
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })));
}

/** A question that is answered by yes or no. */
export const yes = /\[y\/N\] /;
