/** The folders that are measured: the same for everybody, of the promised sizes, and with the ties that measurements rely on. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { compose, ensureFolder, type FolderOptions } from '../scripts/bench/folder.mjs';

const packets = 200;
const small = { packets, specBytes: 100_000 };

function texts(options: FolderOptions): Map<string, string> {
  return new Map([...compose(options).files].map((file) => [file.path, file.text]));
}

function digest(files: Map<string, string>): string {
  const hash = createHash('sha256');
  for (const [path, text] of files) hash.update(`${path}\0${text}\0`);
  return hash.digest('hex');
}

const made = texts(small);
const known = compose(small).manifest;
const packetPaths = [...made.keys()].filter((path) => path.startsWith('docs/task_packets/'));
const textOf = (path: string) => made.get(path) ?? assert.fail(`${path} is not there`);
const idOf = (path: string) => path.slice('docs/task_packets/'.length, -'.md'.length);

test('the same seed gives the same bytes, another seed others', () => {
  assert.equal(digest(texts(small)), digest(made));
  assert.notEqual(digest(texts({ ...small, seed: 'other' })), digest(made));
});

test('a full spec has 2.2 MB and more than 2,000 headings in six levels', () => {
  const { files, manifest } = compose({ packets: 1 });
  const spec = [...files].find((file) => file.path === manifest.spec)?.text ?? '';
  assert.ok(Math.abs(Buffer.byteLength(spec) - 2_200_000) < 22_000);
  const levels = new Set([...spec.matchAll(/^(#{1,6}) A[\d.]+ /gm)].map((match) => match[1]?.length));
  assert.deepEqual([...levels].sort(), [1, 2, 3, 4, 5, 6]);
  assert.ok(manifest.headings > 2_000);
});

test('packets have 4 to 12 KB, in both layouts', () => {
  assert.equal(packetPaths.length, packets);
  for (const path of packetPaths) {
    const size = Buffer.byteLength(textOf(path));
    assert.ok(size >= 4_096 && size <= 12_288, `${path} has ${size} bytes`);
  }
  const flat = packetPaths.filter((path) => textOf(path).includes('\n- What: ')).length;
  const sections = packetPaths.filter((path) => textOf(path).includes('\n## What\n')).length;
  assert.equal(flat + sections, packets);
  assert.ok(flat > 0 && sections > 0);
});

test('the board names every packet once under a state, and no other', () => {
  const [, states = ''] = textOf('docs/TASK_BOARD.md').split('## In Progress');
  const entries = [...states.matchAll(/^- \*\*\[(WP-[^\]]+)\]\*\*/gm)].map((match) => match[1] ?? '');
  assert.deepEqual(entries.sort(), packetPaths.map(idOf).sort());
});

test('the two marked anchors are cited by the packets that the manifest names, and only by these', () => {
  for (const mark of [known.hot, known.warm]) {
    const citing = packetPaths.filter((path) =>
      new RegExp(`\\b${mark.anchor.replaceAll('.', '\\.')}(?![\\d.]*\\d)`).test(textOf(path)),
    );
    assert.deepEqual(citing.sort(), [...mark.citing].sort());
    const heading = textOf(known.spec).split('\n')[mark.line] ?? '';
    assert.ok(heading.slice(0, mark.character).endsWith(` ${mark.anchor}`), heading);
  }
  assert.equal(known.hot.citing.length, packets / 2);
  assert.equal(known.warm.citing.length, 100);
});

test('two packets in a hundred have a defect, of four kinds', () => {
  assert.deepEqual(Object.keys(known.defects).sort(), [
    'board-status-mismatch',
    'dead-anchor',
    'placeholder',
    'signature-unlogged',
  ]);
  assert.equal(Object.values(known.defects).flat().length, packets / 50);
  const audit = textOf('docs/SIGNATURE_AUDIT.md');
  for (const path of packetPaths) {
    const signature = /USER_SIGNATURE: (\w+)/.exec(textOf(path))?.[1];
    const logged = signature === undefined || audit.includes(`| ${signature} |`);
    assert.equal(logged, !known.defects['signature-unlogged']?.includes(path), path);
  }
});

test('what packets name as read or proven is there', () => {
  for (const path of packetPaths) {
    const opened = /FILES_TO_OPEN(?::|\*\*:)\n((?:\s+- .*\n)+)/.exec(textOf(path))?.[1] ?? '';
    const proven = [...textOf(path).matchAll(/\| (\S+\.rs):\d+/g)].map((match) => match[1] ?? '');
    const named = [...opened.matchAll(/- (\S+\.(?:md|rs))$/gm)].map((match) => match[1] ?? '');
    assert.ok(named.length >= 5, path);
    for (const name of [...named, ...proven]) assert.ok(made.has(name), `${path}: ${name}`);
  }
});

test('a folder is written once and used again', () => {
  const shelf = mkdtempSync(join(tmpdir(), 'gatehouse-bench-test-'));
  try {
    const first = ensureFolder({ packets: 5, specBytes: 50_000, shelf });
    const again = ensureFolder({ packets: 5, specBytes: 50_000, shelf });
    assert.deepEqual([first.made, again.made], [true, false]);
    assert.deepEqual({ ...again, made: true }, first);
    assert.equal(
      readFileSync(join(first.root, first.packet), 'utf8'),
      texts({ packets: 5, specBytes: 50_000 }).get(first.packet),
    );
    assert.ok(existsSync(join(first.root, first.spec)));
  } finally {
    rmSync(shelf, { recursive: true, force: true });
  }
});
