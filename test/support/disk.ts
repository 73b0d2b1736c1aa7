/** A folder on disk for one test: written from one string, gone afterwards. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { splitFiles } from '#service/rule-page';

/** A file of the repository. Tests run as bundles in out/ or a folder of it. */
export const inRepository = (path: string): string => fileURLToPath(new URL(path, repository));

const repository = new URL('.', import.meta.url.replace(/\/out\/(?:[^/]+\/)?[^/]*$/, '/x'));

export interface Disk {
  readonly root: string;
  full(path: string): string;
  uri(path: string): string;
  read(path: string): string;
  write(path: string, content: string | Uint8Array): void;
  remove(path: string): void;
}

const last: (() => unknown)[] = [];

/** Runs when the test is over, whatever it did; what was begun last ends first. */
export function finallyDo(end: () => unknown): void {
  if (last.length === 0)
    after(
      async () => {
        for (let next = last.pop(); next; next = last.pop()) await next();
      },
      // What does not end is a failure that has a name, not a file that never ends.
      { timeout: 60_000 },
    );
  last.push(end);
}

/** An empty folder that goes when the test is over. */
export function emptyFolder(): string {
  // What the system calls temporary may be a link; paths are compared.
  const dir = mkdtempSync(join(realpathSync(tmpdir()), 'gatehouse-'));
  finallyDo(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
  return dir;
}

/** @param source `==> path <==` starts a file */
export function disk(source = '', root = emptyFolder()): Disk {
  const full = (path: string): string => join(root, path);
  const write: Disk['write'] = (path, content) => {
    mkdirSync(dirname(full(path)), { recursive: true });
    writeFileSync(full(path), content);
  };
  for (const { path, text } of splitFiles(source)) if (path !== undefined) write(path, text);
  return {
    root,
    full,
    uri: (path) => pathToFileURL(full(path)).href,
    read: (path) => readFileSync(full(path), 'utf8'),
    write,
    remove: (path) => rmSync(full(path), { recursive: true }),
  };
}
