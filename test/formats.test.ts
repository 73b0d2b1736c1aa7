/** The formats for build servers: to the letter, to their schemas, and with documents that would break out of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { AnyRule } from '#core/rule';
import type { Checked, CheckedFinding } from '../server/src/cli/check';
import { formats } from '../server/src/cli/format/all';
import type { FormatOptions } from '../server/src/cli/format/format';
import { holds } from './support/property';
import { golden } from './support/run';

const rule = (severity: AnyRule['severity'], summary: string): AnyRule =>
  ({ scope: 'document', severity, since: '0.1.0', summary, why: `Why:\n**${summary}**`, check: {}, examples: [] }) as never;
const rules = { 'packets/dead-anchor': rule('error', 'It exists.'), 'packets/done-means-count': rule('hint', 'It is few.') };

const options = (more: Partial<FormatOptions> = {}): FormatOptions => ({
  color: false,
  cwd: '/work',
  version: '1.2.3',
  rules: () => rules,
  rulePage: (id) => `file:///docs/${id}.md`,
  failOn: 'error',
  ...more,
});

const range = (line: number, from: number, to: number, last = line) => ({
  start: { line, character: from },
  end: { line: last, character: to },
});

const finding = (more: Partial<CheckedFinding> = {}): CheckedFinding => ({
  rule: 'packets/dead-anchor',
  severity: 'error',
  path: 'docs/A.md',
  at: { start: 0, end: 1 },
  message: 'There is no anchor 9.9.',
  related: [],
  fixes: [],
  range: range(3, 4, 7),
  fingerprint: '00112233aabbccdd',
  ...more,
});

const checked = (findings: readonly CheckedFinding[], more: Partial<Checked> = {}): Checked => ({
  folder: '/work/project',
  findings,
  counts: { error: findings.length, warning: 0, info: 0, hint: 0 },
  baseline: undefined,
  unknown: [],
  paths: [...new Set(['docs/A.md', 'docs/clean.md', ...findings.map((f) => f.path)])],
  ms: 1234,
  failed: false,
  ...more,
});

const evil = '100%, a:b\r\n::error::owned]]> <!--&"\u0007\u202e\uFFFE';
const several = checked(
  [
    finding(),
    finding({ range: range(8, 0, 2, 9), related: [{ path: 'Spec v1.md', range: range(0, 2, 5), message: 'Nearest: 9.8.' }] }),
    finding({
      path: 'docs/é b,c:d%.md',
      message: evil,
      rule: 'packets/done-means-count',
      severity: 'hint',
      fingerprint: '0'.repeat(16),
    }),
    finding({ path: 'docs/é b,c:d%.md', severity: 'warning', rule: 'gone/rule', message: 'w' }),
  ],
  {
    baseline: {
      findings: [finding({ message: 'Known.', fingerprint: '1'.repeat(16) })],
      stale: [{ file: 'docs/Old.md', rule: 'packets/dead-anchor', fingerprint: '2'.repeat(16), count: 1, message: 'Was here.' }],
    },
  },
);

describe('formats', () => {
  for (const name of ['github', 'gitlab', 'junit', 'sarif'] as const)
    it(`${name} is as it was`, () => golden(`format-${name}`, formats[name].print(several, options())));

  it('name files as they are called where the command runs', () => {
    const files = (cwd: string): string => formats.github.print(checked([finding()]), options({ cwd })).split('\n')[0] ?? '';
    assert.match(files('/work'), /file=project\/docs\/A\.md,/);
    assert.match(files('/work/project'), /file=docs\/A\.md,/);
    assert.match(files('/elsewhere'), /file=docs\/A\.md,/);
    assert.match(files('/work/proj'), /file=docs\/A\.md,/);
  });
});

/** Any text that a document may hold. */
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.constant(evil));

describe('what a document says', () => {
  it('cannot give a command of its own to GitHub', () => {
    holds(
      fc.property(text, text, (message, path) => {
        const out = formats.github.print(checked([finding({ message, path })]), options());
        const lines = out.trimEnd().split('\n');
        assert.equal(lines.length, 2);
        assert.doesNotMatch(out, /\r/);
        const [, properties = '', data = ''] = /^::error ([^:]*)::(.*)$/.exec(lines[0] ?? '') ?? [];
        assert.equal(properties.split(',').length, 6);
        assert.doesNotMatch(data, /%(?!25|0A|0D)/);
      }),
      500,
    );
  });

  it('stays within its place in the XML of JUnit', () => {
    holds(
      fc.property(text, text, (message, path) => {
        const out = formats.junit.print(checked([finding({ message, path })]), options());
        // All that XML 1.0 allows: https://www.w3.org/TR/xml/#charsets
        assert.match(out, /^(?:[\t\n\r\x20-\uD7FF\uE000-\uFFFD]|[\u{10000}-\u{10FFFF}])*$/u);
        assert.deepEqual(elements(out), elements(formats.junit.print(checked([finding({ path: 'p' })]), options())));
      }),
      500,
    );
  });

  it('is valid JSON everywhere else', () => {
    holds(
      fc.property(text, text, (message, path) => {
        for (const name of ['json', 'gitlab', 'sarif'] as const) {
          const out = formats[name].print(checked([finding({ message, path })]), options());
          JSON.parse(out);
          for (const line of out.split('\n')) assert.doesNotMatch(line, /[\p{Cc}\p{Cf}]/u);
        }
      }),
      300,
    );
  });
});

