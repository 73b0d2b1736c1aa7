/**
 * Digests of sections: two threads that have each parsed a text tell by them where their trees are the same, without sending one.
 * They are for that alone: they prove nothing against who would deceive.
 */
import type { Section } from './source';

/** The digest so far of what is being looked at, in two halves of 32 bits. Here, because a pair for each of a million values is garbage. */
let a = 0;
let b = 0;

/** A digest of a section's tree: types, values, and places counted from the section's start. Lines and columns are not looked at. */
export function sectionDigest({ start, shift, nodes }: Section): number {
  list(nodes, shift - start);
  return 4_294_967_296 * (2_097_151 & b) + (a >>> 0);
}

function list(values: readonly unknown[], by: number): void {
  let [x, y] = [values.length, ~values.length];
  for (const value of values) {
    digest(value, by);
    x = Math.imul(x ^ a, 0x85ebca6b) ^ (x >>> 15);
    y = Math.imul(y ^ b, 0xc2b2ae35) ^ (y >>> 13);
  }
  a = x;
  b = y;
}

function digest(value: unknown, by: number): void {
  if (typeof value === 'string') text(value);
  else if (Array.isArray(value)) list(value, by);
  else if (typeof value === 'object' && value !== null) object(value as Readonly<Record<string, unknown>>, by);
  else number(value === null ? 1 : value === undefined ? 2 : Number(value) + (typeof value === 'number' ? 16 : 3));
}

/** Whatever the order of the keys: a node may have been made here or by the parser. */
function object(value: Readonly<Record<string, unknown>>, by: number): void {
  let [x, y] = [0x9e3779b9, 0x7f4a7c15];
  for (const key in value) {
    if (value[key] === undefined) continue;
    if (key === 'position') extent(value[key] as Extent, by);
    else digest(value[key], by);
    const name = named(key);
    x = (x + Math.imul((a ^ name) + 1, 0x85ebca6b)) | 0;
    y = (y + Math.imul((b ^ ~name) + 1, 0xc2b2ae35)) | 0;
  }
  a = x ^ (x >>> 16);
  b = y ^ (y >>> 16);
}

interface Extent {
  readonly start: { readonly offset?: number };
  readonly end: { readonly offset?: number };
}

function extent({ start, end }: Extent, by: number): void {
  number((start.offset ?? 0) + by);
  const [x, y] = [a, b];
  number((end.offset ?? 0) + by);
  a = Math.imul(a, 0x2c1b3c6d) ^ x;
  b = Math.imul(b, 0x297a2d39) ^ y;
}

function number(value: number): void {
  const n = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  a = n ^ (n >>> 15);
  b = Math.imul(n, 0x297a2d39) ^ (n >>> 13);
}

function text(value: string): void {
  let [x, y] = [0x3ade68b1, value.length];
  for (let i = 0; i < value.length; i++) {
    const c = value.charCodeAt(i);
    x = Math.imul(x ^ c, 0x85ebca6b);
    y = Math.imul(y ^ c, 0xc2b2ae35) ^ (y >>> 15);
  }
  a = x ^ (x >>> 13);
  b = y ^ (y >>> 16);
}

/** A node has few keys, and a tree many nodes. */
const names = new Map<string, number>();

function named(key: string): number {
  const known = names.get(key);
  if (known !== undefined) return known;
  const [x, y] = [a, b];
  text(key);
  const name = a;
  a = x;
  b = y;
  names.set(key, name);
  return name;
}
