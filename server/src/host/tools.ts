/** What gates may have looked up and run, on Node: one file a task. */
import type { Tools } from '#core/task';
import { changes } from './tools/changes';
import { branches, tag, tagged, who } from './tools/references';

/** @param root the folder, absolute */
export const nodeTools = (root: string): Tools => ({
  changes: (asked) => changes(root, asked),
  who: () => who(root),
  branches: (asked) => branches(root, asked),
  tagged: (asked) => tagged(root, asked),
  tag: (asked) => tag(root, asked),
});
