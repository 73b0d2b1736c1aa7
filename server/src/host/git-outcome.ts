/** What git says to those who may not be told: unknown, with the reason. */
import { type Outcome, unknown } from '#core/task';
import { GitUnknown } from './git';

/** What was asked of git; unknown where git cannot tell. */
export async function orUnknown<T>(ask: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof GitUnknown) return unknown(whyNot(cause));
    throw cause;
  }
}

/** A sentence for what git could not tell. */
export function whyNot({ why, message }: GitUnknown): string {
  if (why === 'no-git') return 'There is no git repository here.';
  if (why === 'untrusted') return 'git does not trust this folder (safe.directory).';
  return `git could not tell: ${message.split('\n')[0]}`;
}
