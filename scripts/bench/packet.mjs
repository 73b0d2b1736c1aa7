// Writes a packet in one of the two layouts that occur: flat bullets, or a section for each field.

import { deadAnchor, isBuilt } from './plan.mjs';
import { evidence, fenced, report, results, signatureLog } from './record.mjs';
import { specName } from './spec.mjs';
import { adjectives, chance, checkpoint, nouns, paragraph, parts, topic } from './words.mjs';

/** 4 to 12 KB: the fields, and notes up to a size that chance settles. */
export function makePacket(one, seed) {
  const c = chance(`${seed}/packet/${one.index}`);
  const target = c.int(4_500, 10_900);
  const content = contentOf(one, c);
  const text = (one.layout === 'flat' ? flat : sections)(one, content, c);
  return pad(text, target, c);
}

/** What both layouts say, each in its own form. */
function contentOf(one, c) {
  const cited = one.anchors.map((entry) => ({ anchor: entry.anchor, title: entry.title }));
  if (one.defect === 'dead-anchor') cited.push({ anchor: deadAnchor, title: topic(c) });
  const count = Math.max(5, cited.length, c.int(5, 7));
  const done = Array.from({ length: count }, (_, i) => ({ what: checkpoint(c), anchor: cited[i % cited.length].anchor }));
  const commands = done.map((_, i) => `cargo test -p quay ${one.stem}_case_${i + 1}`);
  if (one.risk !== 'LOW') commands.push('just ai-review');
  const later = c.int(5, 9);
  return {
    cited,
    done,
    commands,
    what: `Build the ${topic(c)}. ${paragraph(c, 1)}`,
    why: paragraph(c, 2),
    scope: [one.code, one.test, ...one.further],
    // A whole value that is only a marker is what the rule for placeholders looks for.
    outside:
      one.defect === 'placeholder' ? [`Phase ${later} screens (deferred: no screen reads this yet)`, 'TBD'] : outside(c, later),
    open: opened(one),
    terms: Array.from({ length: 10 }, (_, i) => `"${adjectives[(one.index + i * 7) % 40]}${c.pick(nouns)}${c.pick(parts)}"`),
    run: ['cargo build --workspace', `cargo test -p quay ${one.stem}`, `rg "${one.stem}" src/${one.area}`],
    risks: Array.from({ length: 3 }, () => `"${topic(c)} lags behind" -> ${c.pick(nouns)}${c.pick(parts)}`),
    riskWhy: paragraph(c, 1),
  };
}

function outside(c, later) {
  return [
    `Phase ${later} screens (deferred: no screen reads this yet)`,
    `Changes to the ${topic(c)} (frozen until the next spec version)`,
  ];
}

function opened(one) {
  const shared = ['docs/SPEC_CURRENT.md', 'docs/TASK_BOARD.md', 'docs/CODER_PROTOCOL.md'];
  return [...shared, one.path, `${one.folder}/mod.rs`, `src/${one.area}/mod.rs`, `tests/${one.area}/mod.rs`];
}

const started = (one) => one.status === 'In-Progress' || isBuilt(one);
const code = (text) => `\`${text}\``;
const bullets = (items, indent = '') => items.map((item) => `${indent}- ${item}`);
const numbers = (items, indent = '') => items.map((item, i) => `${indent}${i + 1}. ${item}`);
const doneLine = (item) => `${item.what} (${item.anchor})`;
const ids = (list) => (list.length > 0 ? list.join(', ') : 'None');

function metadata(one) {
  return [
    `- TASK_ID: ${one.id}`,
    `- STATUS: ${one.status}`,
    `- DATE: ${one.time}`,
    `- REQUESTOR: ${one.user}`,
    `- USER_SIGNATURE: ${one.signature ?? '<pending>'}`,
    `- SPEC_VERSION: ${specName}`,
  ];
}

