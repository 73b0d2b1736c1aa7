/**
 * The file of evidence records: read with who vouches for each, and added to.
 *
 * Invariant: what stands in it is never written anew, only added to; two that add at once wait for each other.
 */
import { createHash } from 'node:crypto';
import { closeSync, constants, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { contentOf, EVIDENCE, type Evidence, type EvidenceRecord, type Ran, type Vouched } from '#core/evidence';
import { parsedJson } from '#core/json';
import type { Verification } from '#core/world';
import { inside } from './inside';
import { locked } from './lock';
import { verify } from './ssh-keys';
import { sign } from './ssh-sign';
import type { TreeState } from './tools/tree';

/** More than this is no record of commands. */
const LARGEST = 64 * 1024 * 1024;

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** What is to be put on record, besides what the command did. */
export interface Occasion {
  readonly packet?: string;
  readonly gate?: string;
  readonly state: TreeState | undefined;
  /** File of a private key, or of the public one of a key that an agent holds. It is not in the folder. */
  readonly key?: string;
}

/** Adds a record. Throws where it cannot be written, or the key does not sign. */
export async function addEvidence(
  root: string,
  ran: Ran,
  { packet, gate, state, key }: Occasion,
  now: Date,
): Promise<EvidenceRecord> {
  const path = inside(root, EVIDENCE);
  for (;;) {
    const previous = lastIn(path);
    const content: Omit<EvidenceRecord, 'digest' | 'signature'> = {
      version: 1,
      at: now.toISOString().replace(/\.\d+Z$/, 'Z'),
      ...(packet === undefined ? {} : { packet }),
      ...(gate === undefined ? {} : { gate }),
      ...ran,
      ...(state?.commit === undefined ? {} : { commit: state.commit }),
      ...(state ? { dirty: state.dirty, tree: state.tree } : {}),
      previous,
    };
    const digest = digestOf(contentOf(content));
    const signature = key === undefined ? undefined : await sign(key, digest);
    const record: EvidenceRecord = { ...content, digest, ...(signature === undefined ? {} : { signature }) };
    const isAdded = locked(root, () => {
      // A key may take its time, and somebody else may have been faster.
      if (lastIn(path) !== previous) return false;
      mkdirSync(dirname(path), { recursive: true });
      append(path, record);
      return true;
    });
    if (isAdded) return record;
  }
}

/** The digest of the last line. A line that is none breaks the chain; the next record begins it anew after nothing. */
function lastIn(path: string): string {
  const last = linesOf(path).at(-1);
  return last === undefined ? '' : (recordIn(last)?.digest ?? '');
}

/** The line before may have lost its end. */
function append(path: string, record: EvidenceRecord): void {
  const text = linesOf(path).length > 0 && !endsWell(path) ? '\n' : '';
  const file = openSync(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o644);
  try {
    writeSync(file, `${text}${JSON.stringify(record)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const endsWell = (path: string): boolean => readFileSync(path).at(-1) === 10;

/** @param signers the text of the file of allowed signers; undefined: there is none */
export async function readEvidence(root: string, signers: string | undefined): Promise<Evidence> {
  const records: Vouched[] = [];
  const broken: { readonly line: number; readonly says: string }[] = [];
  /** A merge brings two chains together: the record before one stands somewhere before it. */
  const seen = new Set(['']);
  for (const [i, text] of linesOf(join(root, EVIDENCE)).entries()) {
    const record = recordIn(text);
    if (!record) {
      broken.push({ line: i + 1, says: 'it is no evidence record' });
      continue;
    }
    const wrong =
      digestOf(contentOf(record)) !== record.digest
        ? 'it is not as it was written'
        : !seen.has(record.previous)
          ? 'the record before it is another, or gone'
          : undefined;
    seen.add(record.digest);
    if (wrong !== undefined) broken.push({ line: i + 1, says: wrong });
    records.push(await vouched(record, wrong, signers));
  }
  return { records, broken };
}

async function vouched(record: EvidenceRecord, wrong: string | undefined, signers: string | undefined): Promise<Vouched> {
  if (wrong !== undefined) return { ...record, is: 'broken', wrong };
  if (record.signature === undefined) return { ...record, is: 'recorded' };
  const answer = await verify(signers, record.signature, record.digest, Math.floor(Date.parse(record.at) / 60_000));
  if ('unknown' in answer) return { ...record, is: 'recorded', wrong: 'its signature could not be looked at' };
  const held = answer.value as Verification;
  return 'by' in held ? { ...record, is: 'signed', by: held.by.join(', ') } : { ...record, is: 'recorded', wrong: held.wrong };
}

function linesOf(path: string): readonly string[] {
  const there = statSync(path, { throwIfNoEntry: false });
  if (!there) return [];
  if (!there.isFile() || there.size > LARGEST) throw new Error(`${EVIDENCE} is no file, or too large to be one of records`);
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

function recordIn(line: string): EvidenceRecord | undefined {
  const value = parsedJson(line);
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is EvidenceRecord {
  if (typeof value !== 'object' || value === null) return false;
  const r = value as Record<string, unknown>;
  const text = (...names: readonly string[]): boolean => names.every((n) => typeof r[n] === 'string');
  const maybe = (type: string, ...names: readonly string[]): boolean =>
    names.every((n) => r[n] === undefined || typeof r[n] === type);
  const out = r.output as Record<string, unknown> | null | undefined;
  return (
    r.version === 1 &&
    text('at', 'command', 'workdir', 'previous', 'digest') &&
    maybe('string', 'packet', 'gate', 'signal', 'commit', 'tree', 'signature') &&
    maybe('boolean', 'timedOut', 'dirty') &&
    (r.exit === null || typeof r.exit === 'number') &&
    typeof r.took === 'number' &&
    typeof out === 'object' &&
    out !== null &&
    typeof out.digest === 'string' &&
    typeof out.bytes === 'number' &&
    Array.isArray(out.tail) &&
    out.tail.every((l) => typeof l === 'string')
  );
}
