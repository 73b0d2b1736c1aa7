/** Where former runs keep what they read: in memory, as a disk would give it back. */
import type { Keeps, Piece } from '#core/ports';

export function keeps(): Keeps {
  let kept: Piece[] = [];
  return {
    get: () => structuredClone(kept),
    put: async (pieces) => {
      const all: Piece[] = [];
      for await (const piece of pieces) all.push(structuredClone(piece));
      kept = all;
    },
  };
}
