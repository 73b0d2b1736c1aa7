/** packets/evidence-outside-scope */
import type { FieldDocument, Item } from '#core/fields/model';
import { fieldOf } from '#core/fields/model';
import { globMatcher } from '#core/glob';
import { md } from '#core/rule';
import type { RelPath } from '#core/text';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.3.0',
  summary: 'What proves a packet lies in its scope.',
  why: `Code that the packet may not touch cannot be what it delivered: either the scope is too narrow, or the evidence is another
packet's. Documents and tests are no code; each file is told once. Where IN_SCOPE_PATHS says anything but paths, nothing is said.`,

  check: {
    *packet({ model, dialect }) {
      const { cited } = model.proof;
      if (cited.length === 0) return;
      const inScope = scopeOf(model.fields);
      if (!inScope) return;
      const told = new Set<RelPath>();
      for (const c of cited) {
        if (c.absent || c.form === 'glob' || c.path === '' || told.has(c.path) || !c.path.includes('/')) continue;
        if (/\.mdx?$/.test(c.path) || dialect.isTest(c.path) || inScope(c.path)) continue;
        told.add(c.path);
        yield { at: c.pathAt, message: `${c.path} proves this packet, but is not in its IN_SCOPE_PATHS.` };
      }
    },
  },

  examples: [
    {
      title: 'A file that is not in the list',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Scope
        - IN_SCOPE_PATHS:
          - src/login.ts
          - src/session/ (new)
          - migrations/*.sql

        ## Evidence Mapping
        - Users log in -> src/login.ts:3
        - Sessions end -> src/session/end.ts:9, [|src/clock.ts|]:4, src/clock.ts:9
        - There is a table -> migrations/0007_users.sql:1
        - It is tested -> tests/login.test.ts:12
        - It is told -> docs/RUNBOOK.md:3
      `,
      says: ['src/clock.ts proves this packet, but is not in its IN_SCOPE_PATHS.'],
    },
    {
      title: 'A scope in words cannot be measured; a name that the scope completes is in it',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## In Scope
        1. Everything that has to do with sessions

        ## Evidence Mapping
        - Sessions end -> src/session/end.ts:9

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - IN_SCOPE_PATHS: \`src/core/mod.rs\`; justfile

        ## Evidence Mapping
        - Sessions end -> core/mod.rs:9, mod.rs:3
      `,
    },
  ],
});

/** Undefined: the scope is not told in paths alone. */
function scopeOf(fields: FieldDocument): ((path: RelPath) => boolean) | undefined {
  const items = fieldOf(fields, 'IN_SCOPE_PATHS')?.items ?? [];
  if (items.length === 0) return undefined;
  const tests: ((path: RelPath) => boolean)[] = [];
  for (const item of items) {
    const written = pathIn(item);
    if (written === undefined) return undefined;
    tests.push(/[*{]/.test(written) ? globMatcher([written]) : (path) => path === written || path.startsWith(`${written}/`));
  }
  return (path) => tests.some((t) => t(path));
}

function pathIn(item: Item): RelPath | undefined {
  const bare = item.bare
    .replace(/^(?:NEW|MODIFY|ADD|UPDATE|CREATE|DELETE)\b:?\s+/i, '')
    .replace(/\s+[-–—(].*$/, '')
    .replace(/^[`"']|[`"',.;]+$/g, '');
  if (!/^[^\s:]+$/.test(bare) || !/[\p{L}\p{N}]/u.test(bare)) return undefined;
  return bare.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '');
}
