// The documents that speak about all packets: pointer, board, audit, codex, protocols and the sources that scopes name.
import { isBuilt } from './plan.mjs';
import { specName, specVersion } from './spec.mjs';
import { areas, chance, paragraph, parts, topic } from './words.mjs';

export const codexName = 'Quay Codex v1.3.md';

export function pointer() {
  const lines = [
    '# SPEC_CURRENT',
    '',
    'The spec in force is:',
    '',
    `**${specName}**`,
    '',
    'The codex in force is:',
    '',
    `**${codexName}**`,
    '',
  ];
  return lines.join('\n');
}

const states = [
  ['In Progress', 'In-Progress'],
  ['Ready for Validation', 'Ready-for-Validation'],
  ['Ready for Dev', 'Ready-for-Dev'],
  ['Backlog', 'Backlog'],
  ['Done', 'Done (VALIDATED)'],
];

/** Every packet once under its state, and those of phase 1 in its closure list besides, as boards are laid out. */
export function board(plan) {
  const closing = plan.packets.filter((one) => one.index % 4 === 0);
  const out = ['# TASK_BOARD', '', 'One line a packet; the state is the heading it stands under.', ''];
  out.push('## Phase 1 Closure Gates (BLOCKING)', '', ...closing.flatMap(closure), '');
  for (const [title, state] of states) {
    const entries = plan.packets.filter((one) => one.board === state);
    out.push(`## ${title}`, '', ...(entries.length > 0 ? entries.flatMap(entry) : ['(None)']), '');
  }
  return out.join('\n');
}

function closure(one) {
  return [`- [${one.id}] **${one.board}**`, `  - Blocker: ${one.blockers.length > 0 ? one.blockers.join(' + ') : 'None'}`];
}

/** A limit of its own on every open entry: what is too old must not depend on the day of the measurement. */
function entry(one) {
  const unblocks = one.unblocks.length > 0 ? [`  - Unblocks: ${one.unblocks.join(', ')}`] : [];
  if (one.board === 'Done (VALIDATED)') return [`- **[${one.id}]** - [VALIDATED]`];
  const limit = '(SLA: 36500 days)';
  if (one.board === 'In-Progress')
    return [`- **[${one.id}]** - Started ${one.day}, by coder-${1 + (one.index % 5)} ${limit}`, ...unblocks];
  if (one.board === 'Ready-for-Validation') return [`- **[${one.id}]** - Waits for a validator since ${one.day} ${limit}`];
  if (one.board === 'Ready-for-Dev') return [`- **[${one.id}]** - Signed ${one.day}, no blockers ${limit}`, ...unblocks];
  return [
    `- **[${one.id}]** - Planned ${one.day} ${limit}`,
    ...one.blockers.slice(0, 1).map(() => `  - Blocker: ${one.blockers.join(' + ')}`),
  ];
}

export function audit(plan) {
  const rows = plan.packets
    .filter((one) => one.signature !== undefined && one.defect !== 'signature-unlogged')
    .map((one) => `| ${one.signature} | Orchestrator | ${one.time} | Packet creation ${one.id} | ${specVersion} | ${one.path} |`);
  return [
    ...[
      '# SIGNATURE_AUDIT',
      '',
      'One row for each signature that was used. Rows are added, never changed.',
      '',
      '## Consumed Signatures',
      '',
    ],
    '| Signature | Used By | Timestamp | Purpose | Spec Version | Evidence |',
    '|---|---|---|---|---|---|',
    `| marit060120250700 | Orchestrator | 2025-01-06 07:00 UTC | Spec enrichment ${specVersion} | ${specVersion} | ${specName} |`,
    ...rows,
    '',
  ].join('\n');
}

/** About 40 KB, as codices are: invariants with all five parts, and prose between them. */
export function codex(seed) {
  const c = chance(`${seed}/codex`);
  const out = ['# Quay Codex v1.3', '', 'What no packet may break.', ''];
  for (let i = 1; i <= 60; i++) {
    out.push(`## [CX-${100 + i}] ${topic(c)}`, '', `- Rule: ${paragraph(c, 1)}`, `- Scope: src/${c.pick(areas)}/`);
    out.push(`- Rationale: ${paragraph(c, 2)}`, `- Violation: ${paragraph(c, 1)}`, '- Waiver: None', '', paragraph(c, 2), '');
  }
  return out.join('\n');
}

/** A role's protocol of about `kilobytes`, with checklists that name the versions in force. */
export function protocol(seed, role, kilobytes) {
  const c = chance(`${seed}/protocol/${role}`);
  const out = [`# ${role} protocol`, '', `Holds with ${specName} and ${codexName}.`, ''];
  let size = 0;
  for (let i = 1; size < kilobytes * 1024; i++) {
    const list = Array.from({ length: c.int(3, 6) }, () => `- [ ] ${paragraph(c, 1)}`);
    const block = [`## Part ${i}: ${topic(c)} [CX-${100 + c.int(1, 60)}]`, '', paragraph(c, 4), '', ...list, ''].join('\n');
    size += Buffer.byteLength(block);
    out.push(block);
  }
  return out.join('\n');
}

/** Enough lines for every evidence row to point into; all sources share them. */
const body = Array.from(
  { length: 12 },
  (_, i) => `/// Case ${i + 1}.\npub fn case_${i + 1}(slot: u32) -> u32 {\n    slot + ${i + 1}\n}\n`,
).join('');

/** Folders that paths name, and files: shared modules, and code and tests of the packets whose work is done. */
export function sources(plan) {
  const out = [];
  for (const area of areas) {
    out.push({ path: `src/${area}/mod.rs`, text: body }, { path: `tests/${area}/mod.rs`, text: body });
    for (const part of parts.slice(0, 12)) out.push({ path: `src/${area}/${part.toLowerCase()}/mod.rs`, text: body });
  }
  for (const one of plan.packets.filter(isBuilt)) {
    out.push({ path: one.code, text: body }, { path: one.test, text: body });
  }
  return out;
}
