/** The sample of packets: a folder in whose dialect every gate passes, and the same with something wrong in it. */
import type { EvidenceRecord, Ran } from '#core/evidence';
import { globMatcher } from '#core/glob';
import { toldBy } from '#core/output-places';
import { nameOf } from '#core/paths';
import type { Answers } from '#core/task';
import { known } from '#core/task';
import type { RelPath } from '#core/text';
import { type PacketsDialect, type PathKind, requiredFor } from '../dialect/dialect';
import { bootstrapParts, templateOrder } from '../dialect/packet-fields';
import { inProduction } from './canaries';

/** The packet that everything is about, before a dialect calls it otherwise. */
export const PACKET_ID = 'WP-1-Canary';
const BASE_ID = 'WP-0-Canary';
/** The spec's file name. */
export const SPEC = 'Canary_Master_Spec_v1.0.md';
/** The codex's file name. */
export const CODEX = 'Canary Codex v1.0.md';
/** The command of its TEST_PLAN. */
export const COMMAND = 'npm test -- canary';

/** What is other in a folder than in the sample. Texts stand for what they are called after. */
export interface Changed {
  /** Fields of the packet. Empty: the field is not there. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The lines under VALIDATION. */
  readonly validation?: string;
  /** The packet's line on the board. */
  readonly entry?: string;
  /** More lines of the board. */
  readonly board?: string;
  /** The board's gates of phase 1, with their heading. */
  readonly closure?: string;
  /** The signature that the audit has for the packet. */
  readonly audited?: string;
  /** The sentence of the cited section. */
  readonly demand?: string;
  /** The spec has none of the anchors that are required. */
  readonly required?: 'none';
  /** What the codex declares to break its invariant. */
  readonly declares?: string;
  /** More rows of the audit. */
  readonly rows?: string;
  /** Fields of the packet of phase 0, which is done. */
  readonly base?: Readonly<Record<string, string>>;
}

/** A file of a kind. @throws where the dialect has no place for it that can be made up */
export function pathFor(dialect: PacketsDialect, kind: PathKind, name: string): RelPath {
  const globs = dialect.paths[kind];
  const own = inOwnForm(name, dialect);
  const isOne = globMatcher(globs);
  const tries = globs.flatMap((glob) => {
    if (glob.startsWith('!')) return [];
    const one = glob.replace(/\{([^{},]*)[^{}]*\}/g, '$1').replaceAll('**/', '');
    const at = one.lastIndexOf('/') + 1;
    const folder = one.slice(0, at).replaceAll('**', 'canary').replace(/[*?]/g, 'canary');
    const file = one.slice(at);
    return [`${folder}${own}`, `${folder}${file.replace('*', own.replace(/\.md$/, '')).replace(/[*?]/g, '1')}`, folder + file];
  });
  const path = tries.find((p) => isOne(p) && !/[*?[\]{}\\]/.test(p));
  if (path === undefined) throw new Error(`packets.paths.${kind} (${globs.join(', ')}) leaves no name for a sample of it.`);
  return path;
}

/** A text, or all texts in something, with the ids of packets as this dialect has them. */
export function inOwnForm<T>(of: T, { ids }: PacketsDialect): T {
  // Words alone are ids only as names of files; where one is all that is said, it is one as it is.
  const named = (text: string): string =>
    text.replace(/(?<!^|TASK_ID[*:]* |\/)\bWP-\d-[A-Z][A-Za-z-]*(?!\.md|[A-Za-z/-])/g, (id) => `${ids.like(id)}.md`);
  const own = (part: unknown): unknown => {
    if (typeof part === 'string')
      return (ids.byName ? named(part) : part).replace(/\bWP-\d-[A-Z][A-Za-z-]*/g, (id) => ids.like(id));
    if (Array.isArray(part)) return part.map(own);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, own(value)]));
  };
  return ids.like(PACKET_ID) === PACKET_ID ? of : (own(of) as T);
}

/** The day before. @param day `YYYY-MM-DD` */
const before = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** Signatures of the packet and of the one of phase 0, of the day before. */
export const signatures = (day: string): { readonly own: string; readonly base: string } => {
  const digits = before(day).split('-').reverse().join('');
  return { own: `canary${digits}0930`, base: `canary${digits}0915` };
};

/** The packet's scope: what canaries write. */
export const scopeOf = (d: PacketsDialect): readonly RelPath[] => [
  ...['canary.ts', 'canary.rs', 'canary.py', 'canary.go', 'storage/canary.rs', 'storage/canary.py'].map((n) =>
    inProduction(d, n),
  ),
  'canary/token.txt',
];

