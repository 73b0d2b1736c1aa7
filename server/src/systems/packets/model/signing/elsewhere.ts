/** Signatures that packets on other branches and in other worktrees consume. */

import type { Look } from '#core/look';
import { folderOf, stemOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import type { PacketsDialect } from '../dialect/dialect';
import type { WrittenSignature } from '../types';

/** A packet on another branch, and the branch. */
export interface Elsewhere {
  readonly id: string;
  readonly branch: string;
}

const signing = new Set(['USER_SIGNATURE', 'User Signature Locked']);

/** Another packet that carries the signature and is not here. Undefined: there is none, or it cannot be known. */
export function usedElsewhere(
  { key }: WrittenSignature,
  own: string,
  path: RelPath,
  dialect: PacketsDialect,
  look: Look,
  world: World,
): Elsewhere | undefined {
  const mine = new Set([own.toLowerCase(), stemOf(path).toLowerCase()]);
  const found = world.elsewhere(key);
  if (found.is !== 'known') return undefined;
  for (const { branch, path: other, text } of found.value) {
    const id = stemOf(other);
    if (mine.has(id.toLowerCase()) || !isPacket(other, path, dialect) || !isSigning(text, dialect)) continue;
    // What is here too is judged as it is here.
    if (look.defs({ kind: 'packet', name: id }).length > 0) continue;
    // By that name it may be this packet, before it was renamed.
    const touched = world.touched(path, /\d{10,}$/.exec(key)?.[0] ?? key);
    if (touched.is !== 'known' || touched.value.some((c) => c.path === other)) continue;
    return { id, branch };
  }
  return undefined;
}

/** Packets lie where packets lie: what is in no such folder cites the signature. */
function isPacket(other: RelPath, own: RelPath, { ids }: PacketsDialect): boolean {
  const [a, b] = [folderOf(other), folderOf(own)];
  return ids.opening(stemOf(other)) !== undefined && (a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`));
}

/** `- **USER_SIGNATURE:** …`, `| Signature | … |`. */
function isSigning(line: string, dialect: PacketsDialect): boolean {
  const name = /^[\s>*+|#-]*([^:|]{3,40}?)[*_`\s]*[:|]/.exec(line)?.[1];
  return name !== undefined && dialect.names.resolve(name.replace(/[*`]/g, '')).some((s) => signing.has(s.key));
}
