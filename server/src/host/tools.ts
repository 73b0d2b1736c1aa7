/** What gates may have looked up and run, on Node: one file a task. */
import { OutputReader } from '#core/output-places';
import { known, type Tools } from '#core/task';
import type { RelPath } from '#core/text';
import { addEvidence, readEvidence } from './evidence';
import type { GitPlace } from './git';
import { nodeFiles } from './node-files';
import { utcToday } from './node-pace';
import { ownAllowedSigners } from './person';
import { stagedCode } from './staged-code';
import { changes } from './tools/changes';
import { commits } from './tools/commits';
import { coverage } from './tools/coverage';
import { dependencies } from './tools/dependencies';
import { hook } from './tools/hook';
import { branches, tag, tagged, who } from './tools/references';
import { type Keeping, removal } from './tools/removal';
import { run } from './tools/run';
import { scan } from './tools/scan';
import { secrets } from './tools/secrets';
import { tracked } from './tools/tracked';
import { treeState } from './tools/tree';

/** What tasks are given besides the folder. */
export interface ToolOptions {
  /** Where results are kept that take long. */
  readonly kept?: Keeping;
  /** A file of a key outside the folder, by which records are signed. */
  readonly key?: string;
  /** In place of the working tree, code is what a commit from there would add. */
  readonly staged?: GitPlace;
}

/** @param root the folder, absolute */
export function nodeTools(root: string, { kept, key, staged }: ToolOptions = {}): Tools {
  const files = nodeFiles(root, utcToday);
  const text = async (path: RelPath): Promise<string | undefined> => (await files.read(path))?.text;
  const list = (globs: readonly string[]): Promise<readonly RelPath[]> => files.list(globs);
  return {
    branches: (asked) => branches(root, asked),
    changes: (asked) => changes(root, asked),
    commits: ({ range }) => commits(root, range),
    coverage: ({ globs }) => coverage({ root, text, list: (g) => files.list(g, { ignore: [], include: g }) }, globs),
    dependencies: (_, doing) => dependencies(root, list, doing),
    evidence: async ({ allowedSigners: path }) =>
      known(await readEvidence(root, (await ownAllowedSigners(root)) ?? (await text(path)))),
    hook: (asked, doing) => hook(root, asked, doing),
    removal: (order, doing) => removal(root, order, doing, kept),
    scan: async (asked, doing) => {
      const code = staged ? await stagedCode(root, staged) : undefined;
      return code?.is === 'unknown' ? code : scan(root, asked, doing, code?.value);
    },
    tag: (asked) => tag(root, asked),
    tagged: (asked) => tagged(root, asked),
    who: () => who(root),
    secrets: (asked, doing) => secrets(root, asked, doing),
    tracked: (asked) => tracked(root, asked),
    try: (order, doing) => run(root, order, doing),
    run: async (order, doing) => {
      const state = await treeState(root);
      const reader = new OutputReader();
      const ran = await run(root, { ...order, line: (line) => reader.take(line) }, doing);
      if (ran.is === 'unknown') return ran;
      const { packet, gate } = order;
      const occasion = {
        state,
        ...(packet === undefined ? {} : { packet }),
        ...(gate === undefined ? {} : { gate }),
        ...(key === undefined ? {} : { key }),
      };
      return known({ ...(await addEvidence(root, ran.value, occasion, new Date())), told: reader.told() });
    },
  };
}
