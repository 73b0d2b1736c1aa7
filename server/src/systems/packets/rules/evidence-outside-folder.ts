/** packets/evidence-outside-folder */
import { md, type Offer, type Report } from '#core/rule';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import type { Cited } from '../model/evidence/evidence';
import { replaceIn } from '../model/packet/edit';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.3.0',
  summary: 'Evidence is a place in this folder.',
  why: `\`/home/ann/shop/src/cart.rs:12\` and \`C:\\work\\shop\\src\\cart.rs:12\` are on one computer, \`../other/src/cart.rs:12\` is wherever another repository
was put. Who reads the packet later cannot open them, and Gatehouse looks at nothing beyond the folder. Read are places with a line, where
evidence is read: \`Evidence Mapping\`, the last report, the audit's Evidence.`,

  check: {
    *packet({ facts, path, world }) {
      yield* outside(facts.cited, path, 'packets/packet', world);
    },
    *report({ facts, path, world }) {
      yield* outside(facts.cited, path, 'packets/report', world);
    },
    *audit({ facts, path, world }) {
      yield* outside(facts.cited, path, 'packets/audit', world);
    },
  },

  examples: [
    {
      title: 'On one computer, in another repository',
      files: md`
        ==> src/cart.rs <==
        fn add() {}

        ==> docs/task_packets/WP-1-Cart.md <==
        # WP-1-Cart
        - STATUS: In-Progress

        ## Evidence Mapping
        | DONE_MEANS | Code Evidence | Test |
        |---|---|---|
        | Things are added | [|/home/ann/shop/src/cart.rs|]:1-4 | cargo test |
        | Things are taken out | \`[|C:\work\shop\src\gone.rs|]:7\` | cargo test |
        | Things are counted | [|../other/src/count.rs|]:7 | cargo test |

        ==> docs/task_packets/WP-1-Till.md <==
        # WP-1-Till
        - STATUS: In-Progress

        ## Evidence Mapping
        - Money is counted -> [|~/shop/src/till.rs|]:4; test: cargo test
      `,
      says: [
        '/home/ann/shop/src/cart.rs is beyond this folder, where others cannot look it up; write src/cart.rs.',
        'C:\\work\\shop\\src\\gone.rs is beyond this folder, where others cannot look it up; write its path from the folder’s root.',
        '../other/src/count.rs is beyond this folder, where others cannot look it up; write its path from the folder’s root.',
        '~/shop/src/till.rs is beyond this folder, where others cannot look it up; write its path from the folder’s root.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Cart.md <==
        # WP-1-Cart
        - STATUS: In-Progress

        ## Evidence Mapping
        | DONE_MEANS | Code Evidence | Test |
        |---|---|---|
        | Things are added | src/cart.rs:1-4 | cargo test |
        | Things are taken out | \`C:\work\shop\src\gone.rs:7\` | cargo test |
        | Things are counted | ../other/src/count.rs:7 | cargo test |
      `,
    },
    {
      title: 'From the root with a slash, from the packet on, in a log, without a line',
      files: md`
        ==> src/cart.rs <==
        fn add() {}

        ==> docs/task_packets/WP-1-Cart.md <==
        # WP-1-Cart
        - STATUS: In-Progress

        ## Evidence Mapping
        | DONE_MEANS | Code Evidence | Test |
        |---|---|---|
        | Things are added | /src/cart.rs:1, ../../src/cart.rs:1 | cargo test |

        ## Log
        - panicked at /home/ann/shop/src/cart.rs:12
      `,
    },
  ],
});

function* outside(cited: readonly Cited[], path: RelPath, kind: string, world: World): Iterable<Report> {
  for (const c of cited) {
    if (c.form !== 'outside' || c.absent) continue;
    const written = c.written.slice(0, c.pathAt.end - c.pathAt.start);
    const here = ownPart(written, world);
    const fixes: readonly Offer[] = here
      ? [{ title: `Cite ${here}`, safety: 'ask', change: (desk) => replaceIn(desk, path, kind, c.pathAt, here) }]
      : [];
    yield {
      at: c.pathAt,
      message: `${written} is beyond this folder, where others cannot look it up; write ${here ?? 'its path from the folder’s root'}.`,
      fixes,
    };
  }
}

/** The longest end of a path that is a file of this folder; a name alone says too little. */
function ownPart(written: string, world: World): RelPath | undefined {
  const parts = written.split(/[/\\]/);
  for (let i = parts.lastIndexOf('..') + 1 || 1; i < parts.length - 1; i++) {
    const there = world.exists(parts.slice(i).join('/'));
    if (there.is === 'known' && there.value.as === 'file') return parts.slice(i).join('/');
  }
  return undefined;
}
