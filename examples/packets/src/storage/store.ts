/** All that the rest of Lantern sees of the database. */
export interface Store {
  get(key: string): string | undefined;
  put(key: string, value: string): void;
  /** @param after milliseconds */
  expire(key: string, after: number): void;
}
