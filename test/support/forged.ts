/** A repository in which things are signed with real keys, and what Gatehouse calls them; for tests that forge. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Proof } from '#core/signing';
import { signedChange, signingSheet } from '#service/signing';
import { emptyFolder } from './disk';
import { apply, fixture } from './fixture';
import { folder } from './login';
import { Repository } from './repository';
import { gatehouse } from './run';

export const path = 'docs/task_packets/WP-1-Login.md';
export const audit = 'docs/SIGNATURE_AUDIT.md';
export const other = 'docs/task_packets/WP-1-Other.md';
export const minute = Date.UTC(2026, 0, 6, 10) / 60_000;
const keys = emptyFolder();
const key = (name: string): string => join(keys, name);

/** Keys of Ada, Bob and Mallory. */
export function makeKeys(): void {
  mkdirSync(keys, { recursive: true });
  for (const who of ['ada', 'bob', 'mallory'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', who, '-f', key(who)]);
}

export const pub = (name: string): string => readFileSync(`${key(name)}.pub`, 'utf8').trim();
export const signers = (names: readonly string[], options = 'namespaces="gatehouse"'): string =>
  names.map((n) => `${n}@example.org ${options} ${pub(n)}\n`).join('');

export const source = (): string =>
  folder({ USER_SIGNATURE: '<pending>', RISK_TIER: 'LOW' })
    .replace(/- \*\*Timestamp\*\*.*\n/, '')
    .replace(/\| ada.*\n/, '');

export const filesIn = (text: string): Map<string, string> =>
  new Map([...text.matchAll(/==> (.*) <==\n([\s\S]*?)(?=\n==> |$)/g)].map((m) => [m[1] ?? '', m[2] ?? '']));
const joined = (files: ReadonlyMap<string, string>): string =>
  [...files].map(([p, t]) => `==> ${p} <==\n${t.endsWith('\n') ? t : `${t}\n`}`).join('');

/** The signature of a key over a text, by ssh-keygen itself. */
export function keyed(text: string, who: string, namespace = 'gatehouse'): string {
  const file = join(emptyFolder(), 'text');
  writeFileSync(file, text);
  execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-f', key(who), '-n', namespace, file], { stdio: 'ignore' });
  return readFileSync(`${file}.sig`, 'utf8');
}

export interface By {
  readonly who: string;
  readonly namespace?: string;
  readonly user?: string;
  /** Minutes after the first. */
  readonly later?: number;
}

/** The files once something in them is signed, with somebody's key or none; and the text that was sealed. */
export async function signedIn(
  files: ReadonlyMap<string, string>,
  subject: string,
  by?: By,
): Promise<{ readonly files: Map<string, string>; readonly sealed: string }> {
  const f = await fixture(joined(files), { today: '2026-01-06' });
  const sheet = await signingSheet(f.session, subject);
  if ('refused' in sheet) assert.fail(sheet.refused);
  const signer = { user: by?.user ?? 'ada', minute: minute + (by?.later ?? 0), notes: ['confirmed scope'] };
  const done = await signedChange(f.session, sheet, signer);
  if ('refused' in done) assert.fail(done.refused);
  const now = await apply(f.files, done.change(by && keyed(done.sealed, by.who, by.namespace)));
  return { files: new Map([...now].map(([p, { text }]) => [p, text])), sealed: done.sealed };
}

export interface World {
  readonly files: Map<string, string>;
  allowed: string;
  /** After the commit in which all is as it was signed. */
  later?: (repo: Repository) => void;
  environment?: Readonly<Record<string, string>>;
}

export function written({ files, allowed, later }: World, level: 'require-key' | 'typed'): Repository {
  const repo = new Repository();
  const all = new Map(files)
    .set('.gatehouse/allowed_signers', allowed)
    .set('gatehouse.yaml', `packets:\n  approvals: ${level}\n`);
  repo.commit('2026-01-06', joined(all));
  later?.(repo);
  return repo;
}

export const run = (args: readonly string[], repo: Repository, { environment }: World) =>
  gatehouse(args, { cwd: repo.root, ...(environment ? { env: environment } : {}) });

/** Where keys are required, the gate's answer; where not, what each signature is called. */
export const strict = (world: World) => run(['gate', 'signature-audit'], written(world, 'require-key'), world);
export const called = (world: World): readonly Proof[] =>
  JSON.parse(run(['verify', '--format', 'json'], written(world, 'typed'), world).out).signatures;

/** Another text at a place of a file. */
export const change =
  (from: string | RegExp, to: string, at = path) =>
  (repo: Repository): void => {
    const text = repo.disk.read(at);
    const now = text.replace(from, () => to);
    assert.notEqual(now, text, `${String(from)} is there`);
    repo.disk.write(at, now);
  };
