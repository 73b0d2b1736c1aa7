/** What the small folders of the tests of server and command line do not bother about: true of them, and not what is tested. */
const asides: ReadonlySet<unknown> = new Set([
  'packets/task-id-implied',
  'packets/risk-tier-missing',
  'packets/pointer-outdated',
  'packets/board-missing-entry',
]);

export const isAside = (rule: unknown): boolean => asides.has(rule);
