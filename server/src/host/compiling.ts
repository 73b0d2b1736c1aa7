/**
 * How much V8 optimizes. Of thousands of functions each reads a few hundred files: while a folder is loaded, optimizing all but the
 * hottest costs more than it saves, and takes a core that a reading thread needs. What holds for the process holds for its threads.
 */
import { setFlagsFromString } from 'node:v8';

/** In bytes of bytecode that a function runs before it is worth optimizing. */
const LATE = 1_000_000;
/** V8's own. */
const USUAL = 67_584;

export const optimizeLate = (): void => setFlagsFromString(`--interrupt-budget=${LATE}`);

export const optimizeAsUsual = (): void => setFlagsFromString(`--interrupt-budget=${USUAL}`);
