/** What is on record of a folder's commands: who vouches for it, and as in-toto statements. docs/gates.md, *Records*. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type Evidence, succeeded, type Vouched } from '#core/evidence';
import { type Outcome, unknown } from '#core/task';
import type { Session } from '../engine/session';

/** The records of a folder, with who vouches for each. The session is prepared. */
export async function evidenceIn(session: Session): Promise<Outcome<Evidence>> {
  const read = session.options.tools?.evidence;
  const kind = session.workspace.setup.kinds.find((k) => k.system.signers);
  if (!read) return unknown('Records cannot be read here.');
  // Where no system says whose keys count, none does: then a signed record is a recorded one.
  const allowedSigners = kind?.system.signers?.(kind.dialect) ?? '.gatehouse/allowed_signers';
  return read({ allowedSigners }, {});
}

/** https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md, as far as it is used. */
interface Resource {
  readonly name: string;
  readonly digest: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, unknown>>;
}

/** An in-toto statement, v1, with a predicate `test-result`, v0.1: https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md. */
export interface TestResult {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly Resource[];
  readonly predicateType: 'https://in-toto.io/attestation/test-result/v0.1';
  readonly predicate: {
    readonly result: 'PASSED' | 'FAILED';
    readonly configuration: readonly Resource[];
    readonly passedTests: readonly string[];
    readonly failedTests: readonly string[];
  };
}

/**
 * A record as a statement about the files that the command saw: git's id of their tree; the commit too where nothing was uncommitted,
 * as who finds either takes the statement to be about it. Undefined: the record does not say what the command saw.
 */
export function statementOf(record: Vouched): TestResult | undefined {
  const { command, commit, tree, dirty, exit } = record;
  const digest = {
    ...(commit !== undefined && dirty === false ? { gitCommit: commit } : {}),
    ...(tree === undefined ? {} : { gitTree: tree }),
  };
  if (Object.keys(digest).length === 0) return undefined;
  const passed = succeeded(record);
  const { signal, timedOut, gate, by } = record;
  const annotations = {
    at: record.at,
    workdir: record.workdir,
    exit,
    ...(signal === undefined ? {} : { signal }),
    ...(timedOut === undefined ? {} : { timedOut }),
    milliseconds: record.took,
    output: record.output.digest,
    ...(dirty ? { uncommittedSince: commit } : {}),
    ...(gate === undefined ? {} : { gate }),
    record: record.digest,
    vouched: record.is,
    ...(by === undefined ? {} : { by }),
  };
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: record.packet ?? '_', digest }],
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: {
      result: passed ? 'PASSED' : 'FAILED',
      configuration: [{ name: command, digest: { sha256: digestOf(command) }, annotations }],
      passedTests: passed ? [command] : [],
      failedTests: passed ? [] : [command],
    },
  };
}

/** Of the command as it was written, in UTF-8. */
const digestOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));
