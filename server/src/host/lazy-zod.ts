/** zod, loaded when a configuration is there to check: it costs 40 ms that most runs need not spend. */
import type { Zod } from '#core/system';

let loaded: Zod | undefined;

/** Loads it once. */
export function lazyZod(): Zod {
  loaded ??= (require('zod') as { z: Zod }).z;
  return loaded;
}
