/** `gatehouse doctor` and `gatehouse evidence`, from the command line, in real repositories. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { gateNames } from '#systems/packets/model/dialect/config-gates';
import { disk, emptyFolder } from './support/disk';
import { folder } from './support/login';
import { Repository } from './support/repository';
import { gatehouse } from './support/run';

const over = { RISK_TIER: 'LOW', TEST_PLAN: '\n  - `node test.js`\n  - `node -e ""`' };
const records = '.gatehouse/evidence.jsonl';

function repository(more = ''): Repository {
  const repo = new Repository();
  repo.commit('2026-01-05', `${folder(over)}\n==> test.js <==\nprocess.exit(process.env.FAIL ? 1 : 0);\n${more}`);
  return repo;
}
/** With one command on record that succeeded, and one that failed. */
function recorded(): Repository {
  const repo = repository();
  const run = (env: Readonly<Record<string, string>>) =>
    gatehouse(['run', 'WP-1-Login', '--', 'node', 'test.js'], { cwd: repo.root, env }).code;
  assert.deepEqual([run({}), run({ FAIL: '1' })], [0, 1]);
  return repo;
}
const lineOf = (out: string, what: string): string =>
  out
    .split('\n')
    .filter((l) => l.startsWith(what))
    .map((l) => l.slice(what.length).trim())
    .join('\n');

it('doctor says what is in force; what is wrong is exit code 1, what is not known 2', () => {
  const { root, disk: files } = recorded();
  const doctor = (...more: readonly string[]) => gatehouse(['doctor', ...more], { cwd: root });
  const first = doctor();
  assert.equal(first.code, 0, first.out + first.err);
  assert.match(lineOf(first.out, 'gatehouse'), /^\d+\.\d+\.\d+, on Node v\d+/);
  assert.match(lineOf(first.out, 'git '), /^\d+\.\d+/);
  assert.equal(lineOf(first.out, 'parser'), 'satteri');
  assert.match(lineOf(first.out, 'configuration'), /^none/);
  assert.equal(lineOf(first.out, 'systems'), 'packets (Task packets)');
  assert.match(lineOf(first.out, 'hooks'), /^pre-commit: not installed/);
  assert.match(lineOf(first.out, 'evidence'), /^2 on record, as they were written; 0 signed/);
  assert.equal(lineOf(first.out, 'not known'), '');

  files.write(records, files.read(records).replace('"exit":1', '"exit":0'));
  const forged = doctor();
  assert.equal(forged.code, 1);
  assert.match(lineOf(forged.out, 'evidence'), /evidence\.jsonl:2: it is not as it was written/);

  files.write('gatehouse.yaml', 'packets: { tears: [LOW] }\n');
  const wrong = JSON.parse(doctor('--format', 'json').out);
  const said = wrong.folders[0].state.find(
    (l: { what: string; state: string }) => l.what === 'configuration' && l.state === 'unknown',
  );
  assert.match(said.says, /gatehouse\.yaml: .*tears/);
});

it('doctor says what is not known, and why', () => {
  const { root } = disk(folder());
  const { code, out } = gatehouse(['doctor'], { cwd: root });
  assert.equal(code, 2);
  assert.match(lineOf(out, 'not known'), /no git history/);
});

/** Gates in whose place a command stands: what is tried is little. */
const ran = join(emptyFolder(), 'ran');
const replaced = (but: readonly string[], more = ''): string =>
  `packets:\n${more}  gates:\n${gateNames
    .filter((name) => !but.includes(name))
    .map((name) => `    ${name}: { run: touch ${ran}, instead: true }\n`)
    .join('')}`;

