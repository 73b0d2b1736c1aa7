/** Findings as SARIF 2.1.0, for code scanning services and viewers. */
import type { Severity } from '#core/rule';
import { escaped, visible } from '#core/visible';
import type { Checked, CheckedFinding, Ranged } from '../check';
import { type Described, type Format, type FormatOptions, leadOf, rootOf } from './format';

/** Columns count UTF-16 units. What the baseline knows is in it, suppressed. */
export const sarif: Format = { says: 'SARIF 2.1.0, for code scanning', fingerprints: true, print };

const levels = { error: 'error', warning: 'warning', info: 'note', hint: 'note' } as const satisfies Record<Severity, string>;
/** The base that all places are relative to. */
const BASE = 'SRCROOT';
/** GitHub tells alerts of several runs from one another by this one; ours has another name for everybody else. */
const GITHUB = 'primaryLocationLineHash';
const OURS = 'gatehouse/v1';

type Json = Readonly<Record<string, unknown>>;

function print(checked: Checked, options: FormatOptions): string {
  const { baseline } = checked;
  const rules = options.rules();
  const ids = Object.keys(rules).sort();
  const index = new Map(ids.map((id, i) => [id, i]));
  const lead = leadOf(checked.folder, options.cwd);
  const count = new Map<string, number>();
  const placed = (f: CheckedFinding, more: Json): Json => ({ ...result(f, lead, index, count), ...more });
  const results = [
    ...checked.findings.map((f) => placed(f, baseline ? { baselineState: 'new' } : {})),
    ...(baseline?.findings ?? []).map((f) => placed(f, { baselineState: 'unchanged', suppressions: [accepted] })),
    ...(baseline?.stale ?? []).map((e) => ({
      ruleId: e.rule,
      ...ruleIndex(index, e.rule),
      level: 'none',
      kind: 'pass',
      baselineState: 'absent',
      message: { text: visible(e.message) || 'No longer found.' },
      locations: [{ physicalLocation: { artifactLocation: artifact(lead + e.file) } }],
      partialFingerprints: { [OURS]: e.fingerprint },
    })),
  ];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Gatehouse',
            semanticVersion: options.version,
            rules: ids.map((id) => descriptor(id, rules[id] as Described, options.rulePage(id))),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [BASE]: { uri: folderUri(rootOf(checked.folder, options.cwd)) } },
        invocations: [{ executionSuccessful: !checked.failed }],
        artifacts: checked.paths.map((path) => ({ location: artifact(lead + path), mimeType: mimeOf(path) })),
        results,
      },
    ],
  };
  return `${escaped(JSON.stringify(log, null, 2))}\n`;
}

const accepted = { kind: 'external', status: 'accepted', justification: 'It is in the baseline.' };

const descriptor = (id: string, rule: Described, helpUri: string): Json => ({
  id,
  name: id.replace(/(?:^|[/-])([a-z])/g, (_, c: string) => c.toUpperCase()),
  shortDescription: { text: rule.summary },
  fullDescription: { text: rule.why.replace(/\s+/g, ' ') },
  help: { text: `${rule.summary}\n\n${rule.why}`, markdown: `**${rule.summary}**\n\n${rule.why}` },
  helpUri,
  defaultConfiguration: { level: levels[rule.severity] },
  properties: { tags: [id.slice(0, id.indexOf('/'))], precision: 'high', 'problem.severity': problem[rule.severity] },
});

/** GitHub's own three grades. */
const problem = { error: 'error', warning: 'warning', info: 'recommendation', hint: 'recommendation' } as const;

function result(f: CheckedFinding, lead: string, index: ReadonlyMap<string, number>, count: Map<string, number>): Json {
  const key = `${f.path}\0${f.rule}\0${f.fingerprint}`;
  const nth = (count.get(key) ?? 0) + 1;
  count.set(key, nth);
  const related = f.related.map((r, id) => ({ id, message: { text: visible(r.message) }, ...location(lead + r.path, r.range) }));
  return {
    ruleId: f.rule,
    ...ruleIndex(index, f.rule),
    level: levels[f.severity],
    message: { text: visible(f.message) },
    locations: [location(lead + f.path, f.range)],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    partialFingerprints: { [OURS]: f.fingerprint, [GITHUB]: `${f.fingerprint}:${nth}` },
  };
}

const ruleIndex = (index: ReadonlyMap<string, number>, rule: string): Json => {
  const at = index.get(rule);
  return at === undefined ? {} : { ruleIndex: at };
};

const location = (path: string, { start, end }: Ranged): Json => ({
  physicalLocation: {
    artifactLocation: artifact(path),
    region: {
      startLine: start.line + 1,
      startColumn: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
    },
  },
});

const artifact = (path: string): Json => ({ uri: path.split('/').map(encoded).join('/'), uriBaseId: BASE });

const folderUri = (folder: string): string => {
  const path = folder.replaceAll('\\', '/').replace(/\/*$/, '/');
  return `file://${path.startsWith('/') ? '' : '/'}${path.split('/').map(encodePart).join('/')}`;
};

/** A drive's colon stays. */
const encodePart = (part: string): string => (/^[A-Za-z]:$/.test(part) ? part : encoded(part));

/** A name may hold half a surrogate pair, which no URI can. */
const encoded = (part: string): string => encodeURIComponent(part.replace(/\p{Cs}/gu, '\uFFFD'));

const mimeOf = (path: string): string =>
  /\.ya?ml$/i.test(path) ? 'application/yaml' : /\.json$/i.test(path) ? 'application/json' : 'text/markdown';
