/** A row of the audit that reads differently only because a file or a packet that it names is called otherwise now. */
import type { Look } from '#core/look';
import { folderOf, nameOf, stemOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import type { IdForms } from '../dialect/id-form';
import { cellsOf, type RowChange } from './audit';

interface There {
  readonly ids: IdForms;
  readonly look: Look;
  readonly world: World;
}

/** So many lines of a file are compared. */
const LINES = 5000;
/** The share of its lines by which a file is known again under another name, as git has it. A packet must have all. */
const MOVED = 0.5;

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
  if (there.ids.is(from) && there.ids.is(to)) return isSamePacket(from, to, key, there);
  if ((lines.exec(from)?.[0] ?? '') !== (lines.exec(to)?.[0] ?? '') || !/[/.]/.test(from)) return false;
  return isMoved(pathOf(from), pathOf(to), there.world);
}

const pathOf = (written: string): RelPath => written.replace(lines, '').replace(/^\.\//, '');

/** Whether a file that is no more is one that is there: by its name, or by what is in it. */
function isMoved(from: RelPath, to: RelPath, world: World): boolean | undefined {
  const [was, is] = [world.exists(from), world.exists(to)];
  if (was.is !== 'known' || is.is !== 'known') return undefined;
  if (was.value.as !== 'no' || is.value.as !== 'file') return false;
  if (nameOf(from) === nameOf(to)) return true;
  const kept = shareKept(from, to, world);
  return kept === undefined ? undefined : kept >= MOVED;
}

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
      const folder = folderOf(path);
      const former = `${folder === '' ? '' : `${folder}/`}${from}.md`;
      const kept = shareKept(former, path, world, (line) => line.replaceAll(from, to));
      if (kept === 1) return true;
      known = kept === undefined ? undefined : known;
    }
  }
  return known;
}

/** How much of what went when a file went is in another one, of 1. @param now how a line would be written there */
function shareKept(from: RelPath, to: RelPath, world: World, now = (line: string): string => line): number | undefined {
  const [went, is] = [world.removed(from), world.lines(to, 1, LINES)];
  if (went.is !== 'known' || is.is !== 'known') return undefined;
  const last = went.value[0]?.by?.id;
  const lost = went.value.filter((l) => l.by?.id === last && l.text.trim() !== '');
  const there = new Set(is.value?.lines);
  return lost.length === 0 ? 0 : lost.filter((l) => there.has(now(l.text))).length / lost.length;
}
