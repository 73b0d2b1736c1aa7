/** A row of the audit that reads differently only because a file or a packet that it names is called otherwise now. */
import type { Look } from '#core/look';
import { folderOf, stemOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import { cellsOf, type RowChange } from './audit';
import { idForm } from './id-form';

interface There {
  readonly look: Look;
  readonly world: World;
}

/** So many lines of a packet are compared. */
const LINES = 5000;

/**
 * What the row said before and does not say now by other names either: a path that is no more may be one that is there, a
 * packet's former id that of the packet which carries the signature, where git knows that it is the same packet.
 * @returns undefined: that is not known yet
 */
export function unsaid({ key, said }: RowChange, there: There): readonly string[] | undefined {
  const cells = there.look.defs({ kind: 'signature', name: key }).flatMap((r) => cellsOf(r.data));
  const answers = said.map((lost) => {
    const renamed = cells.map((now) => isRenamed(lost, now, key, there));
    return renamed.includes(true) || (renamed.includes(undefined) ? undefined : false);
  });
  if (answers.includes(undefined)) return undefined;
  return said.filter((_, i) => answers[i] === false);
}

const word = /[^\s;,()[\]|`*]+/g;
const lines = /(?::|#)L?\d+(?:[-–]L?\d+)?$/;

function isRenamed(lost: string, now: string, key: string, there: There): boolean | undefined {
  const [before, after] = [lost.match(word) ?? [], now.match(word) ?? []];
  if (before.length !== after.length) return false;
  let known: boolean | undefined = true;
  for (const [i, from] of before.entries()) {
    const to = after[i] ?? '';
    if (from === to) continue;
    const same = isOther(from, to, key, there);
    if (same === false) return false;
    if (same === undefined) known = undefined;
  }
  return known;
}

function isOther(from: string, to: string, key: string, there: There): boolean | undefined {
  if (isId(from) && isId(to)) return isSamePacket(from, to, key, there);
  if ((lines.exec(from)?.[0] ?? '') !== (lines.exec(to)?.[0] ?? '') || !/[/.]/.test(from)) return false;
  const [was, is] = [from, to].map((p) => there.world.exists(p.replace(lines, '').replace(/^\.\//, '')));
  if (was?.is !== 'known' || is?.is !== 'known') return undefined;
  return was.value.as === 'no' && is.value.as === 'file';
}

const isId = (text: string): boolean => idForm.test(text);

/** Whether a packet that carries the signature had another id before. */
function isSamePacket(from: string, to: string, key: string, { look, world }: There): boolean | undefined {
  if (look.defs({ kind: 'packet', name: from }).length > 0) return false;
  const carriers = new Set(look.defs({ kind: 'consumption', name: key }).flatMap((c) => (c.data.by === to ? [c.path] : [])));
  const digits = /\d{10,}$/.exec(key)?.[0] ?? key;
  let known: boolean | undefined = false;
  for (const path of carriers) {
    const touched = world.touched(path, digits);
    if (touched.is !== 'known') known = undefined;
    else if (touched.value.some((c) => stemOf(c.path) === from)) return true;
    else if (touched.value.length === 0) {
      const same = holdsAll(path, from, to, world);
      if (same) return true;
      known = same === undefined ? undefined : known;
    }
  }
  return known;
}

/** Whether a file that is not committed yet has every line that was committed under the former id, by the new one. */
function holdsAll(path: RelPath, from: string, to: string, world: World): boolean | undefined {
  const folder = folderOf(path);
  const former = `${folder === '' ? '' : `${folder}/`}${from}.md`;
  const [was, is] = [world.removed(former), world.lines(path, 1, LINES)];
  if (was.is !== 'known' || is.is !== 'known') return undefined;
  const committed = was.value.filter((l) => l.by === undefined && l.text.trim() !== '');
  const now = new Set(is.value?.lines);
  return committed.length > 0 && committed.every((l) => now.has(l.text.replaceAll(from, to)));
}
