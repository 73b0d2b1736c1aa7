/** Findings as test results: a suite a document, a case a rule that found something in it. */
import type { Checked, CheckedFinding } from '../check';
import { type Format, type FormatOptions, isAtLeast, leadOf } from './format';
import { xml } from './xml';

/** A case fails where something in it is at or above `--fail-on`. */
export const junit: Format = { says: 'test results in the XML of JUnit', print };

interface Case {
  readonly name: string;
  readonly failed: readonly CheckedFinding[];
  /** Too slight to fail. */
  readonly other: readonly CheckedFinding[];
}

function print(checked: Checked, { cwd, failOn }: FormatOptions): string {
  const lead = leadOf(checked.folder, cwd);
  const byPath = new Map<string, CheckedFinding[]>(checked.paths.map((p) => [p, []]));
  for (const f of checked.findings) byPath.get(f.path)?.push(f);
  const suites = [...byPath].map(([path, findings]) => ({ path: lead + path, cases: casesOf(findings, failOn) }));
  const all = suites.flatMap((s) => s.cases);
  const seconds = (checked.ms / 1000).toFixed(3);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="gatehouse" tests="${all.length}" failures="${failures(all)}" errors="0" time="${seconds}">`,
    ...suites.flatMap((s) => suite(s.path, s.cases)),
    '</testsuites>',
  ].join('\n')}\n`;
}

/** A document without findings has one case, which passes: that it was looked at is to be seen. */
function casesOf(findings: readonly CheckedFinding[], failOn: FormatOptions['failOn']): readonly Case[] {
  if (findings.length === 0) return [{ name: 'no findings', failed: [], other: [] }];
  const rules = [...new Set(findings.map((f) => f.rule))].sort();
  return rules.map((rule) => {
    const mine = findings.filter((f) => f.rule === rule);
    return {
      name: rule,
      failed: mine.filter((f) => isAtLeast(f.severity, failOn)),
      other: mine.filter((f) => !isAtLeast(f.severity, failOn)),
    };
  });
}

const failures = (cases: readonly Case[]): number => cases.filter((c) => c.failed.length > 0).length;

function suite(path: string, cases: readonly Case[]): readonly string[] {
  return [
    `  <testsuite name="${xml(path)}" tests="${cases.length}" failures="${failures(cases)}" errors="0" skipped="0">`,
    ...cases.flatMap((c) => testCase(path, c)),
    '  </testsuite>',
  ];
}

function testCase(path: string, { name, failed, other }: Case): readonly string[] {
  const [first] = failed;
  const open = `    <testcase name="${xml(name)}" classname="${xml(path)}" file="${xml(path)}" time="0"`;
  if (!first && other.length === 0) return [`${open}/>`];
  return [
    `${open}>`,
    ...(first
      ? [`      <failure type="${first.severity}" message="${xml(first.message)}">${lines(path, failed)}</failure>`]
      : []),
    ...(other.length > 0 ? [`      <system-out>${lines(path, other)}</system-out>`] : []),
    '    </testcase>',
  ];
}

const lines = (path: string, findings: readonly CheckedFinding[]): string =>
  findings
    .map((f) => `${xml(path)}:${f.range.start.line + 1}:${f.range.start.character + 1}: ${f.severity} ${xml(f.message)}`)
    .join('\n');
