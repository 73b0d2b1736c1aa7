/** Spec-driven task packets: pointer, master spec, packets, board, signature audit, codex, protocols. Source: SYSTEMS.md §1. */
import './symbols';
import { codeGlobs } from '#core/code';
import type { MarkdownSource, Section } from '#core/source';
import { system } from '#core/system';
import { chart } from './chart';
import { judgeCommit } from './commit';
import { editing } from './editing/editing';
import { elsewhere } from './elsewhere';
import { hover } from './hover';
import { discover } from './init/discover';
import { absences, guards, placesFor } from './init/habits';
import { scaffold } from './init/scaffold';
import { phases } from './model/board/phases';
import type { BoardFacts } from './model/board/types';
import { applyConfig, configNames, configProblems } from './model/dialect/config';
import { type PacketsConfig, packetsSchema } from './model/dialect/config-schema';
import { packetsDialect } from './model/dialect/defaults';
import type { PacketsDialect } from './model/dialect/dialect';
import { allowance } from './model/gating/running';
import { todoMark } from './model/gating/todos';
import { namedPaths } from './model/paths/named-paths';
import { wantedCodexes, wantedSpecs } from './model/queries';
import type { PacketFacts, PacketModel } from './model/types';
import { boardOutline, packetOutline, specOutline } from './outline';
import { readAudit } from './read/audit';
import { foldBoard } from './read/board';
import { readBoardSection } from './read/board-part';
import type { BoardPart } from './read/board-pieces';
import { readCode } from './read/code';
import { codexNames } from './read/codex-names';
import { type CodexPart, foldCodex, readCodexSection, readRegistry, readRunbook } from './read/governance';
import { readPacket } from './read/packet';
import { isSpecItself, readPointer } from './read/pointer';
import { readRefinement } from './read/refinement';
import { readReport } from './read/report-document';
import { foldSpec } from './read/spec';
import { readSpecSection, type SpecPart } from './read/spec-part';
import { recorded } from './recording';
import { sample } from './sample';
import { sidebar } from './sidebar';
import { signing } from './signing/signing';

type Parts = readonly { readonly section: Section; readonly part: SpecPart }[];
const fold = (parts: Parts, source: MarkdownSource, dialect: PacketsDialect) => foldSpec(parts, source, dialect);
const strict = (section: Section, text: string, dialect: PacketsDialect) => readSpecSection(section, text, dialect, false);
/** Protocols define an invariant wherever a line begins with it. */
const loose = (section: Section, text: string, dialect: PacketsDialect) => readSpecSection(section, text, dialect, true);

/** The README of each folder that packets lie in. */
const guidesTo = (globs: readonly string[]): readonly string[] => {
  const folders = globs.flatMap((g) => (g.startsWith('!') ? [] : (/^((?:[^*?{}[\]()!/]+\/)+)/.exec(g)?.[1] ?? [])));
  return [...new Set(folders)].map((f) => `${f}README.md`);
};

export default system<PacketsDialect>({
  id: 'packets',
  title: 'Task packets',
  landmarks: {
    sure: ['docs/SPEC_CURRENT.md', 'docs/task_packets/**/WP-*.md'],
    likely: ['docs/TASK_BOARD.md', 'docs/SIGNATURE_AUDIT.md'],
    doubtful: { path: 'docs/SPEC_CURRENT.md', isOther: isSpecItself },
  },
  elsewhere,
  dialect: packetsDialect,
  config: {
    schema: packetsSchema,
    apply: (dialect, config) => applyConfig(dialect, config as PacketsConfig),
    names: configNames,
    problems: (dialect, config) => configProblems(dialect, config as PacketsConfig),
  },
  allows: ({ model }, kind, command) => (kind === 'packet' ? allowance(model as PacketModel, command) : undefined),
  signing,
  recording: recorded,
  sample,
  signers: ({ approvals }) => approvals.allowedSigners,
  requiresKeys: ({ approvals }) => approvals.level === 'require-key',
  gateCommands: ({ gates }, gate) => (Object.hasOwn(gates, gate) ? gates[gate] : undefined),
  kinds: [
    { id: 'pointer', title: 'Spec pointer', files: (d: PacketsDialect) => d.paths.pointer, read: readPointer },
    {
      id: 'spec',
      title: 'Master spec',
      files: (d: PacketsDialect) => d.paths.spec,
      wanted: wantedSpecs,
      readSection: strict,
      fold,
      outline: specOutline,
    },
    {
      id: 'packet',
      title: 'Packet',
      files: (d: PacketsDialect) => [...d.paths.packet, ...d.paths.stub],
      read: readPacket,
      outline: packetOutline,
      paths: namedPaths,
      retiring: 'superseded-on-board',
    },
    { id: 'refinement', title: 'Refinement', files: (d: PacketsDialect) => d.paths.refinement, read: readRefinement },
    {
      id: 'board',
      title: 'Task board',
      files: (d: PacketsDialect) => d.paths.board,
      readSection: readBoardSection,
      fold: (parts) => foldBoard(parts as readonly { readonly section: Section; readonly part: BoardPart }[]),
      outline: boardOutline,
    },
    { id: 'report', title: 'Validation report', files: (d: PacketsDialect) => d.paths.report, read: readReport },
    { id: 'audit', title: 'Signature audit', files: (d: PacketsDialect) => d.paths.audit, read: readAudit },
    {
      id: 'codex',
      title: 'Codex',
      files: (d: PacketsDialect) => d.paths.codex,
      wanted: wantedCodexes,
      readSection: readCodexSection,
      fold: (parts, source, dialect: PacketsDialect) =>
        foldCodex(parts as readonly { readonly section: Section; readonly part: CodexPart }[], source, dialect),
      outline: specOutline,
    },
    { id: 'registry', title: 'Agent registry', files: (d: PacketsDialect) => d.paths.registry, read: readRegistry },
    { id: 'runbook', title: 'Runbook', files: (d: PacketsDialect) => d.paths.runbook, read: readRunbook },
    {
      id: 'protocol',
      title: 'Protocol',
      files: (d: PacketsDialect) => d.paths.protocol,
      readSection: loose,
      fold: (parts, source, dialect: PacketsDialect) => {
        const read = fold(parts as Parts, source, dialect);
        return { ...read, facts: { ...read.facts, ...codexNames(source.text) } };
      },
      outline: specOutline,
    },
    // What stands beside the packets for those who read them: only its links and its text are judged.
    {
      id: 'guide',
      title: 'Guide to the packets',
      files: (d: PacketsDialect) => guidesTo(d.paths.packet),
      read: (source) => ({ model: undefined, facts: { defs: [], refs: [], ...codexNames(source.text) } }),
    },
    {
      id: 'source',
      title: 'Source code',
      files: () => codeGlobs,
      reads: 'code',
      holding: (d: PacketsDialect) => ({ texts: [todoMark(d.todos), 'gatehouse-disable'], below: d.production }),
      read: readCode,
    },
  ],
  hover,
  init: {
    discover,
    told: ['aliases', 'statuses', 'ids'],
    scaffold,
    absences: absences.map((name) => `packets/${name}`),
    guards: guards.map((name) => `packets/${name}`),
    places: (rule, facts, isTold, { tiers }) => placesFor(rule, facts as PacketFacts | BoardFacts, isTold, tiers[0]),
    classOf: (facts) => (facts as PacketFacts).status?.reading?.status ?? '',
  },
  editing,
  commit: judgeCommit,
  phases,
  sidebar,
  chart,
});
