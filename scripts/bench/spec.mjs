// Makes a master spec of a given size: numbered headings in six levels, tags, tables, fences, lists and prose.
import { areas, chance, duty, nouns, paragraph, parts, topic } from './words.mjs';

export const specName = 'Quay_Master_Spec_v04.07.md';
export const specVersion = 'v04.07';

/** Headings of a spec of full size; a smaller one has fewer chapters. */
const fullBytes = 2_200_000;
const fullChapters = 14;

/**
 * The text, and its outline: every anchor with the place of its heading, in document order.
 * The body grows to a share of the bytes that is settled beforehand, so that the size is met whatever chance says.
 */
export function makeSpec({ seed, bytes = fullBytes }) {
  const c = chance(`${seed}/spec`);
  const headings = plan(c, Math.max(2, Math.round((fullChapters * bytes) / fullBytes)));
  const writer = { out: [], size: 0, line: 0 };
  write(writer, opening(headings));
  const total = headings.reduce((sum, h) => sum + h.weight, 0);
  const start = writer.size;
  let share = 0;
  for (const heading of headings) {
    heading.line = writer.line;
    write(writer, `${'#'.repeat(heading.level)} ${heading.anchor} ${heading.title}\n\n`);
    share += heading.weight;
    fill(c, writer, heading, start + ((bytes - start) * share) / total);
  }
  return { text: writer.out.join(''), outline: headings.map(entry) };
}

function entry(heading) {
  const { anchor, title, line, level, leaf } = heading;
  return { anchor, title, line, character: level + 1 + anchor.length, leaf };
}

function write(writer, block) {
  writer.out.push(block);
  writer.size += Buffer.byteLength(block);
  for (let at = block.indexOf('\n'); at >= 0; at = block.indexOf('\n', at + 1)) writer.line++;
}

/** The tree of headings: about 160 to a chapter. */
function plan(c, chapters) {
  const out = [];
  for (let chapter = 1; chapter <= chapters; chapter++) branch(c, out, `A${chapter}`, 1, { number: chapter, duties: 0 });
  return out;
}

const children = [
  0,
  () => 5,
  () => 5,
  (c) => c.int(3, 4),
  (c) => (c.often(0.2) ? 2 : 0),
  (c) => (c.often(0.15) ? 2 : 0),
  () => 0,
];

function branch(c, out, anchor, level, chapter) {
  const count = children[level](c);
  // A few sections are huge, as in real specs: weights spread over two orders of magnitude.
  const weight = 0.25 + c.next() ** 3 * 4 + (c.often(0.004) ? 30 : 0);
  out.push({ anchor, level, title: topic(c), weight, leaf: count === 0, chapter });
  for (let i = 1; i <= count; i++) branch(c, out, `${anchor}.${i}`, level + 1, chapter);
}

function opening(headings) {
  const contents = headings
    .filter((h) => h.level <= 2)
    .map((h) => `${'  '.repeat(h.level - 1)}- [${h.anchor} ${h.title}](#${slug(`${h.anchor} ${h.title}`)})`);
  return [
    '# Quay Master Specification',
    '',
    `Version ${specVersion}. What stands in the numbered sections binds; examples in fences do not.`,
    '',
    '## Contents',
    '',
    ...contents,
    '',
    '',
  ].join('\n');
}

/** As GitHub makes them, for the plain titles used here. */
const slug = (title) => title.toLowerCase().replaceAll('.', '').replaceAll(' ', '-');

const blocks = [prose, prose, prose, bullets, bullets, terms, duties, duties, table, fence, fence, steps];

function fill(c, writer, heading, until) {
  write(writer, `${paragraph(c, 1)}\n\n`);
  while (writer.size < until) write(writer, `${c.often(0.012) ? note(c) : c.pick(blocks)(c, heading)}\n\n`);
  // Real specs separate their larger parts by a rule, and quote next to nothing; how rare quotes are decides
  // what a linter spends on them, which is the reference here.
  if (heading.level >= 3 && c.often(0.25)) write(writer, '---\n\n');
}

function prose(c) {
  return paragraph(c, c.int(2, 4));
}

function bullets(c) {
  return Array.from({ length: c.int(3, 6) }, () => `- ${topic(c)}: ${c.int(1, 90)} a shift`).join('\n');
}

/** A list of terms, each with what belongs to it one level down. */
function terms(c) {
  const lines = Array.from({ length: c.int(2, 4) }, () => [
    `- **${c.pick(nouns)} ${c.pick(parts).toLowerCase()}**: ${topic(c)}`,
    `  - \`${c.pick(nouns).toLowerCase()}_${c.pick(parts).toLowerCase()}\` (${c.int(1, 40)} KB)`,
    `  - *${topic(c)}*`,
  ]);
  return lines.flat().join('\n');
}

/** Tagged requirements, numbered through a chapter. */
function duties(c, heading) {
  const area = areas[heading.chapter.number % areas.length].toUpperCase();
  return Array.from({ length: c.int(2, 4) }, () => {
    heading.chapter.duties++;
    const tag = `QUAY-${area}-${String(heading.chapter.duties).padStart(4, '0')}`;
    return `- [${tag}] ${duty(c, c.pick(['MUST', 'MUST', 'SHALL', 'SHOULD', 'MUST NOT']))}`;
  }).join('\n');
}

function table(c) {
  const rows = Array.from(
    { length: c.int(3, 7) },
    () => `| \`${c.pick(nouns).toLowerCase()}_id\` | ${topic(c)} | ${c.int(1, 400)} ms |`,
  );
  return ['| Field | Meaning | Limit |', '|---|---|--:|', ...rows].join('\n');
}

/** Code whose comments look like headings and tags: only a parser knows that they are none. */
function fence(c) {
  const name = `${c.pick(nouns)}${c.pick(parts)}`;
  if (c.often(0.5))
    return ['```yaml', `# ${topic(c)}`, `${name}:`, `  limit: ${c.int(2, 90)}`, `  retry: ${c.int(1, 9)}`, '```'].join('\n');
  const fields = Array.from({ length: c.int(4, 14) }, () => `    pub ${c.pick(nouns).toLowerCase()}_${c.int(1, 99)}: String,`);
  return [
    '```rust',
    `/// [QUAY-EXAMPLE] ${topic(c)}`,
    '#[derive(Debug, Clone)]',
    `pub struct ${name} {`,
    ...fields,
    '}',
    '```',
  ].join('\n');
}

function steps(c) {
  return Array.from({ length: c.int(3, 5) }, (_, i) => `${i + 1}. ${paragraph(c, 1)}`).join('\n');
}

function note(c) {
  return `> **Note.** ${paragraph(c, 2)}`;
}
