/** What was found is taken over by the next run where it would be found again, and nowhere else. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Keeps } from '#core/ports';
import { type AnyRule, md } from '#core/rule';
import { Cache } from '#service/engine/cache';
import { rules } from '#systems/registry.generated';
import { type Fixture, findingsOf, fixture } from './support/fixture';
import { keeps } from './support/keeps';
import { holds } from './support/property';

const folder = md`
  ==> docs/SPEC_CURRENT.md <==
  **Master_Spec_v1.1.md**

  ==> Master_Spec_v1.1.md <==
  # Master Spec

  ## A2 Storage

  ## A3 Login

  ==> docs/TASK_BOARD.md <==
  # Board

  ## Ready for Dev

  - **[WP-1-Login]**
  - **[WP-1-Store]**
    - Unblocks: WP-1-Login

  ## Backlog

  - WP-1-Other

  ==> docs/SIGNATURE_AUDIT.md <==
  | Signature | Purpose |
  |---|---|
  | alice151220251000 | WP-1-Login |

  ==> docs/task_packets/WP-1-Login.md <==
  # WP-1-Login

  - STATUS: Ready-for-Dev
  - SPEC_ANCHOR: A3
  - USER_SIGNATURE: alice151220251000
  - IN_SCOPE_PATHS:
    - src/login.rs
    - src/gone.rs

  See [the board](../TASK_BOARD.md) and [what was there](../notes.md).

  ==> docs/task_packets/WP-1-Store.md <==
  # WP-1-Store

  - STATUS: Ready-for-Dev
  - SPEC_ANCHOR: A2
  - USER_SIGNATURE: alice151220251001
  - Blocked on: WP-1-Login

  ==> docs/task_packets/WP-1-Other.md <==
  # WP-1-Other

  - STATUS: Backlog
  - SPEC_ANCHOR: A2

  ==> docs/notes.md <==
  # Notes

  ==> src/login.rs <==
  fn login() {}
`;
const login = 'docs/task_packets/WP-1-Login.md';
const other = 'docs/task_packets/WP-1-Other.md';

interface Shelf {
  readonly read: Keeps;
  readonly found: Keeps;
}

async function filled(source: string, today?: string): Promise<Shelf> {
  const shelf = { read: keeps(), found: keeps() };
  const { session } = await fixture(source, { cache: new Cache(shelf.read, shelf.found), ...(today ? { today } : {}) });
  await session.remember();
  return shelf;
}

/** Rules that note which documents they are asked about. */
function watched(): { readonly rules: Readonly<Record<string, AnyRule>>; readonly asked: Set<string> } {
  const asked = new Set<string>();
  const all = Object.entries(rules as Readonly<Record<string, AnyRule>>).map(([id, rule]) => {
    if (rule.scope !== 'folder') return [id, rule];
    const checks = Object.entries(rule.check).map(([kind, check]) => [
      kind,
      (view: never) => {
        asked.add((view as { path: string }).path);
        return (check as (view: never) => unknown)(view);
      },
    ]);
    return [id, { ...rule, check: Object.fromEntries(checks) }];
  });
  return { rules: Object.fromEntries(all), asked };
}

async function again(shelf: Shelf, source: string, today?: string): Promise<Fixture & { readonly asked: readonly string[] }> {
  const { rules: own, asked } = watched();
  const cache = new Cache(shelf.read, shelf.found);
  const f = await fixture(source, { cache, plugins: { rules: own }, ...(today ? { today } : {}) });
  return { ...f, asked: [...asked].sort() };
}

const said = (f: Fixture): string[] => findingsOf(f.session).map((x) => `${x.path} ${x.at.start} ${x.rule} ${x.message}`);
const complete = (f: Fixture): string[] =>
  [...f.session.workspace.entries.values()].flatMap((e) => (e.complete ? [e.path] : [])).sort();

/** The same as a run that knows nothing. */
async function right(f: Fixture, source: string, today?: string): Promise<void> {
  const fresh = await fixture(source, today ? { today } : {});
  assert.deepEqual(said(f), said(fresh));
  assert.deepEqual(complete(f), complete(fresh));
}

