/**
 * Secrets, by the rules of secretlint. What was found is named by its sort and its place; the secret itself goes no further than here.
 *
 * Invariant: a text goes to the rules piece by piece, so that no line of a million characters holds anybody up for long.
 */
import { globMatcher } from '#core/glob';
import { type Doing, known, type Outcome, type Secret, type Skipped, type Tasks } from '#core/task';
import { LineIndex, type RelPath } from '#core/text';
import { contentOf, isBinary } from '../content';
import { decode } from '../decode';
import { inventory } from '../inventory';
import { Pace } from '../pace';
import type { FoundSecret } from '../secret-rules';
import { isAsked } from './scan';

/** So much of a text is looked at in one go, in UTF-16 units; a key of some lines may lie across the end. */
const PIECE = 256 * 1024;
const OVERLAP = 8 * 1024;
/** So many are told. */
const TOLD = 200;
/** So long it may take, in milliseconds. */
const LONGEST = 120_000;

type Task = Tasks['secrets'];

/** Looks through the files of the folder, until time is up. */
export async function secrets(root: string, asked: Task['asked'], { signal, progress }: Doing): Promise<Outcome<Task['gives']>> {
  const all = await inventory(root);
  if (all.is === 'unknown') return all;
  const { secretsIn } = await import('../secret-rules');
  const isWithin = isAsked(asked);
  const isLeft = globMatcher(asked.except);
  const found: Secret[] = [];
  const skipped: Skipped[] = [];
  const pace = new Pace(LONGEST, signal);
  let files = 0;
  for (const [i, path] of all.value.entries()) {
    if (await pace.rest()) progress?.(`${i} of ${all.value.length} files`);
    if (!isWithin(path) || isLeft(path)) continue;
    if (pace.isLate) {
      skipped.push({ path, why: 'late', probes: [] });
      continue;
    }
    const content = contentOf(root, path);
    if (content.is === 'large' || content.is === 'unreadable') skipped.push({ path, why: content.is, probes: [] });
    if (content.is !== 'bytes' || isBinary(content.bytes)) continue;
    files++;
    for (const s of await inPieces(secretsIn, path, decode(content.bytes).text, pace)) if (found.length < TOLD) found.push(s);
  }
  return known({ files, found, skipped });
}

type Rules = (path: RelPath, text: string) => Promise<readonly FoundSecret[]>;

async function inPieces(rules: Rules, path: RelPath, text: string, pace: Pace): Promise<readonly Secret[]> {
  const out = new Map<string, Secret>();
  let lines: LineIndex | undefined;
  for (let from = 0; from < text.length; from += PIECE) {
    const piece = from === 0 && text.length <= PIECE ? text : text.slice(Math.max(0, from - OVERLAP), from + PIECE);
    const shift = Math.max(0, from - OVERLAP);
    for (const { kind, start, end } of await rules(path, piece)) {
      lines ??= LineIndex.of(text);
      const at = { from: lines.place(start + shift), to: lines.place(end + shift) };
      out.set(`${start + shift} ${kind}`, { path, ...at, kind });
    }
    await pace.rest();
  }
  return [...out.values()].sort((a, b) => a.from.line - b.from.line || a.from.character - b.from.character);
}
