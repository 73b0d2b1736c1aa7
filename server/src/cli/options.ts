/** Options that several commands take. */
import { InvalidArgumentError } from 'commander';
import { messageOf } from '#core/cause';
import type { GivenConfig, Ground } from './machine';

/** A day that the calendar has. */
export function day(value: string): string {
  const date = new Date(`${value}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value)
    throw new InvalidArgumentError('It is no day; one is written 2026-01-31.');
  return value;
}

/** The file that stands in for `gatehouse.yaml`. */
export function givenConfig(machine: Ground, path: string | undefined): GivenConfig | { readonly error: string } | undefined {
  if (path === undefined) return undefined;
  try {
    return { path, text: machine.readText(path).replace(/^\uFEFF/, '') };
  } catch (cause) {
    return { error: `cannot read the configuration ${path}: ${messageOf(cause)}` };
  }
}
