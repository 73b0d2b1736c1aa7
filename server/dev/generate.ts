/** What is generated from the rules, the schemas and the command table. Writes nothing: says which file should read how. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { commands } from '#protocol/commands';
import { report } from '#protocol/report';
import { jsonSchema } from '#service/config-help';
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
    { path: 'package.json', text: json(manifest()) },
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
