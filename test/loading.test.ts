/** An open document while the folder's files are being read: what it is told is true, and not late. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Files } from '#core/ports';
import { md } from '#core/rule';
import { Session } from '#service/engine/session';
import { fixture } from './support/fixture';
import type { MemoryFiles } from './support/memory';

const login = 'docs/task_packets/WP-1-Login.md';
const audit = 'docs/SIGNATURE_AUDIT.md';

const folder = md`
  ==> docs/SPEC_CURRENT.md <==
  **Master_Spec_v1.1.md**

  ==> Master_Spec_v1.1.md <==
  # Master Spec

  ## A3 Login

  ==> docs/SIGNATURE_AUDIT.md <==
  | Signature | Purpose |
  |---|---|
  | alice151220251000 | WP-1-Login |

  ==> docs/task_packets/WP-1-Login.md <==
  # WP-1-Login

  - STATUS: Nowhere
  - REQUESTOR: {name}
  - SPEC_ANCHOR: A9
  - USER_SIGNATURE: alice151220251000
`;

/** Files of which one is read only when it is let through. */
function slow(files: MemoryFiles, path: string): { readonly files: Files; readonly release: () => void } {
  let release = (): void => {};
  const released = new Promise<void>((go) => {
    release = go;
  });
  const read: Files['read'] = async (p) => {
    if (p === path) await released;
    return files.read(p);
  };
  return { release, files: new Proxy(files, { get: (all, key) => (key === 'read' ? read : bound(all, key)) }) };
}

function bound(files: MemoryFiles, key: string | symbol): unknown {
  const value: unknown = Reflect.get(files, key);
  return typeof value === 'function' ? value.bind(files) : value;
}

/** The lists that a document was told, each as the rules in it. */
function listen(session: Session, path: string): string[][] {
  const told: string[][] = [];
  session.onFindings((e) => e.path === path && told.push(e.findings.map((f) => f.rule)));
  return told;
}

async function until(is: () => boolean, session: Session): Promise<void> {
  for (let i = 0; !is(); i++) {
    if (i > 2_000) assert.fail('It has not come.');
    await session.options.pace.pause();
  }
}

it('is told at once what its own text says, and what others say once they are read', async () => {
  const done = await fixture(folder);
  const text = done.files.files.get(login)?.text ?? '';
  const all = done.session.workspace.entries.get(login)?.findings.map((f) => f.rule) ?? [];
  assert.ok(all.includes('packets/dead-anchor') && all.includes('packets/placeholder'), all.join());

  const { files, release } = slow(done.files, audit);
  const session = new Session({ ...done.session.options, files });
  const told = listen(session, login);
  const started = session.start();
  session.open(login, text, 1);
  const settled = session.settle();
  await until(() => told.length > 0, session);
  assert.ok(told[0]?.includes('packets/placeholder'));
  // Nothing that the signature log would have to say is said without it.
  assert.deepEqual(
    told.flat().filter((rule) => !all.includes(rule)),
    [],
  );
  assert.ok(!told.flat().includes('packets/dead-anchor'));
  const gates = session.workspace.entries.get(login)?.complete;
  assert.equal(gates, false, 'no gate passes on half of it');

  release();
  await Promise.all([started, settled]);
  await session.settle();
  assert.deepEqual(told.at(-1), all);
});

it('typing while files are being read adds nothing untrue', async () => {
  const done = await fixture(folder);
  const text = done.files.files.get(login)?.text ?? '';
  const { files, release } = slow(done.files, audit);
  const session = new Session({ ...done.session.options, files });
  const told = listen(session, login);
  const started = session.start();
  session.open(login, text, 1);
  await until(() => told.length > 0, session);
  assert.ok(told.at(-1)?.includes('packets/placeholder'));
  const at = text.indexOf('{name}');
  session.edit(login, [{ at: { start: at, end: at + '{name}'.length }, text: 'ada' }], 2);
  assert.ok(!told.at(-1)?.includes('packets/placeholder'));
  assert.ok(!told.flat().includes('packets/signature-unlogged'));
  release();
  await started;
  assert.ok(told.at(-1)?.includes('packets/dead-anchor'));
});

it('so it is when another configuration has all be read again', async () => {
  const { session, files } = await fixture(`${folder}\n==> gatehouse.yaml <==\n`);
  const text = files.files.get(login)?.text ?? '';
  session.open(login, text, 1);
  await session.settle();
  const before = session.workspace.entries.get(login)?.findings.map((f) => f.rule) ?? [];
  const told = listen(session, login);
  files.files.set('gatehouse.yaml', { text: 'rules:\n  packets/missing-field: off\n' });
  await session.changed(['gatehouse.yaml']);
  const after = before.filter((rule) => rule !== 'packets/missing-field');
  assert.deepEqual(told.at(-1), after);
  assert.notDeepEqual(before, after);
  assert.deepEqual(
    told.flat().filter((rule) => !before.includes(rule)),
    [],
  );
});
