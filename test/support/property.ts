/** Property tests: the same cases on every run, so that a change fails for what it changed; others by FC_SEED, more by FC_RUNS. */
import fc, { type IAsyncProperty, type IProperty } from 'fast-check';

/** Throws with the smallest case that it finds where a property does not hold. @param runs how many cases are tried */
export function holds<T>(property: IAsyncProperty<T>, runs?: number): Promise<void>;
export function holds<T>(property: IProperty<T>, runs?: number): void;
export function holds<T>(property: IAsyncProperty<T> | IProperty<T>, runs = 100): Promise<void> | void {
  return fc.assert(property as IProperty<T>, {
    seed: Number(process.env.FC_SEED ?? 20_240_521),
    numRuns: Number(process.env.FC_RUNS ?? runs),
  });
}
