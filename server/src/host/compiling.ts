/**
 * How much V8 optimizes. Of thousands of functions each reads a few hundred files: while a folder is loaded, optimizing all but the
 * hottest costs more than it saves, and takes a core that a reading thread needs. What holds for the process holds for its threads.
 */
import { setFlagsFromString } from 'node:v8';

/** In bytes of bytecode that a function runs before it is worth optimizing. */
const LATE = 1_000_000;
/** V8's own. */
const USUAL = 67_584;

/** A V8 that does not know the flag says so on stderr, before whatever else is said there. */
const BUDGET = /^(?:[1-9]|1[01])\./;

/** The flag for a version of V8, which counts since 12 how often a function is called. Undefined: there is none. */
export const budgetFlag = (bytes: number, v8 = process.versions.v8): string | undefined =>
  BUDGET.test(v8) ? `--interrupt-budget=${bytes}` : undefined;

const setBudget = (bytes: number): void => {
  const flag = budgetFlag(bytes);
  if (flag !== undefined) setFlagsFromString(flag);
};

/**
 * Once the nodes of one long document have outlasted a few collections, V8 puts those of all others among what lasts, where they stay, with
 * all that they lead to, until everything is collected. To be told of the V8s that {@link BUDGET} names; of others it is not known what it costs.
 */
const setLasting = (allowed: boolean): void => {
  if (BUDGET.test(process.versions.v8)) setFlagsFromString(`--${allowed ? '' : 'no-'}allocation-site-pretenuring`);
};

/** While a folder is loaded. Before the threads start that load it. */
export function optimizeLate(): void {
  setBudget(LATE);
  setLasting(false);
}

/** Once all is read. */
export function optimizeAsUsual(): void {
  setBudget(USUAL);
  setLasting(true);
}
