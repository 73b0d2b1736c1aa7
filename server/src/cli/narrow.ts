/** `check` of a part: of what has changed, of what is staged, of one shard of several. */
import { InvalidArgumentError } from 'commander';
import type { Staged } from '#core/ports';
import type { RelPath } from '#core/text';
import { hash } from '#service/engine/fingerprint';
import type { Machine } from './machine';

/** Which part is asked for. Without any: all. */
export interface Part {
  readonly changed?: true;
  readonly since?: string;
  readonly staged?: true;
  readonly shard?: Shard;
}

/** One of several parts that together are all. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** As an option is written: `2/5`. */
export function shardOf(value: string): Shard {
  const m = /^(\d{1,4})\/(\d{1,4})$/.exec(value);
  const [index, of] = [Number(m?.[1]), Number(m?.[2])];
  if (!m || index < 1 || of < index) throw new InvalidArgumentError('A shard is written 2/5: the second of five.');
  return { index, of };
}

/** Whether a file is of a shard. Each is of exactly one, the same one wherever and whenever it is asked. */
export const isInShard = (path: RelPath, { index, of }: Shard): boolean =>
  Number.parseInt(hash(path).slice(0, 8), 16) % of === index - 1;

/** What a folder is narrowed to. */
export interface Narrowed {
  readonly isIn: (path: RelPath) => boolean;
  readonly staged?: Staged;
}

/** Whether something is told of only a part of a folder, besides its paths. */
export const isPart = ({ changed, since, staged, shard }: Part): boolean =>
  changed === true || since !== undefined || staged === true || shard !== undefined;

/** Whether that part is another one after each commit. */
export const isMoving = ({ changed, since, staged }: Part): boolean => changed === true || since !== undefined || staged === true;

/** @returns with `error`: which files these are cannot be told */
export async function narrow(machine: Machine, folder: string, part: Part): Promise<Narrowed | { readonly error: string }> {
  const { shard, since } = part;
  const inShard = (path: RelPath): boolean => shard === undefined || isInShard(path, shard);
  if (part.staged) {
    const found = await machine.staged(folder);
    if (found.is === 'unknown') return { error: `what is staged cannot be told: ${found.says}` };
    const paths = new Set(found.value.paths);
    return { isIn: (path) => paths.has(path) && inShard(path), staged: found.value };
  }
  if (!part.changed && since === undefined) return { isIn: inShard };
  const found = await machine.changed(folder, since);
  if (found.is === 'unknown') return { error: `what has changed cannot be told: ${found.says}` };
  const paths = new Set(found.value);
  return { isIn: (path) => paths.has(path) && inShard(path) };
}
