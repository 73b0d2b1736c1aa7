/** Who waits for whom: the longest chain, cycles, parts, the drawing, and the text for Mermaid. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { WorkNode } from '#core/chart';
import { partOf } from '#protocol/graph-part';
import { graphReport } from '#protocol/graph-report';
import { drawn, graphOf } from '#service/graph/graph';
import { mermaidOf } from '#service/graph/mermaid';
import { HEIGHT, layoutOf, next, pathOf, WIDTH } from '../client/webview/graph-layout';
import { counted } from '../client/webview/graph-parts';
import { disk, inRepository } from './support/disk';
import { fixture } from './support/fixture';
import { holds } from './support/property';
import { gatehouse, golden } from './support/run';

/** `B<A,C` waits for A and C; `B!` is over. */
const graph = (...all: readonly string[]) =>
  drawn(
    all.map((one): WorkNode => {
      const [, name = '', over, waits] = /^(\w+)(!?)(?:<(.*))?$/.exec(one) ?? [];
      return { name, state: over ? 'Done' : 'Backlog', icon: 'pass', over: over === '!', waits: waits?.split(',') ?? [] };
    }),
  );
const names = (g: { readonly nodes: readonly { readonly name: string }[] }): string => g.nodes.map((n) => n.name).join(' ');

describe('what is counted', () => {
  const known = (name: string, path?: string) => ({
    ...(path ? { path } : {}),
    name,
    state: 'Backlog',
    icon: 'pass',
    over: false,
    waits: [],
  });
  const whole = drawn([known('A', 'a.md'), known('B', 'b.md'), known('Typo')]);

  it('is packets; a name that nobody has is told apart', () => {
    assert.equal(counted(whole, whole), '2 of 2 packets, and a name that nobody has');
    assert.equal(counted({ ...whole, nodes: whole.nodes.slice(0, 1) }, whole), '1 of 2 packets');
  });
});

describe('the critical path', () => {
  it('is the longest chain of what is not done, what comes first in front', () => {
    assert.deepEqual(graph('A', 'B<A', 'C<B,X', 'D<C', 'X', 'Y<X').critical, ['A', 'B', 'C', 'D']);
    assert.deepEqual(graph('A!', 'B!<A', 'C<B', 'X', 'Y<X').critical, ['X', 'Y']);
  });

  it('of two as long, the first by name', () => assert.deepEqual(graph('A', 'B<A', 'C', 'D<C').critical, ['A', 'B']));

  it('is none where nothing that is not done waits', () => assert.deepEqual(graph('A', 'B', 'C<D', 'D!').critical, []));

  it('goes through a cycle, and not round in it', () => {
    const { critical, cycles, nodes } = graph('A<C', 'B<A', 'C<B', 'D<C', 'E<D');
    assert.deepEqual(cycles, [['A', 'B', 'C']]);
    assert.deepEqual(critical, ['C', 'D', 'E']);
    assert.deepEqual(names({ nodes: nodes.filter((n) => n.cycle) }), 'A B C');
    assert.deepEqual(names({ nodes: nodes.filter((n) => n.critical) }), 'C D E');
  });

  it('of a chain of ten thousand is all of it', () => {
    const long = graph('N0', ...Array.from({ length: 9999 }, (_, i) => `N${i + 1}<N${i}`));
    assert.equal(long.critical.length, 10_000);
    assert.equal(long.critical[9999], 'N9999');
  });

  it('is as long as the longest of all chains, whatever the graph', () => {
    const small = fc.array(fc.tuple(fc.nat(6), fc.nat(6), fc.boolean()), { maxLength: 14 });
    holds(
      fc.property(small, (edges) => {
        const waits = (to: number): string[] => [
          ...new Set(edges.flatMap(([a, b]) => (Math.max(a, b) === to && a !== b ? [`N${Math.min(a, b)}`] : []))),
        ];
        const all = Array.from(
          { length: 7 },
          (_, i): WorkNode => ({ name: `N${i}`, state: '', icon: '', over: i === 2, waits: waits(i) }),
        );
        const depth = (n: WorkNode): number =>
          n.over ? 0 : 1 + Math.max(0, ...n.waits.map((w) => depth(all.find((o) => o.name === w) as WorkNode)));
        const longest = Math.max(...all.map(depth));
        assert.equal(drawn(all).critical.length, longest > 1 ? longest : 0);
      }),
    );
  });
});