it('doctor --canaries: 0 where all bite, 1 where one does not, 2 where nobody can tell; nothing is run, nothing stays', () => {
  const left = (): readonly string[] => readdirSync(tmpdir()).filter((n) => n.startsWith('gatehouse-canaries-'));
  const before = left();
  const { root, disk: files } = repository(`==> gatehouse.yaml <==\n${replaced(['commits', 'scan'])}`);
  const doctor = () => gatehouse(['doctor', '--canaries'], { cwd: root });
  const fine = doctor();
  assert.equal(fine.code, 0, fine.out + fine.err);
  assert.match(fine.out, /^(\d+) of \1 violations of 21 gates are caught/m);
  assert.match(fine.out, /^pre-work\/fields: not tried\. A command stands in its place/m);

  // A set of patterns that leaves its own canary out.
  files.write('gatehouse.yaml', replaced(['commits', 'scan'], '  audits: { scan: { rust: { except: ["**"] } } }\n'));
  const blunt = doctor();
  assert.equal(blunt.code, 1, blunt.out + blunt.err);
  assert.match(blunt.out, /^scan\/rust: does not bite\. A result is unwrapped\./m);

  files.write('gatehouse.yaml', replaced(['commits'], '  paths: { codex: "!x" }\n'));
  const unclear = doctor();
  assert.equal(unclear.code, 2, unclear.out + unclear.err);
  assert.match(unclear.out, /cannot tell\. .*packets\.paths\.codex \(!x\) leaves no name/);

  assert.deepEqual(left(), before);
  assert.equal(existsSync(ran), false);
});

it('evidence: list says who vouches, verify is 1 where the chain is broken, a packet without records is 2', () => {
  const { root, disk: files } = recorded();
  const evidence = (...args: readonly string[]) => gatehouse(['evidence', ...args], { cwd: root });
  const list = evidence('list', 'WP-1-Login');
  assert.equal(list.code, 0);
  assert.match(list.out, /^\S+Z {2}WP-1-Login {2}node test\.js {2}exit 0 in .* {2}recorded\n\S+Z .* exit 1 in .*\n$/);
  assert.match(evidence('verify').out, /^2 records, as they were written; 0 signed/);
  assert.equal(evidence('list', 'WP-9-Nobody').code, 2);

  files.write(records, `${files.read(records).split('\n')[1]}\nnonsense \u001b[31m\n`);
  const broken = evidence('verify');
  assert.equal(broken.code, 1);
  assert.match(broken.err, /evidence\.jsonl:1: the record before it is another, or gone\n.*:2: it is no evidence record/);
  assert.match(evidence('list').out, /broken: the record before it is another, or gone/);
  // What is broken is evidence of nothing.
  const exported = evidence('export');
  assert.deepEqual([exported.code, exported.out], [1, '']);
});

it('evidence export: a statement for each record; a commit is named only where all of it was committed', () => {
  const { root } = recorded();
  const { code, out } = gatehouse(['evidence', 'export'], { cwd: root });
  assert.equal(code, 0);
  const [first, second] = out
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l));
  assert.equal(first._type, 'https://in-toto.io/Statement/v1');
  assert.equal(first.predicateType, 'https://in-toto.io/attestation/test-result/v0.1');
  assert.deepEqual([first.predicate.result, second.predicate.result], ['PASSED', 'FAILED']);
  assert.deepEqual(second.predicate.failedTests, ['node test.js']);
  assert.match(first.subject[0].digest.gitTree, /^[0-9a-f]{40}$/);
  assert.match(first.subject[0].digest.gitCommit, /^[0-9a-f]{40}$/);
  const [command] = first.predicate.configuration;
  assert.equal(command.name, 'node test.js');
  assert.equal(command.digest.sha256, createHash('sha256').update('node test.js').digest('hex'));
  assert.equal(command.annotations.vouched, 'recorded');

  const dirty = repository();
  dirty.disk.write('new.txt', 'x');
  gatehouse(['run', 'WP-1-Login', '--', 'node', 'test.js'], { cwd: dirty.root });
  const [line] = gatehouse(['evidence', 'export'], { cwd: dirty.root }).out.split('\n');
  assert.deepEqual(Object.keys(JSON.parse(line ?? '').subject[0].digest), ['gitTree']);
});

it('evidence export: a record of a folder without git is about nothing, and that is told', () => {
  const { root } = disk(`${folder(over)}\n==> test.js <==\nprocess.exit(0);\n`);
  gatehouse(['run', 'WP-1-Login', '--', 'node', 'test.js'], { cwd: root });
  const { code, out, err } = gatehouse(['evidence', 'export'], { cwd: root });
  assert.deepEqual([code, out], [2, '']);
  assert.match(err, /1 record does not say what its command saw/);
});
