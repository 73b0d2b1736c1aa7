/** Boxes that stand in other sections than those which promise and plan: steps of the work, lists to go through. */
import { normalName } from '#core/fields/names';
import { detach, oneLine, type Span } from '#core/text';
import { type Boxes, habitOf } from '../model/evidence/boxes';
import type { Line } from './lines';
import { short } from './proof-done';

/** A list's item, with what goes on below its first line. */
interface Listed {
  readonly at: Span;
  readonly depth: number;
  readonly parent: Listed | undefined;
  /** Undefined: it has no box. */
  readonly ticked: boolean | undefined;
  text: string;
}

/** What stands between two names. */
interface Section {
  readonly name: string;
  readonly items: Listed[];
}

/** What is told of each section with boxes, and whether any is ticked in it. */
export interface Elsewhere {
  readonly boxes: readonly Boxes[];
  readonly ticked: readonly { readonly habit: string; readonly ticked: boolean }[];
}

/** They speak of work that comes later, or of none: lists to choose from, to copy, to ask. */
const ofOthers =
  /\b(?:follow[- ]?ups?|future|later|(?:out[- ]of|not in)[- ]scope|non[- ]?goals?|next|remaining|optional(?:ly)?|stretch|nice[- ]to[- ]haves?|could|won['’]t|backlog|ideas?|templates?|how[- ]?to|examples?|usage|instructions?|guide(?:lines?)?|questions?|limitations?|known issues?|rollback|if (?:needed|required|applicable|any)|deferred|postponed|skipped|dropped|moved|superseded|not (?:done|needed|required|applicable)|n\/a|cancell?ed|post[- ](?:merge|release|deploy\w*|launch|mvp)|after (?:the )?(?:merge|release|deploy\w*|launch)|(?:choose|select|pick|check|tick) (?:one|all|any)|options?|alternatives?|legend)\b|^\W*(?:(?:type|kind)(?: of .*)?|(?:\w+ )?(?:tier|level|severity|priority|category|verdict|decision|status|state)s?)\W*$/i;

/** `**Visual criteria:**`, `Backend:`, above a list. */
const label = /^(?:(\*\*|__)([^*_\n]{2,60}?)[:：]?\1[:：]?|([\p{L}][^:.!?\n]{1,60})[:：])$/u;

/**
 * @param text of the document
 * @param apart places that are looked at by themselves, or not at all
 * @param isNotMeant by its words an item is open for a reason
 * @param others what is so of the boxes that stand apart
 */
export function boxesElsewhere(
  lines: readonly Line[],
  text: string,
  apart: readonly Span[],
  isNotMeant: (text: string) => boolean,
  others: Boxes['ticks'],
): Elsewhere {
  const sections = sectionsIn(lines, text, apart)
    .map(({ name, items }) => ({ name, items: withoutChoices(items) }))
    .filter((s) => s.items.some((i) => i.ticked !== undefined));
  const ticks = sections.some((s) => s.items.some((i) => i.ticked)) ? 'some' : others;
  const boxes: Boxes[] = [];
  const ticked: { habit: string; ticked: boolean }[] = [];
  for (const { name, items } of sections) {
    const all = items.filter((i) => i.ticked !== undefined);
    const done = all.filter((i) => i.ticked).length;
    const habit = detach(habitOf(normalName(name)));
    ticked.push({ habit, ticked: done > 0 });
    const isReasoned = reasoned(items, isNotMeant);
    const [first, ...more] = all
      .filter((i) => !i.ticked && !isPlaceholder.test(i.text) && !isReasoned(i))
      .map((i) => ({ text: detach(short(i.text)), at: i.at }));
    if (first)
      boxes.push({
        key: 'other',
        name: detach(short(name)),
        ticked: done,
        all: all.length,
        open: [first, ...more],
        habit,
        ...(ticks ? { ticks } : {}),
      });
  }
  return { boxes, ticked };
}

/** `{criterion}`, `<what is to be done>`: the template's. */
const isPlaceholder = /^\W*(?:\{[^}]*\}|<[^>]*>|\[[^\]]*\])\W*$/;

