// The parts of a packet that work leaves behind: validation, evidence, the signature log and the validator's report.
import { specName, specVersion } from './spec.mjs';
import { paragraph } from './words.mjs';

export function fenced(lines, language, indent = '') {
  return [`${indent}\`\`\`${language}`, ...lines.map((line) => indent + line), `${indent}\`\`\``];
}

/** The work plan as it was run, and a result for every command once the work is done. */
export function results(one, content, finished) {
  const plan = [
    ...[
      `WP_ID: ${one.id}`,
      `RISK_TIER: ${one.risk}`,
      'TASK_TYPE: FEATURE',
      'FILES_TO_OPEN:',
      ...content.open.map((path) => `- ${path}`),
    ],
    ...['SEARCH_TERMS:', ...content.terms.slice(0, 5).map((term) => `- ${term}`)],
    ...['RUN_COMMANDS:', ...content.run.map((command) => `- ${command}`)],
    ...['RISK_MAP:', ...content.risks.map((risk) => `- ${risk}`)],
  ];
  const out = ['### BOOTSTRAP Output', '', ...fenced(plan, 'text'), ''];
  if (!finished) return out;
  const runs = content.commands.flatMap((command, i) => [
    `Command: ${command}`,
    `Result: PASSED (${i + 1} of ${i + 1} cases)`,
    '',
  ]);
  return [...out, '### Test Results', '', ...fenced(runs.slice(0, -1), 'text'), ''];
}

/** Lines of the generated sources that stand for the proof of a checkpoint. */
const lines = (i) => `${2 + i * 4}-${4 + i * 4}`;

export function evidence(one, content) {
  const rows = content.done.map(
    (item, i) =>
      `| ${i + 1}. ${item.what} | ${item.anchor} | ${one.code}:${lines(i)} | ${one.test}:${2 + i * 4} \`${content.commands[i]}\` |`,
  );
  return [
    '## Evidence Mapping',
    '',
    '| DONE_MEANS | SPEC_ANCHOR | Code Evidence | Test Proof |',
    '|---|---|---|---|',
    ...rows,
    '',
  ];
}

export function signatureLog(one, content, c) {
  const out = ['## Signature & Enrichment Log', ''];
  if (one.signature === undefined) return [...out, '- Signature: <pending>', ''];
  return [
    ...out,
    `- **Signature**: ${one.signature} (immutable)`,
    `- **Timestamp**: ${one.time}`,
    '',
    '### Collaboration Notes',
    '',
    `- **Clarified**: ${paragraph(c, 1)}`,
    `- **Spec Enrichment**: ${content.cited[0].anchor} covers this; nothing was added.`,
    `- **Risks Acknowledged**: ${paragraph(c, 1)}`,
    '',
    '### Locked Intent',
    '',
    ...['DONE_MEANS', 'TEST_PLAN', 'IN_SCOPE_PATHS', 'OUT_OF_SCOPE'].map((field) => `- **${field}**: [frozen above]`),
    '',
  ];
}

export function report(one, content) {
  const anchors = content.cited.map((cite) => cite.anchor).join(', ');
  return [
    `## VALIDATION REPORT - ${one.id}`,
    '',
    '**Verdict**: PASS',
    '',
    '### Scope Inputs',
    '',
    `- Task Packet: ${one.path}`,
    `- Spec: ${specName} ${specVersion} (${anchors})`,
    `- USER_SIGNATURE: ${one.signature}`,
    '',
    '### Findings',
    '',
    ...content.done
      .slice(0, 3)
      .map((item, i) => `- Requirement: ${item.what} -> ${one.code}:${lines(i)}; test: \`${content.commands[i]}\` (PASS)`),
    '- Hygiene: clean',
    '- Audits: traceability PASS',
    '',
    '### Tests',
    '',
    `- \`${content.commands[0]}\`: PASS`,
    '',
    '### Risks/Gaps',
    '',
    '- None that a later packet does not cover.',
    '',
    '### Packet Update',
    '',
    '- STATUS set to Done; the board says the same.',
    '',
  ];
}
