/** The language server and a folder's baseline: what it knows is not shown, live. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BASELINE } from '#service/engine/baseline';
import { board, dead, gone, login, ready } from './support/folders';
import { gatehouse } from './support/run';

describe('a baseline', () => {
  it('hides what it knows, as it comes, changes and goes; what is typed is new', async () => {
    const client = await ready();
    await client.shows(login, dead('9.9'));
    assert.equal(gatehouse(['baseline', 'create'], { cwd: client.disk.root }).code, 0);
    client.watched({ [BASELINE]: 1 });
    await client.shows(login);
    await client.shows(board);
    client.open(login);
    client.type(login, '# WP-1-Login', '\n\nprose above\n\n# WP-1-Login');
    client.type(login, 'SPEC_ANCHOR: A9.9', 'SPEC_ANCHOR: A9.9, A8.8');
    await client.shows(login, dead('8.8'));
    client.disk.write(BASELINE, '{"version": 1, "findings": []}');
    client.watched({ [BASELINE]: 2 });
    await client.shows(board, gone('WP-1-Gone'));
    await client.shows(login, dead('9.9'), dead('8.8'));
    client.disk.write(BASELINE, '<<<<<<< HEAD');
    client.watched({ [BASELINE]: 2 });
    await client.until(() => client.logged.some((l) => l.includes(`${BASELINE} is not used: it is not JSON`)));
    client.disk.remove(BASELINE);
    client.watched({ [BASELINE]: 3 });
    await client.shows(login, dead('9.9'), dead('8.8'));
  });

  it('is told what the command line told: in an editor that was opened later too', async () => {
    const first = await ready();
    gatehouse(['baseline', 'create'], { cwd: first.disk.root });
    await first.request('gatehouse/check', {});
    await first.shows(login);
    assert.equal(gatehouse(['check'], { cwd: first.disk.root }).code, 0);
  });
});
