// A process of its own, as a reference: reads every Markdown file of a folder and makes its syntax tree. Nothing else.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownToMdast } from 'satteri';

const root = process.argv[2] ?? '.';
let files = 0;
for (const entry of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
  if (!entry.endsWith('.md')) continue;
  markdownToMdast(readFileSync(join(root, entry), 'utf8'));
  // The parser's native memory is freed only when the event loop turns.
  if (++files % 20 === 0) await new Promise(setImmediate);
}
