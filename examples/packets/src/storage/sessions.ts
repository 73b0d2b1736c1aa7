import type { Store } from './store';

/** Not there yet: see WP-1-Session-Store. */
export type Sessions = (store: Store) => never;
