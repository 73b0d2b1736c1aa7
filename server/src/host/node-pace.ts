/** The event loop, on Node. */
import type { Pace } from '#core/ports';

/** Waits on the event loop: for its next turn, or for so many milliseconds. */
export const nodePace: Pace = {
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  now: () => performance.now(),
};

/** The day it is, in UTC. */
export const utcToday = (): string => new Date().toISOString().slice(0, 10);
