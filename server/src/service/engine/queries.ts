/** The derived values of a store: each is worked out when somebody asks, and again when what it was made from says something else. */
import { equal } from '#core/equal';
import type { Query, WideLook } from '#core/look';
import { isRead, QueryCell, type Readers, Recorder } from './cells';

/** So many new ones are worth a look at all of them. */
const ENOUGH = 2_000;

/** The queries of one store, each with the values that it has for its arguments. */
export class Queries {
  /** By the query's name, by its argument. */
  readonly #all = new Map<string, Map<string | undefined, QueryCell>>();
  readonly #running = new Set<QueryCell>();
  /** How many were made since unread ones were let go of, and how many were left then. */
  #made = 0;
  #left = 0;
  readonly #readers: Readers;
  readonly #look: (recorder: Recorder) => WideLook;
  readonly #revision: () => number;
  readonly #enough: number;

  /** @param revision the store's, which grows with every change */
  constructor(readers: Readers, look: (recorder: Recorder) => WideLook, revision: () => number, enough = ENOUGH) {
    this.#readers = readers;
    this.#look = look;
    this.#revision = revision;
    this.#enough = enough;
  }

  /** The cell of a query with an argument, made when it is first asked for. */
  of(query: Query<unknown, string>, arg: string | undefined): QueryCell {
    const mine = this.#all.get(query.name) ?? new Map<string | undefined, QueryCell>();
    this.#all.set(query.name, mine);
    const known = mine.get(arg);
    if (known) return known;
    const cell = new QueryCell(query, arg, this.#renew);
    mine.set(arg, cell);
    this.#made++;
    return cell;
  }

  /** How many values are kept. */
  get size(): number {
    let size = 0;
    for (const mine of this.#all.values()) size += mine.size;
    return size;
  }

  /** Lets go of those that nobody has read, once a quarter more have been made than there were. To be called often. */
  forgetUnread(): void {
    if (this.#made < Math.max(this.#enough, this.#left / 4)) return;
    // At the start all are new, and somebody's.
    if (this.#left > 0) while (this.#dropUnread());
    this.#left = this.size;
    this.#made = 0;
  }

  /** Returns whether there were any: then those that they have read may be next. */
  #dropUnread(): boolean {
    let dropped = false;
    for (const mine of this.#all.values()) {
      for (const [arg, cell] of mine) {
        if (isRead(cell) || this.#running.has(cell)) continue;
        mine.delete(arg);
        cell.letGo(this.#readers);
        dropped = true;
      }
    }
    return dropped;
  }

  /** Brings a query up to date; an equal value keeps the old object, so that nobody who read it runs again. */
  readonly #renew = (cell: QueryCell): void => {
    const first = cell.checkedAt < 0;
    if (cell.checkedAt === this.#revision()) return;
    if (!first && this.#readers.holds(cell.trace)) {
      cell.checkedAt = this.#revision();
      if (cell.loose) this.#readers.follow(cell.trace, cell);
      cell.loose = false;
      return;
    }
    const { query, arg } = cell;
    if (this.#running.has(cell)) throw new Error(`query ${query.name} asks for itself`);
    this.#running.add(cell);
    try {
      const recorder = new Recorder();
      const value = query.value(this.#look(recorder), arg as string);
      const differs = !first && !equal(cell.value, value);
      if (first || differs) cell.value = value;
      cell.trace = recorder.trace();
      cell.checkedAt = this.#revision();
      cell.loose = false;
      this.#readers.follow(cell.trace, cell);
      if (differs) this.#readers.changed(cell);
    } finally {
      this.#running.delete(cell);
    }
  };
}
