/** A rule's page in Markdown: for docs/rules, `gatehouse explain` and the editor. */
import { commentMarks, isCode } from '#core/code';
import type { AnyRule } from '#core/rule';

type Example = AnyRule['examples'][number];

const plain = (text: string): string => text.replace(/\[\||\|\]/g, '');

/** The rule's examples are the page's, plainest first, with what is found in them. */
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
  for (const e of plainestFirst(rule.examples)) {
    const broken = e.files.includes('[|');
    out.push('', `## ${broken ? 'Found' : 'Fine'}: ${e.title}`);
    if (e.config !== undefined) out.push('', 'With this `gatehouse.yaml`:', '', fenced(e.config, 'yaml'));
    out.push('', ...filesOf(e.files));
    for (const [i, message] of (e.says ?? []).entries()) {
      const severity = e.severities?.[i] ?? rule.severity;
      out.push('', `> ${severity === rule.severity ? '' : `(${severity}) `}${message}`);
    }
    if (e.says === undefined) out.push(...marked(e.files).flatMap((place) => ['', `> ${place}`]));
    if (e.fixed !== undefined) out.push('', 'After the fix:', '', ...filesOf(e.fixed));
  }
  out.push('', '## Silence it', '', 'For one line, with a reason:', '', silenced(id, rule));
  out.push('', 'For the folder, in `gatehouse.yaml`:', '', fenced(`rules:\n  ${id}: off`, 'yaml'));
  return `${out.join('\n')}\n`;
}

/** What is wrong comes before what is not, and first of all an example that shows what is said then. */
function plainestFirst(all: AnyRule['examples']): readonly Example[] {
  const found = all.filter((e) => e.files.includes('[|'));
  const first = found.find((e) => e.says !== undefined && e.config === undefined);
  return [...(first ? [first] : []), ...found.filter((e) => e !== first), ...all.filter((e) => !found.includes(e))];
}

/** Where an example is wrong, a line each. */
function marked(files: string): readonly string[] {
  const all = splitFiles(files);
  return all.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, i) =>
      [...line.matchAll(/\[\|(.*?)\|\]/g)].map(([, what = '']) => {
        const file = path !== undefined && all.length > 1 ? `\`${path}\`, line` : 'Line';
        return `${file} ${i + 1}${what === '' ? '' : `: “${plain(what)}”`}`;
      }),
    ),
  );
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
    fenced(body, languageOf(path)),
    '',
  ]);

/** As it stands in a file of the first example: in source code, a comment of the language. */
function silenced(id: string, { examples: [first] }: AnyRule): string {
  const path = splitFiles(first.files)[0]?.path ?? '';
  const { open, close } = isCode(path) ? commentMarks(path) : { open: '<!--', close: '-->' };
  return fenced(
    `${open} gatehouse-disable-next-line ${id} -- why ${close}`.trimEnd(),
    isCode(path) ? languageOf(path) : 'markdown',
  );
}

const languageOf = (path: string | undefined): string => {
  if (path === undefined) return 'markdown';
  return path.endsWith('.yaml') ? 'yaml' : isCode(path) ? path.slice(path.lastIndexOf('.') + 1) : 'markdown';
};

const fenced = (body: string, language: string): string => `\`\`\`\`${language}\n${body.replace(/\n+$/, '')}\n\`\`\`\``;
