/** What is generated from the rules, the schemas and the command table. Writes nothing: says which file should read how. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { commands } from '#protocol/commands';
import { gateReport } from '#protocol/gate-report';
import { graphReport } from '#protocol/graph-report';
import { report } from '#protocol/report';
import { statusReport } from '#protocol/status-report';
import { asYaml, jsonSchema, type Schema } from '#service/editor/config-help';
import { rulePage } from '#service/rule-page';
import { rules, systems } from '#systems/registry.generated';

export interface Generated {
  readonly path: string;
  readonly text: string;
}

export function generated(): readonly Generated[] {
  const all = Object.entries(rules);
  const pages = all.map(([id, rule]) => ({
    path: `docs/rules/${id}.md`,
    text: `<!-- Generated from the rule. Do not edit. -->\n\n${rulePage(id, rule)}`,
  }));
  const row = ([id, r]: (typeof all)[number]): string =>
    `| [${id}](rules/${id}.md) | ${r.severity} | ${r.examples.some((e) => e.fixed !== undefined) ? 'yes' : ''} | ${r.summary} |`;
  const index = [
    '# Rules',
    '',
    '<!-- Generated from the rules. Do not edit. -->',
    '',
    '| Rule | Severity | Fix | Holds when |',
    '| :- | :- | :- | :- |',
    ...all.map(row),
    '',
  ].join('\n');
  return [
    { path: 'docs/rules.md', text: index },
    ...pages,
    {
      path: 'media/gatehouse.schema.json',
      text: json({ title: 'gatehouse.yaml', ...jsonSchema(z, { systems, rules }) }),
    },
    { path: 'media/report.schema.json', text: json({ title: 'gatehouse check --format json', ...z.toJSONSchema(report) }) },
    {
      path: 'media/graph.schema.json',
      text: json({ title: 'gatehouse graph --format json', ...z.toJSONSchema(graphReport) }),
    },
    {
      path: 'media/status.schema.json',
      text: json({ title: 'gatehouse status --format json', ...z.toJSONSchema(statusReport) }),
    },
    { path: 'media/gate.schema.json', text: json({ title: 'gatehouse gate --format json', ...z.toJSONSchema(gateReport) }) },
    { path: 'package.json', text: json(manifest()) },
    { path: 'docs/configuration.md', text: configurationPage() },
  ];
}

/** package.json with the commands of the table. */
function manifest(): unknown {
  const pkg = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes?: Record<string, unknown> };
  return {
    ...pkg,
    contributes: {
      ...pkg.contributes,
      commands: Object.entries(commands).map(([command, c]) => ({ command, category: 'Gatehouse', ...c })),
    },
  };
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** docs/configuration.md with all keys and their defaults as the schema has them. */
function configurationPage(): string {
  const page = readFileSync('docs/configuration.md', 'utf8').replaceAll('\r\n', '\n');
  const schema = jsonSchema(z, { systems, rules });
  const all = `<!-- keys -->\n\n\`\`\`yaml\n${keys(schema, '')}\n\`\`\`\n\n<!-- /keys -->`;
  return page.replace(/<!-- keys -->[\s\S]*<!-- \/keys -->/, () => all);
}

/** Every key with what it means and its default; one without a default is a comment. */
function keys(s: Schema, indent: string): string {
  return Object.entries(s.properties ?? {})
    .map(([key, own]) => {
      const about = `${indent}# ${own.description}`;
      if (key === 'packets') return `${about}\n${key}:\n${keys(own, '  ')}`;
      if (own.default === undefined) return `${about}\n${indent}# ${key}: …`;
      const value = asYaml(own.default, `${indent}  `);
      return `${about}\n${indent}${key}:${value.includes(': ') ? `\n${value}` : ` ${value.trim()}`}`;
    })
    .join('\n\n');
}
