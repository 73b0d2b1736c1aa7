/** A digest of all governed files, by which one knows whether what a gate said was said of them as they are. */

import type { Entry } from '../engine/entry';
import { savedAsOpen } from '../engine/saved';
import type { Session } from '../engine/session';

const primes = [0x01000193, 0x85ebca6b] as const;

/** Two hashes of 32 bits: enough to tell that something has changed; nothing is proved by it. */
function mix(state: [number, number], text: string): void {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    state[0] = Math.imul(state[0] ^ c, primes[0]);
    state[1] = Math.imul(state[1] ^ (c + i), primes[1]) ^ (state[1] >>> 15);
  }
  state[0] = Math.imul(state[0] ^ 0x1f, primes[0]);
}

/** Opening and closing a file changes nothing; typing in it does, until it is undone or reads so on disk. */
export async function governedDigest(session: Session): Promise<string> {
  const state: [number, number] = [0x811c9dc5, 0x9747b28c];
  const entries = [...session.workspace.entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const entry of entries) {
    mix(state, entry.path);
    mix(state, entry.open ? await hashOfOpen(session, entry) : entry.hash);
  }
  return state.map((n) => (n >>> 0).toString(16).padStart(8, '0')).join('');
}

async function hashOfOpen(session: Session, entry: Entry): Promise<string> {
  const { open } = entry;
  if (!open) return entry.hash;
  const saved = await savedAsOpen(session, entry.path);
  if (saved) return saved.hash;
  const state: [number, number] = [0x811c9dc5, 0x9747b28c];
  mix(state, open.text);
  return `text ${state.join(' ')}`;
}
