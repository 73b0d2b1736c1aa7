import type { Store } from './store';

/** A stand-in for the real one: the example needs no database. */
export function openStore(): Store {
  const rows = new Map<string, string>();
  return {
    get: (key) => rows.get(key),
    put: (key, value) => void rows.set(key, value),
    expire: (key, after) => void setTimeout(() => rows.delete(key), after),
  };
}
