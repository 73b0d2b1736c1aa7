/** What gates may have looked up and run, on Node: one file a task. */
import type { Tools } from '#core/task';
import { changes } from './tools/changes';
import { scan } from './tools/scan';
import { secrets } from './tools/secrets';
import { tracked } from './tools/tracked';

/** @param root the folder, absolute */
export const nodeTools = (root: string): Tools => ({
  changes: (asked) => changes(root, asked),
  scan: (asked, how) => scan(root, asked, how),
  secrets: (asked, how) => secrets(root, asked, how),
  tracked: (asked) => tracked(root, asked),
});
