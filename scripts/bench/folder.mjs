// Generates a folder of packets with everything they refer to, the same bytes for the same seed, and keeps it for the next run.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { audit, board, codex, codexName, pointer, protocol, sources } from './ledgers.mjs';
import { makePacket } from './packet.mjs';
import { makePlan } from './plan.mjs';
import { makeSpec, specName } from './spec.mjs';

/** To be raised with every change that changes a byte: kept folders of another version are not used. */
export const version = 1;

const defaults = { packets: 100, seed: 'quay', specBytes: 2_200_000 };

/** What a folder holds, without writing it: files in a fixed order, and what is known about them. */
export function compose(options = {}) {
  const { packets, seed, specBytes } = { ...defaults, ...options };
  const spec = makeSpec({ seed, bytes: specBytes });
  const plan = makePlan({ seed, packets, outline: spec.outline });
  return { files: files(seed, spec, plan), manifest: manifest({ packets, seed, specBytes }, spec, plan) };
}

function* files(seed, spec, plan) {
  yield { path: 'docs/SPEC_CURRENT.md', text: pointer() };
  yield { path: specName, text: spec.text };
  yield { path: codexName, text: codex(seed) };
  yield { path: 'docs/TASK_BOARD.md', text: board(plan) };
  yield { path: 'docs/SIGNATURE_AUDIT.md', text: audit(plan) };
  yield { path: 'docs/ORCHESTRATOR_PROTOCOL.md', text: protocol(seed, 'ORCHESTRATOR', 60) };
  yield { path: 'docs/CODER_PROTOCOL.md', text: protocol(seed, 'CODER', 40) };
  yield { path: 'docs/VALIDATOR_PROTOCOL.md', text: protocol(seed, 'VALIDATOR', 20) };
  for (const one of plan.packets) yield { path: one.path, text: makePacket(one, seed) };
  yield* sources(plan);
}

/** What a measurement needs to know: which packets cite the two special anchors, where their headings stand, what is wrong. */
function manifest(options, spec, plan) {
  const citing = (flag) => plan.packets.filter((one) => one[flag]).map((one) => one.path);
  const wrong = plan.packets.filter((one) => one.defect !== undefined);
  const defects = Object.fromEntries(
    wrong.map(({ defect }) => [defect, wrong.filter((one) => one.defect === defect).map((one) => one.path)]),
  );
  return {
    version,
    ...options,
    spec: specName,
    headings: spec.outline.length,
    hot: { ...plan.hot, citing: citing('citesHot') },
    warm: { ...plan.warm, citing: citing('citesWarm') },
    defects,
    packet: calm(plan),
  };
}

/** A packet without a defect, to type in. */
const calm = (plan) => plan.packets.find((one) => one.defect === undefined && one.board === 'Ready-for-Dev').path;

/** Where folders are kept. Not inside a repository: its .gitignore would hide them from the tools that are measured. */
const defaultShelf = () => join(tmpdir(), 'gatehouse-bench');

/** The folder on disk, made unless an earlier run left the same. */
export function ensureFolder(options = {}) {
  const { shelf = defaultShelf(), ...settings } = { ...defaults, ...options };
  const root = join(shelf, `v${version}-${settings.seed}-${settings.packets}-${settings.specBytes}`);
  const record = `${root}.json`;
  if (existsSync(record) && existsSync(root)) return { root, made: false, ...JSON.parse(readFileSync(record, 'utf8')) };
  const { files: contents, manifest: known } = compose(settings);
  // Complete or not there at all: an interrupted run, or a second one beside this, must not leave half a folder behind.
  const draft = `${root}.${process.pid}`;
  const sizes = write(draft, contents);
  rmSync(root, { recursive: true, force: true });
  renameSync(draft, root);
  writeFileSync(record, JSON.stringify({ ...known, ...sizes }));
  removeOutdated(shelf);
  return { root, made: true, ...known, ...sizes };
}

/** What another version of this generator left is never used again. */
function removeOutdated(shelf) {
  const outdated = readdirSync(shelf).filter((name) => /^v\d+-/.test(name) && !name.startsWith(`v${version}-`));
  for (const name of outdated) rmSync(join(shelf, name), { recursive: true, force: true });
}

function write(root, contents) {
  const folders = new Set();
  const sizes = { documents: 0, bytes: 0 };
  for (const file of contents) {
    const place = join(root, file.path);
    const folder = dirname(place);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    writeFileSync(place, file.text);
    if (!place.endsWith('.md')) continue;
    sizes.documents++;
    sizes.bytes += Buffer.byteLength(file.text);
  }
  return sizes;
}
