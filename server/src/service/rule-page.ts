/** A rule's page in Markdown: for docs/rules, `gatehouse explain` and the editor. */
import type { AnyRule } from '#core/rule';

const plain = (text: string): string => text.replace(/\[\||\|\]/g, '');

export function rulePage(id: string, rule: AnyRule): string {
  const fixes = rule.examples.some((e) => e.fixed !== undefined);
  const out = [
    `# ${id}`,
    '',
    rule.summary,
    '',
    `**${rule.severity}** · since ${rule.since}${fixes ? ' · offers a fix' : ''}`,
    '',
    rule.why.trim(),
  ];
  for (const e of rule.examples) {
    const broken = e.files.includes('[|');
    out.push('', `## ${broken ? 'Found' : 'Fine'}: ${e.title}`);
    if (e.config !== undefined) out.push('', 'With this `gatehouse.yaml`:', '', fenced(e.config, 'yaml'));
    out.push('', ...filesOf(e.files));
    for (const message of e.says ?? []) out.push('', `> ${message}`);
    if (e.fixed !== undefined) out.push('', 'After the fix:', '', ...filesOf(e.fixed));
  }
  out.push(
    '',
    '## Silence it',
    '',
    'For one line, with a reason:',
    '',
    fenced(`<!-- gatehouse-disable-next-line ${id} -- why -->`, 'markdown'),
  );
  out.push('', 'For the folder, in `gatehouse.yaml`:', '', fenced(`rules:\n  ${id}: off`, 'yaml'));
  return `${out.join('\n')}\n`;
}

/** Splits `==> path <==` lines; a text without one is a single, unnamed file. */
export function splitFiles(text: string): readonly { readonly path: string | undefined; readonly text: string }[] {
  const parts = text.split(/^==> (.+?) <==\n/m);
  const out: { path: string | undefined; text: string }[] = parts[0]?.trim() ? [{ path: undefined, text: parts[0] }] : [];
  for (let i = 1; i < parts.length; i += 2) out.push({ path: parts[i] ?? '', text: parts[i + 1] ?? '' });
  return out;
}

const filesOf = (text: string): readonly string[] =>
  splitFiles(plain(text)).flatMap(({ path, text: body }) => [
    ...(path ? [`\`${path}\``, ''] : []),
    fenced(body, path?.endsWith('.yaml') ? 'yaml' : 'markdown'),
    '',
  ]);

const fenced = (body: string, language: string): string => `\`\`\`\`${language}\n${body.replace(/\n+$/, '')}\n\`\`\`\``;
