/** What a commit would add to files: their content in the index, and the lines of it that are new or others. */
import { known, type Outcome } from '#core/task';
import type { RelPath } from '#core/text';
import { LARGEST } from './content';
import { type GitPlace, objects, output } from './git';
import { orUnknown } from './git-outcome';
import { linesOf } from './tools/changes';

/** A file that a commit would write. */
export interface Added {
  readonly bytes: Buffer;
  /** Counted from 1, both ends included. Undefined: all of it. */
  readonly lines: readonly { readonly from: number; readonly to: number }[] | undefined;
}

/** In order of path. */
export type StagedCode = ReadonlyMap<RelPath, Added>;

const how = [
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules',
  '--relative',
  '--no-renames',
  '--diff-filter=d',
  '--no-color',
];

/** @param place what git tells a hook of where the commit is made */
export async function stagedCode(root: string, place: GitPlace): Promise<Outcome<StagedCode>> {
  const ask = (args: readonly string[], fine: readonly number[] = []) => output(root, args, '', fine, place);
  return orUnknown(async () => {
    const head = (await ask(['rev-parse', '-q', '--verify', 'HEAD^{commit}'], [1, 128])).toString().trim();
    const base = head === '' ? (await ask(['hash-object', '-t', 'tree', '--stdin'])).toString().trim() : head;
    const [raw, hunks] = await Promise.all([
      ask(['diff-index', '--cached', '--raw', '--no-abbrev', '-z', ...how, base, '--', '.']),
      ask(['diff-index', '--cached', '-p', '-U0', ...how, base, '--', '.']),
    ]);
    const lines = linesOf(hunks.toString());
    const parts = raw.toString().split('\0');
    const all: { readonly path: RelPath; readonly blob: string; readonly lines: Added['lines'] }[] = [];
    for (let i = 0, n = 0; i + 1 < parts.length; i += 2, n++) {
      const m = /^:\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) [A-Z]/.exec(parts[i] ?? '');
      // A link is not followed, and a module is another repository.
      if (m?.[1]?.startsWith('100')) all.push({ path: parts[i + 1] as string, blob: m[2] as string, lines: lines[n] });
    }
    const out = new Map<RelPath, Added>();
    await objects(
      root,
      all.map((a) => a.blob),
      (bytes, i) => {
        const one = all[i];
        if (one && bytes && bytes.length <= LARGEST) out.set(one.path, { bytes: Buffer.from(bytes), lines: one.lines });
      },
      place,
    );
    return known(out);
  });
}