describe('a folder is opened again', () => {
  it('nothing has changed: no rule is asked about any document', async () => {
    const shelf = await filled(folder);
    const f = await again(shelf, folder);
    assert.deepEqual(f.asked, []);
    assert.ok(said(f).length > 5);
    await right(f, folder);
  });

  it('a packet says another status: it and what depends on it are judged, what does not is not', async () => {
    const shelf = await filled(folder);
    const now = folder.replace('# WP-1-Login\n\n- STATUS: Ready-for-Dev', '# WP-1-Login\n\n- STATUS: In-Progress');
    const f = await again(shelf, now);
    assert.ok(f.asked.includes(login) && f.asked.includes('docs/TASK_BOARD.md'), f.asked.join());
    assert.ok(!f.asked.includes(other), f.asked.join());
    assert.ok(said(f).some((s) => s.includes('board-status-mismatch')));
    await right(f, now);
  });

  it('an anchor is gone from the spec: who cites it is judged', async () => {
    const shelf = await filled(folder);
    const now = folder.replace('## A3 Login', '## A4 Login');
    const f = await again(shelf, now);
    assert.ok(said(f).some((s) => s.startsWith(login) && s.includes('dead-anchor')));
    await right(f, now);
  });

  it('a file that a path names has come, and one that a link leads to is gone', async () => {
    const shelf = await filled(folder);
    const now = `${folder.replace('==> docs/notes.md <==', '==> docs/elsewhere.md <==')}\n==> src/gone.rs <==\nfn gone() {}\n`;
    const f = await again(shelf, now);
    assert.ok(f.asked.includes(login), f.asked.join());
    assert.ok(!f.asked.includes(other), f.asked.join());
    await right(f, now);
  });

  it('a packet is gone: what it said, nobody says now', async () => {
    const shelf = await filled(folder);
    const now = folder.replace(/==> docs\/task_packets\/WP-1-Other.md <==[\s\S]*?(?===> docs\/notes)/, '');
    await right(await again(shelf, now), now);
  });

  it('it is another day', async () => {
    const shelf = await filled(folder, '2026-01-15');
    await right(await again(shelf, folder, '2027-01-15'), folder, '2027-01-15');
  });

  it('what was read is kept by another run than what was found: nothing wrong comes of it', async () => {
    const now = folder.replace('## A3 Login', '## A4 Login');
    const [before, after] = [await filled(folder), await filled(now)];
    await right(await again({ read: after.read, found: before.found }, folder), folder);
    await right(await again({ read: after.read, found: before.found }, now), now);
    await right(await again({ read: before.read, found: after.found }, now), now);
  });

  it('what was found is broken off', async () => {
    const shelf = await filled(folder);
    const pieces = [...shelf.found.get()];
    for (let length = 0; length < pieces.length; length++) {
      const found: Keeps = { ...shelf.found, get: () => pieces.slice(0, length) };
      await right(await again({ ...shelf, found }, folder), folder);
    }
  });

  it('a packet cites another anchor, and says no more of it than before', async () => {
    const shelf = await filled(folder);
    const now = folder.replace(
      'WP-1-Other\n\n- STATUS: Backlog\n- SPEC_ANCHOR: A2',
      'WP-1-Other\n\n- STATUS: Backlog\n- SPEC_ANCHOR: A9',
    );
    const f = await again(shelf, now);
    assert.ok(said(f).some((s) => s.startsWith(other) && s.includes('dead-anchor')));
    await right(f, now);
  });

  it('prose comes before what was found: it is told at its new place', async () => {
    const shelf = await filled(folder);
    const now = folder.replace('# WP-1-Login\n', '# WP-1-Login\n\nSome prose.\n');
    const f = await again(shelf, now);
    assert.deepEqual(f.asked, [login]);
    await right(f, now);
  });

  it('a packet comes that the board names already', async () => {
    const before = folder.replace('- WP-1-Other', '- WP-1-Other\n- WP-9-New');
    const shelf = await filled(before);
    const now = `${before}\n==> docs/task_packets/WP-9-New.md <==\n# WP-9-New\n\n- STATUS: Done\n- SPEC_ANCHOR: A2\n`;
    const f = await again(shelf, now);
    assert.ok(f.asked.includes('docs/TASK_BOARD.md'), f.asked.join());
    await right(f, now);
  });

  it('who names a symbol is known as before', async () => {
    const shelf = await filled(folder);
    const [f, fresh] = [await again(shelf, folder), await fixture(folder)];
    for (const name of ['WP-1-Login', 'WP-1-Store'] as const) {
      const naming = ({ session }: Fixture): readonly string[] => session.workspace.mentioning({ kind: 'packet', name });
      assert.ok(naming(fresh).length > 1);
      assert.deepEqual(naming(f), naming(fresh));
    }
  });

  it('former versions of files are looked at again: they are not kept', async () => {
    const past = { past: [{ day: '2026-01-05', files: folder }] };
    const shelf = { read: keeps(), found: keeps() };
    const now = folder.replace('SPEC_ANCHOR: A3', 'SPEC_ANCHOR: A2');
    const open = (cache?: Cache): Promise<Fixture> => fixture(now, { past, ...(cache ? { cache } : {}) });
    const first = await open(new Cache(shelf.read, shelf.found));
    assert.ok(first.files.asked.some((q) => q.includes('"past"')));
    await first.session.remember();
    const second = await open(new Cache(shelf.read, shelf.found));
    assert.deepEqual(said(second), said(await open()));
    const found = [...shelf.found.get()];
    assert.equal(found.length, [...(await filled(now)).found.get()].length);
    for (const { text } of found) assert.ok(!text.includes('"past"'));
  });
});

describe('properties', () => {
  const pieces = fc.constantFrom('WP-1-Login', 'A2', 'A3', 'Ready-for-Dev', 'Done', 'alice151220251000', 'src/login.rs', '\n');
  const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(30), text: pieces });
  type Edit = { readonly at: number; readonly drop: number; readonly text: string };
  /** The lines that name files stay. */
  const edited = (source: string, { at, drop, text }: Edit): string => {
    const start = Math.floor(at * source.length);
    const dropped = source.slice(start, start + drop);
    const line = source.slice(source.lastIndexOf('\n', start - 1) + 1);
    return line.startsWith('==>') || dropped.includes('==>')
      ? source
      : source.slice(0, start) + text + source.slice(start + drop);
  };

  it('any change between two runs, then any key: the same as a run that knows nothing', async () => {
    await holds(
      fc.asyncProperty(fc.array(edit, { maxLength: 4 }), edit, async (edits, key) => {
        const shelf = await filled(folder);
        const now = edits.reduce(edited, folder);
        const f = await again(shelf, now);
        await right(f, now);
        // What is taken over follows a key as what was found here does.
        const fresh = await fixture(now);
        const text = f.files.files.get(login)?.text ?? '';
        const start = Math.floor(key.at * text.length);
        for (const { session } of [f, fresh]) {
          session.open(login, text, 1);
          const end = Math.min(text.length, start + key.drop);
          session.edit(login, [{ at: { start, end }, text: key.text }], 2);
          await session.settle();
        }
        assert.deepEqual(said(f), said(fresh));
      }),
      40,
    );
  });
});
