/** What gates may have looked up and run, on Node: one file a task. */
import type { Tools } from '#core/task';
import { changes } from './tools/changes';

/** @param root the folder, absolute */
export const nodeTools = (root: string): Tools => ({
  changes: (asked) => changes(root, asked),
});
