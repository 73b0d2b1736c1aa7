/** The folder that the tests of the server open, with one finding in a packet and one on the board; and a server on it. */
import assert from 'node:assert/strict';
import { md } from '#core/rule';
import { disk } from './disk';
import { type Client, type ServerOptions, start } from './lsp';

export const login = 'docs/task_packets/WP-1-Login.md';
export const store = 'docs/task_packets/WP-1-Store.md';
export const board = 'docs/TASK_BOARD.md';
export const pointer = 'docs/SPEC_CURRENT.md';
export const audit = 'docs/SIGNATURE_AUDIT.md';
export const spec = 'Master_Spec_v1.0.md';
export const config = 'gatehouse.yaml';

export const folder = md`
  ==> docs/SPEC_CURRENT.md <==
  The spec is **Master_Spec_v1.0.md**.

  ==> Master_Spec_v1.0.md <==
  # Master Spec

  ## A2 Storage

  All reads go through the store.

  ## A3 Login

  ==> Master_Spec_v2.0.md <==
  # Master Spec

  ## A9.9 Everything

  ==> docs/TASK_BOARD.md <==
  # Board

  ## In Progress

  (None)

  ## Backlog

  - **[WP-1-Login]**
  - **[WP-1-Store]**
  - **[WP-1-Gone]**

  ==> docs/SIGNATURE_AUDIT.md <==
  | Signature | Used By | Purpose |
  |---|---|---|
  | alice151220251000 | alice | WP-1-Store |

  ==> docs/task_packets/WP-1-Login.md <==
  # WP-1-Login
  - TASK_ID: WP-1-Login
  - STATUS: Backlog
  - SPEC_ANCHOR: A9.9
  - What: People log in.

  ==> docs/task_packets/WP-1-Store.md <==
  # WP-1-Store
  - TASK_ID: WP-1-Store
  - STATUS: Backlog
  - SPEC_ANCHOR: A3
  - USER_SIGNATURE: alice151220251000
  - What: Things are kept.
`;

/** The same without a finding. */
export const clean = folder.replace('SPEC_ANCHOR: A9.9', 'SPEC_ANCHOR: A3').replace('- **[WP-1-Gone]**\n', '');

/** And without a word of any other rule. */
export const spotless = clean.replace(/==> Master_Spec_v2[\s\S]*?(?===>)/, '').replace(/# (WP-1-\w+)\n/g, '$&\n- TASK_ID: $1');

export const dead = (id: string): string => `packets/dead-anchor "${id}"`;
export const gone = (id: string): string => `packets/board-unknown-packet "${id}"`;

/** A server that has told all that there is to tell. */
export async function ready(source = folder, options: ServerOptions = {}): Promise<Client> {
  const client = await start(disk(source), options);
  await client.settled();
  return client;
}

/** It still finds what there is, checks what is typed, and ends as it should. */
export async function isAlive(client: Client): Promise<void> {
  await client.settled();
  await client.shows(login, dead('9.9'));
  await client.shows(store);
  client.open(store);
  client.type(store, 'Things are kept.', 'TBD');
  await client.shows(store, 'packets/placeholder "TBD"');
  assert.equal(await client.stop(), 0);
}

/** Nothing was logged, and nothing was printed beside the protocol. */
export function noWarnings(client: Client): void {
  assert.deepEqual([client.logged, client.stderr], [[], '']);
}