describe('a part of a graph', () => {
  const all = graph('A!', 'B!<A', 'C<B', 'D<C', 'E!<C', 'X!', 'Y');

  it('is what is open and what it touches', () => assert.equal(names(partOf(all, { done: 'touched' })), 'B C D E Y'));
  it('without what is done', () => assert.equal(names(partOf(all, { done: 'hidden' })), 'C D Y'));
  it('all of it', () => assert.equal(names(partOf(all, { done: 'all' })), names(all)));

  it('around one: what leads to it and what follows, not what else follows from the same', () => {
    const wide = graph('A', 'B<A', 'C<A', 'D<B', 'E');
    assert.equal(names(partOf(wide, { done: 'touched', around: 'B' })), 'A B D');
    assert.equal(names(partOf(all, { done: 'hidden', around: 'A' })), 'A C D');
  });

  it('has only lines to what is shown', () => {
    const part = partOf(all, { done: 'hidden' });
    assert.deepEqual(
      part.nodes.map((n) => n.waits),
      [[], ['C'], []],
    );
  });
});

describe('the drawing', () => {
  const layout = layoutOf(graph('A', 'B<A', 'C<A', 'D<B,C', 'E', 'F'), 600);
  const at = (name: string) => layout.boxes.find((b) => b.name === name) ?? assert.fail(name);

  it('puts what comes first to the left', () => {
    assert.ok(at('A').x + WIDTH < at('B').x && at('B').x === at('C').x && at('C').x + WIDTH < at('D').x);
  });

  it('puts those without lines below the others', () => {
    assert.ok(layout.loose !== undefined && layout.loose > at('D').y);
    assert.ok(at('E').y >= layout.loose && at('F').y === at('E').y);
  });

  it('has no box on another, and all of them inside', () => {
    const big = layoutOf(
      graph(...Array.from({ length: 60 }, (_, i) => (i < 3 ? `N${i}` : `N${i}<N${i % 3},N${(i * 7) % i}`)), 'A<B', 'B<A'),
      900,
    );
    for (const a of big.boxes) {
      assert.ok(a.x >= 0 && a.y >= 0 && a.x + WIDTH <= big.width && a.y + HEIGHT <= big.height, a.name);
      for (const b of big.boxes)
        assert.ok(a === b || Math.abs(a.x - b.x) >= WIDTH || Math.abs(a.y - b.y) >= HEIGHT, `${a.name} ${b.name}`);
    }
    assert.equal(big.boxes.length, 62);
    assert.ok(big.lines.every((l) => /^M[-\d.]+,[-\d.]+/.test(pathOf(l))));
  });

  it('marks lines of the critical path, and of cycles', () => {
    const { lines } = layoutOf(graph('A', 'B<A', 'C<B', 'D<A', 'X<Y', 'Y<X'), 600);
    assert.deepEqual(lines.map((l) => `${l.from}${l.to} ${l.is}`).sort(), [
      'AB critical',
      'AD plain',
      'BC critical',
      'XY cycle',
      'YX cycle',
    ]);
  });

  it('is followed by arrow keys', () => {
    const [upper, lower] = at('B').y < at('C').y ? ['B', 'C'] : ['C', 'B'];
    assert.equal(next(layout, upper, 'left'), 'A');
    assert.equal(next(layout, upper, 'right'), 'D');
    assert.equal(next(layout, upper, 'down'), lower);
    assert.equal(next(layout, lower, 'up'), upper);
    assert.equal(next(layout, 'E', 'right'), 'F');
    assert.equal(next(layout, 'A', 'left'), undefined);
  });
});

describe('Mermaid', () => {
  it('says who waits for whom, with states, the critical path and cycles in words', () => {
    assert.equal(
      mermaidOf([{ title: '', graph: graph('A', 'B<A', 'C!', 'D<C', 'X<Y', 'Y<X') }]),
      `flowchart LR
  n0["A<br>Backlog<br>critical path"]
  n1["B<br>Backlog<br>critical path"]
  n2["C<br>Done"]
  n3["D<br>Backlog"]
  n4["X<br>Backlog<br>in a cycle"]
  n5["Y<br>Backlog<br>in a cycle"]
  n0 ==> n1
  n2 --> n3
  n5 -. "cycle" .-> n4
  n4 -. "cycle" .-> n5
`,
    );
  });

  it('takes nothing that a document says for more than text', () => {
    holds(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const [head, label, ...rest] = mermaidOf([
          { title: '', graph: drawn([{ name, state: '%%{init: {}}%%', icon: '', over: false, waits: [] }]) },
        ]).split('\n');
        assert.deepEqual([head, rest], ['flowchart LR', ['']]);
        assert.match(label ?? '', /^ {2}n0\["(?:[\p{L}\p{N} ._-]|#\d+;|<br>)*"\]$/u);
        assert.ok(!label?.includes('%%'));
      }),
    );
  });
});