/** Whether an item's own words, those of one above it, or of one below it, say why it is open. */
function reasoned(items: readonly Listed[], isNotMeant: (text: string) => boolean): (item: Listed) => boolean {
  const below = new Set(items.filter((i) => i.parent && i.ticked === undefined && isNotMeant(i.text)).map((i) => i.parent));
  const isReasoned = (i: Listed | undefined): boolean =>
    i !== undefined && (below.has(i) || isNotMeant(i.text) || ofOthers.test(firstWords(i)) || isReasoned(i.parent));
  return isReasoned;
}

/** Of an item with others below it, what they are: `Optional (deferred)`. */
const firstWords = ({ ticked, text }: Listed): string => (ticked === undefined ? text.slice(0, 80) : '');

/** `- [ ] LOW`, `- [x] HIGH`: one of several words is chosen, the others stay open. */
function withoutChoices(items: readonly Listed[]): readonly Listed[] {
  const groups = new Map<Listed | undefined, Listed[]>();
  for (const i of items) if (i.ticked !== undefined) groups.set(i.parent, [...(groups.get(i.parent) ?? []), i]);
  const chosen = new Set(
    [...groups.values()]
      .filter(
        (g) => g.length > 1 && g.filter((i) => i.ticked).length === 1 && g.every((i) => i.text.trim().split(/\s+/).length <= 4),
      )
      .flat(),
  );
  return chosen.size > 0 ? items.filter((i) => !chosen.has(i)) : items;
}

function sectionsIn(lines: readonly Line[], text: string, apart: readonly Span[]): readonly Section[] {
  const out: Section[] = [];
  const headings: { readonly depth: number; readonly text: string }[] = [];
  let section: Section | undefined;
  let isLeftOut = true;
  let above: Listed[] = [];
  const begin = (name: string, named: string): void => {
    section = { name: oneLine(name), items: [] };
    out.push(section);
    isLeftOut = [named, ...headings.map((h) => h.text)].some((h) => ofOthers.test(h));
    above = [];
  };
  lines.forEach((line, i) => {
    if (line.is === 'heading') {
      while ((headings.at(-1)?.depth ?? 0) >= line.depth) headings.pop();
      // The title names the work; it says nothing of its boxes.
      const isTitle = line.depth === 1 && !lines.slice(0, i).some((l) => l.is === 'heading');
      if (!isTitle) headings.push({ depth: line.depth, text: line.text });
      begin(line.text, '');
      return;
    }
    if (line.is === 'text' && line.depth === 0) {
      const [, , bold, plain] = label.exec(line.text.trim()) ?? [];
      const name = bold ?? plain;
      if (name !== undefined && lines[i + 1]?.is === 'item') begin(name, name);
      return;
    }
    if (line.depth === 0 || isLeftOut || !section) return;
    if (line.is === 'text') {
      const last = above.at(-1);
      if (last) last.text += ` ${line.text}`;
      return;
    }
    if (line.is !== 'item' || apart.some((s) => s.start <= line.at.start && line.at.end <= s.end)) return;
    while ((above.at(-1)?.depth ?? 0) >= line.depth) above.pop();
    const { ticked, bare } = boxOf(line, text);
    const item: Listed = { at: line.at, depth: line.depth, parent: above.at(-1), ticked, text: bare };
    section.items.push(item);
    above.push(item);
  });
  return out;
}

const marks = /^([☐⬜🔲☑✅✔])\uFE0F?\s*/u;

function boxOf({ text: said, at }: Line, text: string): { readonly ticked: boolean | undefined; readonly bare: string } {
  const before = /\[([ xX])\]\s*$/.exec(text.slice(Math.max(0, at.start - 6), at.start))?.[1];
  if (before !== undefined) return { ticked: before !== ' ', bare: said };
  const own = /^\[([ xX])\]\s+/.exec(said) ?? marks.exec(said);
  if (!own) return { ticked: undefined, bare: said };
  return { ticked: /[xX☑✅✔]/u.test(own[1] ?? ''), bare: said.slice(own[0].length) };
}
