/** What is kept of a packet in a file of its own beside the packets: its evidence, what a gate said. */
import { folderOf, joined, stemOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';

/** So many lines of it are looked at. */
const LINES = 40;

/** Folders beside the packets' one, in it, or beside the folder of states that the packet lies in. */
function beside(path: RelPath, names: readonly string[], world: World): readonly RelPath[] {
  const own = folderOf(path);
  const above = folderOf(own);
  return [...new Set([own, above, folderOf(above)])].flatMap((base) =>
    names
      .map((name) => joined(base, name))
      .filter((folder) => {
        const there = world.exists(folder);
        return there.is === 'unknown' || there.value.as === 'folder';
      }),
  );
}

/** Whether one of some files says anything that a pattern takes. What cannot be known is taken for so: nothing is told of it. */
const says = (files: readonly RelPath[], own: RelPath, pattern: RegExp, world: World): boolean =>
  files.some((file) => {
    if (file === own) return false;
    const read = world.lines(file, 1, LINES);
    return read.is === 'unknown' || read.value?.lines.some((l) => pattern.test(l)) === true;
  });

/**
 * Whether a document of the packet's name lies in a folder `evidence` or `reports` and says something: `evidence/WP-1-Login.md`.
 * @param id of the packet, where its file is called otherwise
 */
export const hasEvidenceApart = (path: RelPath, id: string, world: World): boolean =>
  says(
    beside(path, ['evidence', 'reports'], world).flatMap((folder) =>
      [...new Set([stemOf(path), id])].map((name) => joined(folder, `${name}.md`)),
    ),
    path,
    /^(?!#|<!--).*[\p{L}\p{N}]/u,
    world,
  );

/** Whether a gate's file says what it decided: `qa/gates/1.2-login.yml` of `1.2.login.md`. */
export const hasGateApart = (path: RelPath, world: World): boolean =>
  says(
    beside(path, ['qa/gates', 'gates'], world).flatMap((folder) =>
      [...new Set([stemOf(path), stemOf(path).replace(/^(\d+(?:\.\d+)*)\.(?=\p{L})/u, '$1-')])].map((name) =>
        joined(folder, `${name}.yml`),
      ),
    ),
    path,
    /^(?:gate|decision|verdict|status):\s*["']?(?:PASS|FAIL|CONCERNS|WAIVED)/,
    world,
  );
