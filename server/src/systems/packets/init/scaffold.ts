/** The files of a new repository of packets. Our own words, the users' field names; what only a person can say is left to fill in. */
import type { NewFile } from '#core/init';
import { adr, codex, qualityGate, registry, runbook } from './templates/governance';
import { coder, orchestrator, validator } from './templates/roles';
import { audit, board, packet, pointer, readme, spec } from './templates/work';

/** @param name of the project; becomes part of file names */
export function scaffold(name: string): readonly NewFile[] {
  const project = fileName(name);
  const specFile = `${project}_Master_Spec_v0.1.md`;
  const codexFile = `${project} Codex v0.1.md`;
  return [
    { path: 'docs/SPEC_CURRENT.md', text: pointer(specFile, codexFile) },
    { path: specFile, text: spec(name) },
    { path: codexFile, text: codex(name) },
    { path: 'docs/TASK_BOARD.md', text: board() },
    { path: 'docs/SIGNATURE_AUDIT.md', text: audit() },
    { path: 'docs/task_packets/README.md', text: readme() },
    { path: 'docs/task_packets/TEMPLATE.md', text: packet() },
    { path: 'docs/ORCHESTRATOR_PROTOCOL.md', text: orchestrator(codexFile) },
    { path: 'docs/CODER_PROTOCOL.md', text: coder(codexFile) },
    { path: 'docs/VALIDATOR_PROTOCOL.md', text: validator(codexFile) },
    { path: 'docs/QUALITY_GATE.md', text: qualityGate() },
    { path: 'docs/RUNBOOK_DEBUG.md', text: runbook() },
    { path: 'docs/adr/ADR-0000-template.md', text: adr() },
    { path: 'docs/agents/AGENT_REGISTRY.md', text: registry() },
  ];
}

/** A name that every file system takes, and no glob or link stumbles over. */
const fileName = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '') || 'Project';