function flat(one, content, c) {
  return [
    `# Task Packet: ${one.id}`,
    '',
    ...metadata(one),
    `- SPEC_ANCHOR: ${content.cited.map((cite) => cite.anchor).join(', ')}`,
    `- What: ${content.what}`,
    `- Why: ${content.why}`,
    ...['- IN_SCOPE_PATHS:', ...bullets(content.scope, '  ')],
    ...['- OUT_OF_SCOPE:', ...bullets(content.outside, '  ')],
    ...['- DONE_MEANS:', ...numbers(content.done.map(doneLine), '  ')],
    ...['- TEST_PLAN:', ...numbers(content.commands.map(code), '  ')],
    ...[`- RISK_TIER: ${one.risk}`, `  - Why: ${content.riskWhy}`],
    ...['- BOOTSTRAP:', '  - FILES_TO_OPEN:', ...bullets(content.open, '    ')],
    ...['  - SEARCH_TERMS:', ...bullets(content.terms, '    ')],
    ...['  - RUN_COMMANDS:', ...bullets(content.run.map(code), '    ')],
    ...['  - RISK_MAP:', ...bullets(content.risks, '    ')],
    `- ROLLBACK_HINT: git revert the merge commit of ${one.id}, then rebuild; no data is migrated`,
    '- Validator Audit Scope: hygiene, traceability, error codes',
    `- Blocked on: ${ids(one.blockers)}`,
    `- Blocks: ${ids(one.unblocks)}`,
    ...trail(one, content, c),
  ];
}

function sections(one, content, c) {
  const anchors = content.cited.map((cite, i) => `${i === 0 ? `${specName} ` : ''}${cite.anchor} ${cite.title}`);
  return [
    ...[`# Task Packet: ${one.id}`, '', '## Metadata', '', ...metadata(one), ''],
    ...['## SPEC_ANCHOR', '', ...bullets(anchors), ''],
    ...['## What', '', content.what, '', '## Why', '', content.why, ''],
    ...['## Scope', '', '- **IN_SCOPE_PATHS**:', ...bullets(content.scope, '  ')],
    ...['- **OUT_OF_SCOPE**:', ...bullets(content.outside, '  '), ''],
    ...['## DONE_MEANS', '', ...numbers(content.done.map(doneLine)), ''],
    ...['## TEST_PLAN', '', ...numbers(content.commands.map(code)), ''],
    ...['## BOOTSTRAP (work plan)', '', '- **FILES_TO_OPEN**:', ...bullets(content.open, '  ')],
    ...['- **SEARCH_TERMS**:', ...bullets(content.terms, '  ')],
    ...['- **RUN_COMMANDS**:', ...fenced(content.run, 'bash', '  ')],
    ...['- **RISK_MAP**:', ...bullets(content.risks, '  '), ''],
    ...['## RISK_TIER', '', one.risk, '', `- Why: ${content.riskWhy}`, ''],
    ...['## ROLLBACK_HINT', '', `1. \`git revert\` the merge commit of ${one.id}`, '2. Rebuild; no data is migrated', ''],
    ...[
      '## Tooling',
      '',
      '- Workdir: .',
      '- Allowed commands:',
      ...bullets([...content.commands, ...content.run].map(code), '  '),
    ],
    ...[
      '- Output limits: 2000 lines',
      '- Time limits: 10 minutes',
      '',
      '## Validator Audit Scope',
      '',
      'hygiene, traceability',
      '',
    ],
    ...['## Dependencies', '', `- Blocked on: ${ids(one.blockers)}`, `- Blocks: ${ids(one.unblocks)}`],
    ...trail(one, content, c),
  ];
}

/** What work leaves behind; both layouts keep it in sections, as people append it. */
function trail(one, content, c) {
  const out = ['', '## VALIDATION', ''];
  if (started(one)) out.push(...results(one, content, isBuilt(one)));
  else out.push('Nothing was run yet.', '');
  if (isBuilt(one)) out.push(...evidence(one, content));
  out.push(...signatureLog(one, content, c));
  if (one.status.startsWith('Done')) out.push(...report(one, content));
  return out;
}

function pad(lines, target, c) {
  const out = [...lines, '', '## Notes', '', paragraph(c, 2), ''];
  let size = Buffer.byteLength(out.join('\n'));
  while (true) {
    const more = c.often(0.3) ? bullets(Array.from({ length: 3 }, () => paragraph(c, 1))).join('\n') : paragraph(c, c.int(2, 4));
    size += Buffer.byteLength(more) + 2;
    if (size > target) return out.join('\n');
    out.push(more, '');
  }
}