/** The sample's files, as of a day. @param other what is to be wrong */
export function sampleFiles(dialect: PacketsDialect, day: string, other: Changed = {}): Readonly<Record<RelPath, string>> {
  const at = (kind: PathKind, name: string): RelPath => pathFor(dialect, kind, name);
  const { own, base } = signatures(day);
  const spec = at('spec', SPEC);
  const codex = at('codex', CODEX);
  const anchor = '2.3';
  const time = `${before(day)} 09:30 UTC`;
  const protocol = (role: string): string => `# ${role}\n\nBy **${nameOf(spec)}** and **${nameOf(codex)}**.\n`;
  const files: Readonly<Record<RelPath, string>> = {
    '.gitignore': 'node_modules/\ntarget/\n',
    [at('pointer', 'SPEC_CURRENT.md')]: `# Current spec\n\nThe spec is **${nameOf(spec)}**, the codex **${nameOf(codex)}**.\n`,
    [spec]: specText(dialect, anchor, other),
    [codex]: `# Codex\n\n### CX-901: Canary\n- **Rule**: No canary is called.\n\n\`\`\`gatehouse\n${other.declares ?? 'pattern: canary_call('}\n\`\`\`\n`,
    [at('runbook', 'RUNBOOK_DEBUG.md')]: '# Runbook\n\n- CANARY-001: it does not sing\n',
    ...Object.fromEntries(['ORCHESTRATOR', 'CODER', 'VALIDATOR'].map((role) => [protocolPath(dialect, role), protocol(role)])),
    [at('board', 'TASK_BOARD.md')]: `# Board

## In Progress

${other.board ?? ''}

## Ready for Validation

${other.entry ?? `- **[${PACKET_ID}]** Since ${before(day)}`}

## Done

- **[${BASE_ID}]** [VALIDATED]

${closureOf(dialect, 0)}

- **[${BASE_ID}]** [VALIDATED]

${other.closure ?? `${closureOf(dialect, 1)}\n\n- **[${PACKET_ID}]**`}
`,
    [at('audit', 'SIGNATURE_AUDIT.md')]: `# Signatures

| Signature | Used By | Timestamp | Purpose | Spec Version | Notes |
|---|---|---|---|---|---|
| ${base} | canary | ${before(day)} 09:15 UTC | Task packet: ${BASE_ID} | v1.0 | first |
| ${other.audited ?? own} | canary | ${time} | Task packet: ${PACKET_ID} | v1.0 | second |
${other.rows ?? ''}`,
    [at('packet', `${PACKET_ID}.md`)]: packetText(
      dialect,
      PACKET_ID,
      own,
      time,
      { SPEC_ANCHOR: `A${anchor}`, ...other.fields },
      other.validation,
    ),
    [at('packet', `${BASE_ID}.md`)]: packetText(dialect, BASE_ID, base, `${before(day)} 09:15 UTC`, {
      STATUS: 'Done (VALIDATED)',
      SPEC_ANCHOR: `A${anchor}`,
      IN_SCOPE_PATHS: '\n  - canary/base.txt',
      ...other.base,
    }),
    [inProduction(dialect, 'canary.ts')]: 'export const song = () => "CANARY-001";\n',
    [inProduction(dialect, 'storage/canary.ts')]:
      'export const add = (trace_id: string) => run(sql, "INSERT INTO songs VALUES ($1)", trace_id);\n',
  };
  return inOwnForm(files, dialect);
}

/** A heading under which the gates of a phase are listed. */
export const closureOf = ({ closure }: PacketsDialect, phase: number): string =>
  `## Phase ${phase} ${closure[0] ?? 'Closure Gates'} (BLOCKING)`;

/** A protocol's file: one that has the role in its name. */
export function protocolPath(dialect: PacketsDialect, role: string): RelPath {
  const isOne = globMatcher(dialect.paths.protocol);
  const tries = dialect.paths.protocol.flatMap((glob) => [
    glob.replace(/\{[^{}]*\}/, role),
    `${glob.slice(0, glob.lastIndexOf('/') + 1)}${role}_PROTOCOL.md`,
  ]);
  return tries.find((p) => isOne(p) && p.includes(role)) ?? pathFor(dialect, 'protocol', `${role}_PROTOCOL.md`);
}

/** With every anchor that the configuration requires. */
function specText({ requiredAnchors }: PacketsDialect, anchor: string, { demand, required: has }: Changed): string {
  const required = (has === 'none' ? [] : requiredAnchors)
    .filter((a) => a.replace(/^[A§]/, '') !== anchor)
    .map((a) =>
      /^[A§]?\d/.test(a)
        ? `\n## ${a.replace(/^§/, '')} Required\n`
        : `\n## Required\n\n- ${a.startsWith('[') ? a : `[${a}]`} It is here.\n`,
    );
  return `# Master Spec v1.0\n\n## ${has === 'none' ? '8.8' : anchor} Song\n\n${demand ?? 'A canary MUST sing.'}\n${required.join('')}`;
}

/** Lines of a list, as the value of a field. */
export const fieldOf = (lines: readonly string[]): string => lines.map((l) => `\n  - ${l}`).join('');

