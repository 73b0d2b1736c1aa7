/** A sample on disk, in a repository of its own in which all of it is committed. Gone afterwards however this process ends. */
import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RelPath } from '#core/text';
import { output } from './git';
import { inside } from './inside';
import { inScratch, nobody } from './tools/scratch';

/** A sample while it is on disk. */
export interface SampleFolder {
  /** Absolute. */
  readonly root: string;
  /** Makes its files those of the sample, but for these, and has git track them. Undefined: the file is gone. */
  plant(other: Readonly<Record<RelPath, string | undefined>>): Promise<void>;
}

/** @throws where there is no git, or a path leads out of the folder */
export const inSampleFolder = <T>(
  files: Readonly<Record<RelPath, string>>,
  use: (folder: SampleFolder) => Promise<T>,
): Promise<T> =>
  inScratch('canaries', async (scratch) => {
    mkdirSync(scratch, { recursive: true, mode: 0o700 });
    const root = realpathSync(scratch);
    /** As they are now. */
    const now = new Map<RelPath, string>();
    const make = async (wanted: Readonly<Record<RelPath, string | undefined>>): Promise<void> => {
      for (const path of now.keys())
        if (wanted[path] === undefined) {
          rmSync(inside(root, path), { force: true });
          now.delete(path);
        }
      for (const [path, text] of Object.entries(wanted)) {
        if (text === undefined || now.get(path) === text) continue;
        const full = inside(root, path);
        mkdirSync(dirname(full), { recursive: true });
        writeFileSync(full, text);
        now.set(path, text);
      }
      // What somebody's own settings ignore is planted too.
      await output(root, ['add', '--all', '--force', '--', '.']);
    };
    await output(root, ['init', '--quiet', '--template=', '--initial-branch=main']);
    await make(files);
    const tree = (await output(root, ['write-tree'])).toString().trim();
    const commit = (await output(root, ['commit-tree', tree, '-m', 'A folder in order'], '', [], nobody)).toString().trim();
    await output(root, ['update-ref', 'HEAD', commit]);
    return use({ root, plant: (other) => make({ ...files, ...other }) });
  });