/** The tags in order; throws where they do not nest. */
function elements(xml: string): readonly string[] {
  const open: string[] = [];
  const all: string[] = [];
  const body = xml.replace(/^<\?xml[^>]*\?>\n/, '');
  for (const m of body.matchAll(/<([^>]*)>|([^<]+)/g)) {
    if (m[2] !== undefined) {
      assert.doesNotMatch(m[2], /&(?!(?:amp|lt|gt|quot);)/);
      continue;
    }
    const tag = m[1] as string;
    const name = /^\/?([a-z-]+)/.exec(tag)?.[1] as string;
    all.push(name);
    if (tag.startsWith('/')) assert.equal(open.pop(), name);
    else {
      assert.match(tag, /^[a-z-]+(?: [a-z]+="[^"<]*")*\/?$/);
      if (!tag.endsWith('/')) open.push(name);
    }
  }
  assert.deepEqual(open, []);
  return all;
}

describe('SARIF', () => {
  type Any = Record<string, never>;
  const log = (c: Checked) => JSON.parse(formats.sarif.print(c, options())) as Any;

  it('has what the standard requires, and what code scanning services use', () => {
    const { $schema, version, runs } = log(several) as unknown as { $schema: string; version: string; runs: Any[] };
    assert.match($schema, /sarif-2\.1\.0/);
    assert.equal(version, '2.1.0');
    const [run] = runs as unknown as [{ tool: { driver: Any }; results: Any[] } & Any];
    const driver = run.tool.driver as unknown as { name: string; semanticVersion: string; rules: Any[] };
    assert.equal(driver.name, 'Gatehouse');
    assert.match(driver.semanticVersion, /^\d+\.\d+\.\d+/);
    assert.equal(run.columnKind, 'utf16CodeUnits');
    const base = (run.originalUriBaseIds as unknown as { SRCROOT: { uri: string } }).SRCROOT.uri;
    assert.match(base, /^file:\/\/\/.*\/$/, 'a base is absolute and ends in a slash');
    for (const r of driver.rules as unknown as { id: string; helpUri: string; help: Any; defaultConfiguration: Any }[]) {
      new URL(r.helpUri);
      assert.ok(r.help.text && r.help.markdown);
      assert.match(String(r.defaultConfiguration.level), /^(?:none|note|warning|error)$/);
    }
    for (const result of run.results as unknown as Record<string, unknown>[]) {
      assert.equal(typeof (result.message as Any).text, 'string');
      assert.match(String(result.level), /^(?:none|note|warning|error)$/);
      assert.match(String(result.baselineState), /^(?:new|unchanged|updated|absent)$/);
      // A result that is no failure has no level: §3.27.10.
      if (result.kind !== undefined) assert.deepEqual([result.kind, result.level], ['pass', 'none']);
      if (result.ruleIndex !== undefined) assert.equal(driver.rules[result.ruleIndex as number]?.id, result.ruleId);
      const prints = Object.values(result.partialFingerprints as Record<string, string>);
      assert.ok(prints.length > 0 && prints.every((p) => typeof p === 'string' && p !== ''));
      for (const { physicalLocation: p } of result.locations as {
        physicalLocation: { artifactLocation: Any; region?: Record<string, number> };
      }[]) {
        assert.equal(p.artifactLocation.uriBaseId, 'SRCROOT');
        assert.equal(new URL(String(p.artifactLocation.uri), base).href.startsWith(base), true);
        for (const n of Object.values(p.region ?? {})) assert.ok(n >= 1);
      }
    }
    const states = (run.results as unknown as { baselineState: string }[]).map((r) => r.baselineState);
    assert.deepEqual(states, ['new', 'new', 'new', 'new', 'unchanged', 'absent']);
  });

  it('says nothing of a baseline where there is none', () => {
    assert.doesNotMatch(formats.sarif.print(checked([finding()]), options()), /baselineState|suppressions/);
  });

  it('tells equal findings of a file from one another', () => {
    const [run] = (log(checked([finding(), finding()])) as unknown as { runs: { results: { partialFingerprints: Any }[] }[] })
      .runs;
    const prints = run?.results.map((r) => r.partialFingerprints.primaryLocationLineHash);
    assert.equal(new Set(prints).size, 2);
    const gitlab = JSON.parse(formats.gitlab.print(checked([finding(), finding()]), options())) as { fingerprint: string }[];
    assert.equal(new Set(gitlab.map((g) => g.fingerprint)).size, 2);
  });
});