function packetText(
  dialect: PacketsDialect,
  id: string,
  signature: string,
  time: string,
  other: Readonly<Record<string, string>>,
  validation = validated(),
): string {
  const [tier = 'LOW'] = dialect.tiers;
  const fields: Readonly<Record<string, string>> = {
    TASK_ID: id,
    STATUS: 'Ready-for-Validation',
    USER_SIGNATURE: signature,
    SPEC_VERSION: 'v1.0',
    RISK_TIER: `${tier} (nothing depends on it)`,
    SPEC_ANCHOR: 'A2.3',
    What: 'A canary sings.',
    Why: 'Who hears it knows that the gates bite.',
    IN_SCOPE_PATHS: fieldOf(scopeOf(dialect)),
    OUT_OF_SCOPE: '\n  - Other birds (another packet)',
    DONE_MEANS: '\n  1. A canary sings (A2.3)',
    TEST_PLAN: `\n  - \`${COMMAND}\``,
    BOOTSTRAP: `\n  - FILES_TO_OPEN: ${inProduction(dialect, 'canary.ts')}\n  - SEARCH_TERMS: "song"\n  - RUN_COMMANDS: \`${COMMAND}\`\n  - RISK_MAP: "silence" -> song`,
    ROLLBACK_HINT: 'git revert the merge',
    'Evidence Mapping': `\n  1. A canary sings -> ${inProduction(dialect, 'canary.ts')}:1; test: \`${COMMAND}\``,
    ...Object.fromEntries(more(dialect).map((key) => [key, 'As agreed.'])),
    ...other,
  };
  const lines = Object.entries(fields).flatMap(([k, v]) => (v === '' ? [] : [`- ${k}: ${v}`]));
  const verdict = (fields.STATUS ?? '').startsWith('Done') ? '\n## Validation Report\n\n- Verdict: PASS\n' : '';
  return `# Task Packet: ${id}

${lines.join('\n')}

## VALIDATION

${validation}

## Signature & Enrichment Log

- **Signature**: ${fields.USER_SIGNATURE ?? signature}
- **Timestamp**: ${time}
- Notes: agreed at the desk
${verdict}`;
}

/** Fields that this dialect requires besides the usual ones. */
const more = (dialect: PacketsDialect): readonly string[] =>
  requiredFor(dialect, 'Ready-for-Validation').filter(
    (key) =>
      !templateOrder.includes(key) &&
      !bootstrapParts.includes(key) &&
      key !== 'RISK_TIER' &&
      key !== 'USER_SIGNATURE' &&
      key !== 'SPEC_VERSION' &&
      key !== 'Evidence Mapping',
  );

/** What stands under VALIDATION. Empty: nothing of that. */
export const validated = ({ result = 'PASS (1/1)', review = 'PASS', output = 'canary.ts, read' } = {}): string =>
  [
    ...(result === '' ? [] : [`- Command: \`${COMMAND}\``, `- Result: ${result}`]),
    ...(review === '' ? [] : [`- AI review: ${review}`]),
    ...(output === '' ? [] : ['', '### BOOTSTRAP Output', '', `- FILES_TO_OPEN: ${output}`]),
  ].join('\n');

/** What a command would have put out. @param exit its exit code @param tail its last lines */
export const ran = (command: string, exit = 0, tail: readonly string[] = []): Ran => ({
  command,
  workdir: '.',
  exit,
  took: 1000,
  output: { digest: 'sha256:0', bytes: 0, tail },
});

/** A record as if a command had run. */
export const record = (command: string, exit = 0, of: Partial<EvidenceRecord> = {}): EvidenceRecord => ({
  ...ran(command, exit),
  version: 1,
  at: '2026-01-05T09:30:00Z',
  packet: PACKET_ID,
  previous: '',
  digest: 'sha256:1',
  ...of,
});

/** What tasks say in the sample: nothing is run, and nobody is asked. */
export const sampleAnswers = (dialect: PacketsDialect): Answers => {
  const path = inProduction(dialect, 'canary.ts');
  const answers: Answers = {
    changes: known({ base: '0', from: 'branch', commits: 1, files: [{ path, how: 'changed', lines: [{ from: 1, to: 1 }] }] }),
    evidence: known({ records: [], broken: [] }),
    coverage: known({ reports: ['coverage/lcov.info'], files: [{ path, lines: [[1, 1]] }] }),
    dependencies: known([{ ecosystem: 'npm', by: 'package-lock.json', command: 'npm audit', is: 'clean', says: 'Nothing.' }]),
    commits: known([{ id: '1'.repeat(40), message: `${PACKET_ID}: sings`, merge: false }]),
    hook: known({ is: 'bites', says: 'It refuses.' }),
    removal: known({ is: 'proven', before: ran(COMMAND), after: ran(COMMAND, 1) }),
    run: known({ ...record('canary'), told: toldBy([]) }),
    try: known(ran(COMMAND)),
  };
  return inOwnForm(answers, dialect);
};