describe('the graph of a folder', () => {
  const packet = (id: string, status: string, more = ''): string =>
    `==> docs/task_packets/${id}.md <==\n# Task Packet: ${id}\n- TASK_ID: ${id}\n- STATUS: ${status}\n${more}`;

  it('joins what packets and board say, and names what is nowhere', async () => {
    const { session } = await fixture(
      `${packet('WP-1-A', 'Done')}${packet('WP-1-B', 'Backlog', '- Blocked on: WP-1-A, WP-1-None\n')}==> docs/TASK_BOARD.md <==
# Task Board

## Backlog
- [WP-1-B]
- [WP-1-C]
  - Blocker: WP-1-B
`,
    );
    const { nodes, critical } = graphOf(session) ?? assert.fail('no graph');
    assert.deepEqual(
      nodes.map((n) => `${n.name} ${n.state} ${n.over} <${n.waits.join(',')}> ${n.path}`),
      [
        'WP-1-A Done true <> docs/task_packets/WP-1-A.md',
        'WP-1-B Backlog false <WP-1-A,WP-1-None> docs/task_packets/WP-1-B.md',
        'WP-1-C Backlog false <WP-1-B> docs/TASK_BOARD.md',
        'WP-1-None Not found false <> undefined',
      ],
    );
    assert.deepEqual(critical, ['WP-1-None', 'WP-1-B', 'WP-1-C']);
  });

  it('has a packet once whose file is called otherwise', async () => {
    const { session } = await fixture(
      `==> docs/task_packets/WP-1-Old.md <==\n# Task Packet: WP-1-New\n- TASK_ID: WP-1-New\n- STATUS: Backlog\n${packet('WP-1-B', 'Backlog', '- Blocked on: WP-1-Old, WP-1-New\n')}`,
    );
    const { nodes } = graphOf(session) ?? assert.fail('no graph');
    assert.deepEqual(
      nodes.map((n) => `${n.name} <${n.waits.join(',')}>`),
      ['WP-1-B <WP-1-New>', 'WP-1-New <>'],
    );
  });
});

describe('gatehouse graph', () => {
  const example = inRepository('examples/packets');

  it('of the example, for Mermaid', () => {
    const { code, out, err } = gatehouse(['graph'], { cwd: example });
    assert.deepEqual([code, err], [0, '']);
    golden('graph', out);
  });

  it('as JSON, to its schema, and around one packet', () => {
    const all = gatehouse(['graph', '--format', 'json', '--done', 'all'], { cwd: example });
    const [folder] = graphReport.parse(JSON.parse(all.out)).folders;
    assert.deepEqual(folder?.critical, ['WP-1-Session-Store', 'WP-1-Logout']);
    const one = gatehouse(['graph', '--format', 'json', '--around', 'WP-1-Login-Endpoint'], { cwd: example });
    const part = graphReport.parse(JSON.parse(one.out)).folders[0] ?? assert.fail(one.err);
    assert.equal(names(part), 'WP-1-Login-Endpoint WP-1-Store-Interface');
  });

  it('of projects below one another: each in a frame', () => {
    const below = '==> app/gatehouse.yaml <==\nsystems: [packets]\n==> app/docs/task_packets/WP-1-Below.md <==\n# WP-1-Below\n';
    const { root } = disk(`==> docs/task_packets/WP-1-Top.md <==\n# WP-1-Top\n${below}`);
    const { out } = gatehouse(['graph'], { cwd: root });
    assert.match(
      out,
      /subgraph s0\[".*"\]\n {4}n0\["WP-1-Top<br>No status"\]\n {2}end\n {2}subgraph s1\[".*app"\]\n {4}n1\["WP-1-Below/,
    );
  });

  it('of a packet that is not there, and of a folder that has none: exit code 2, and why', () => {
    const bare = disk('==> README.md <==\n# Nothing\n');
    for (const [args, cwd, says] of [
      [['--around', 'WP-1-Logot'], example, /there is no packet WP-1-Logot; there is WP-1-Log/],
      [[], bare.root, /no packets, task board/],
      [['--done', 'some'], example, /Allowed choices are touched, hidden, all/],
    ] as const) {
      const { code, out, err } = gatehouse(['graph', ...args], { cwd });
      assert.deepEqual([code, out], [2, ''], err);
      assert.match(err, says);
    }
  });
});
