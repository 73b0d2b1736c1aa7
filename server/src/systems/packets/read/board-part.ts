/** One section of a task board: headings, and entries in every form that boards have. What stands above the section is not known here. */

import type { List, ListItem, Paragraph, RootContent, Table } from 'mdast';
import { contentOf, endOf, linesOf, spanOf } from '#core/fields/items';
import { namedLine, unwrapped } from '#core/fields/line';
import type { Section } from '#core/source';
import { detach, type Span, shifted } from '#core/text';
import type { BoardEntry } from '../model/board/types';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { Located } from '../model/types';
import { markItself } from './awaited';
import { toldIn } from './board-counts';
import {
  blankCells,
  boxIn,
  closingId,
  foldIn,
  furtherIds,
  idColumn,
  isOnlyIds,
  isTitle,
  type Row,
  slipIn,
  stateAhead,
  strayRows,
  withShortId,
} from './board-lines';
import { type BoardPart, blankEntry, type Piece, type RawEntry } from './board-pieces';
import {
  isRetold,
  nothingSaid,
  type State,
  stateOf,
  statusIn,
  type Topic,
  take,
  takeLine,
  takeProse,
  topicOf,
} from './board-words';
import { packetIds } from './ids';
import { type Opening, openingId } from './opening';

/** Its places are relative to the section's start. */
export function readBoardSection(section: Section, text: string, dialect: PacketsDialect): BoardPart {
  const reader = new PartReader(section, text, dialect);
  for (const [i, node] of section.nodes.entries()) reader.block(node, section.nodes[i + 1]);
  for (const p of reader.pieces) if ('entry' in p) markItself(p.entry, reader.source);
  const named = packetIds(reader.source, 0, dialect.ids);
  const unmerged = reader.source.includes('<<<<<<< ') || reader.source.includes('>>>>>>> ');
  return { pieces: reader.pieces, named, ...(unmerged ? { unmerged } : {}), ...toldIn(reader.source, section, dialect) };
}

/** No value: marks alone, and comments. */
const isNothing = /^(?:[-–—*#/.…?\s`]|<!--(?:(?!-->).)*-->)*$/;

/** Words below a heading that is an entry are its own. */
class PartReader {
  readonly pieces: Piece[] = [];
  /** The section's text: offsets in it are the part's. */
  readonly source: string;
  readonly #shift: number;
  readonly #dialect: PacketsDialect;
  #owner: RawEntry | undefined;
  /** The header of the table above, with nothing but its rows in between. */
  #header: readonly Span[] | undefined;

  constructor(section: Section, text: string, dialect: PacketsDialect) {
    this.source = text.slice(section.start, section.end);
    this.#shift = section.shift - section.start;
    this.#dialect = dialect;
  }

  block(node: RootContent, next: RootContent | undefined): void {
    // A row behind a blank line is text for Markdown, and was meant as one.
    const stray = node.type === 'paragraph' && this.#header && strayRows(this.source, spanOf(node, this.#shift), this.#header);
    if (stray) {
      this.pieces.push({ is: 'block', end: endOf(node, this.#shift), rule: false });
      this.#rows(this.#header ?? [], stray);
      return;
    }
    this.#header = undefined;
    if (node.type === 'heading') {
      this.#heading(spanOf(node, this.#shift), contentOf(node, this.#shift), node.depth);
      return;
    }
    const label = node.type === 'paragraph' ? this.#labelAt(node, next?.type === 'list') : undefined;
    if (label) {
      this.#heading(spanOf(node, this.#shift), label, 7);
      return;
    }
    if (node.type === 'html') {
      this.#fold(spanOf(node, this.#shift));
      return;
    }
    this.pieces.push({ is: 'block', end: endOf(node, this.#shift), rule: node.type === 'thematicBreak' });
    if (node.type === 'list') this.#items(node);
    else if (node.type === 'table') this.#table(node);
    else if (node.type === 'paragraph') this.#lines(spanOf(node, this.#shift));
  }

  /** `<details><summary>Draft (2)</summary>`: a state for what can be folded away, up to its end. */
  #fold(at: Span): void {
    const { ends, summary } = foldIn(this.source.slice(at.start, at.end));
    // One that names a packet is about that alone.
    if (summary && stateOf(summary.title, this.#dialect) && !this.#dialect.ids.mayName(summary.title))
      this.#heading(at, shifted(summary.at, at.start), 7, summary.title);
    else this.pieces.push({ is: 'block', end: at.end, rule: false, ...(ends ? { folds: true as const } : {}) });
  }

  #heading(at: Span, titleAt: Span, depth: number, title = detach(this.source.slice(titleAt.start, titleAt.end))): void {
    const opens = openingId(title, this.#dialect.ids);
    this.#owner = opens && this.#entry(opens, titleAt.start, title, at, 'heading');
    if (!opens) this.#list(title, titleAt.start);
    this.pieces.push({
      is: 'heading',
      title,
      titleAt,
      at,
      depth,
      state: opens ? undefined : stateOf(title, this.#dialect),
      closure: this.#dialect.isClosure(title),
      retold: isRetold(title),
      entry: this.#owner,
    });
  }

  /** A paragraph that is a heading in all but name: one line in bold, a state and a colon; above a list a state alone, or words after an emoji. */
  #labelAt(node: Paragraph, aboveList: boolean): Span | undefined {
    const [first, second, ...more] = node.children;
    const at = spanOf(node, this.#shift);
    if (first?.type === 'strong' && more.length === 0) {
      const after = second === undefined ? '' : this.source.slice(endOf(first, this.#shift), at.end);
      if (/^\s*:?\s*(?:\(\d+\))?$/.test(after)) return contentOf(first, this.#shift);
    }
    if (at.end - at.start > 80) return undefined;
    const line = this.source.slice(at.start, at.end);
    if (aboveList && isTitle.test(line) && (/^\p{Extended_Pictographic}/u.test(line) || this.#dialect.sectionStatus.value(line)))
      return at;
    return line.endsWith(':') && !line.includes('\n') && stateOf(line.slice(0, -1), this.#dialect)
      ? { start: at.start, end: at.end - 1 }
      : undefined;
  }

  /** Lines that say something of the heading they stand below, or list ids after a state. */
  #lines(at: Span): void {
    for (const line of linesOf(this.source, at)) {
      const words = this.source.slice(line.start, line.end);
      if (this.#owner && takeLine(this.#owner, words, line.start, this.#dialect)) continue;
      if (this.#owner) takeProse(this.#owner, words, line.start, 0, this.#dialect);
      else this.#enumerated(words, line.start);
    }
  }

  /** `Backlog: WP-2-A, WP-2-B`. */
  #enumerated(line: string, base: number): boolean {
    const named = this.#dialect.ids.mayName(line) ? namedLine(line) : undefined;
    const value = named && line.slice(named.valueStart);
    if (!named || !value || !openingId(value, this.#dialect.ids)) return false;
    const label = stateOf(named.name, this.#dialect);
    const from = base + named.valueStart;
    const ids = packetIds(value, from, this.#dialect.ids);
    // `Next: WP-1-A, once it settles` only speaks of it: no state, and a sentence.
    if (!label || (!label.reading && !isOnlyIds(value, ids, from))) return false;
    for (const id of ids) this.#sure(id, 'inline', label);
    return true;
  }

  /** A list of titles, each with its id at the end, is one of entries; one line of that form among others may be anything. */
  #items(list: List): void {
    const below = this.#owner !== undefined;
    const ids = list.children.map((item) => this.#closingId(item));
    if (!below && ids.every((id) => id !== undefined))
      list.children.forEach((item, i) => {
        this.#titled(item, ids[i] as Located);
      });
    else for (const item of list.children) this.#item(item, undefined, below);
  }

  /** `Log in (WP-1-A)`, `Log out — WP-1-B`. */
  #closingId(item: ListItem): Located | undefined {
    const first = item.children[0];
    const at = first?.type === 'paragraph' ? spanOf(first, this.#shift) : undefined;
    return at && closingId(this.source.slice(at.start, at.end), at.start, this.#dialect.ids);
  }

  #titled(item: ListItem, { text: id, at }: Located): void {
    const whole = spanOf(item, this.#shift);
    const entry: RawEntry = { ...blankEntry(), id, at, whole, form: 'item', ticked: item.checked === true };
    for (const child of item.children.slice(1)) this.#nested(child, entry);
    this.pieces.push({ is: 'entry', entry });
  }

  #item(item: ListItem, above: State | undefined, below: boolean): void {
    const [first, ...rest] = item.children;
    if (first?.type !== 'paragraph') return;
    const whole = spanOf(first, this.#shift);
    // `[In Progress] WP-1-A`: the state stands first.
    const ahead = stateAhead(this.#dialect.ids).exec(this.source.slice(whole.start, whole.end));
    const said = ahead?.[1] === undefined ? undefined : this.#dialect.status.value(ahead[1]);
    const label = said ? { reading: said } : above;
    const at = { start: whole.start + (said ? (ahead?.[0].length ?? 0) : 0), end: whole.end };
    const body = this.source.slice(at.start, at.end);
    // All in a code span it is an explanation; the id alone may be in one.
    const opens = /^\s*`(?!\S+`)/.test(body) ? undefined : openingId(body, this.#dialect.ids);
    if (!opens) {
      this.#plainItem(body, at, rest, label, below);
      return;
    }
    const entry = this.#entry(opens, at.start, body, spanOf(item, this.#shift), 'item', {
      label,
      below,
      ticked: item.checked === true,
      box: item.checked == null ? undefined : boxIn(this.source, spanOf(item, this.#shift)),
    });
    for (const child of rest) this.#nested(child, entry);
    this.#push(entry, body.slice(opens.end), at.start + opens.end);
    for (const child of rest) if (child.type === 'list') for (const inner of child.children) this.#deeper(inner);
  }

  /** An entry, and those named behind it: in `- WP-1-A, WP-1-B` the others stand as the first does. */
  #push(entry: RawEntry, after: string, base: number): void {
    this.pieces.push({ is: 'entry', entry });
    for (const { text, at } of furtherIds(entry.id, after, base, this.#dialect.ids, entry.form === 'row')) {
      entry.shared = true;
      const other = { ...entry, ...nothingSaid(), said: entry.said, id: text, at, whole: at, form: 'inline' as const };
      this.pieces.push({ is: 'entry', entry: other });
    }
  }

  /** An item below an entry is one of its lines, or an entry that says its own state. */
  #deeper(item: ListItem): void {
    const first = item.children[0];
    if (first?.type !== 'paragraph') return;
    const at = spanOf(first, this.#shift);
    if (openingId(this.source.slice(at.start, at.end), this.#dialect.ids)) this.#item(item, undefined, true);
  }

  /** An item that is no entry may be a line of the heading's entry, a state with ids behind it, or a name for the items below it. */
  #plainItem(body: string, at: Span, rest: readonly RootContent[], label: State | undefined, below: boolean): void {
    if (this.#owner) {
      for (const line of linesOf(this.source, at))
        takeLine(this.#owner, this.source.slice(line.start, line.end), line.start, this.#dialect);
      this.#relatives(body, rest, this.#owner);
      return;
    }
    if (this.#enumerated(body, at.start)) return;
    const named = namedLine(body.split('\n')[0] ?? '');
    if (named && topicOf(named.name, this.#dialect.names)) return;
    this.#list(body, at.start);
    const said = stateOf(unwrapped(body.replace(/:\s*$/, '')).text, this.#dialect) ?? label;
    for (const child of rest) if (child.type === 'list') for (const item of child.children) this.#item(item, said, below);
  }

  /** Lines below an entry: `Blocker: …`, `Status: …`. */
  #nested(node: RootContent, entry: RawEntry): void {
    if (node.type === 'list') {
      for (const item of node.children) {
        const [first, ...rest] = item.children;
        if (first) this.#nested(first, entry);
        if (first?.type === 'paragraph') {
          const at = spanOf(first, this.#shift);
          this.#relatives(this.source.slice(at.start, at.end), rest, entry);
        }
        for (const child of rest) if (child.type !== 'list') this.#nested(child, entry);
      }
      return;
    }
    if (node.type !== 'paragraph') return;
    for (const line of linesOf(this.source, spanOf(node, this.#shift)))
      takeLine(entry, this.source.slice(line.start, line.end), line.start, this.#dialect);
  }

  /** `Blockers:` with the names in a list below it. */
  #relatives(body: string, rest: readonly RootContent[], entry: RawEntry): void {
    const topic = /:[*_\s]*$/.test(body) ? topicOf(body, this.#dialect.names) : undefined;
    if (topic !== 'waits' && topic !== 'frees') return;
    for (const child of rest) {
      if (child.type !== 'list') continue;
      for (const item of child.children) {
        const at = item.children[0] && spanOf(item.children[0], this.#shift);
        if (at) take(entry, topic, this.source.slice(at.start, at.end), at, this.#dialect);
      }
    }
  }

  #entry(
    opens: Opening,
    base: number,
    body: string,
    whole: Span,
    form: BoardEntry['form'],
    more: Partial<Pick<RawEntry, 'label' | 'below' | 'ticked' | 'box'>> = {},
  ): RawEntry {
    const line = body.split('\n', 1)[0] ?? '';
    const found = statusIn(line, opens.end, this.#dialect);
    const entry: RawEntry = {
      ...nothingSaid(),
      said: found && { ...found, at: shifted(found.at, base) },
      odd: found ? undefined : slipIn(line, opens.end, base, this.#dialect),
      id: opens.id,
      at: { start: base + opens.start, end: base + opens.start + opens.id.length },
      whole,
      form,
      ticked: more.ticked === true || /^[^\p{L}]*[✅☑✔]/u.test(line.slice(opens.end)),
      struck: opens.struck,
      label: more.label,
      below: more.below === true,
      sure: false,
      ...(more.box ? { box: more.box } : {}),
    };
    takeProse(entry, body, base, opens.end, this.#dialect);
    return entry;
  }

  #table(table: Table): void {
    const [header, ...body] = table.children.map((row) => ({
      at: spanOf(row, this.#shift),
      cells: row.children.map((c) => contentOf(c, this.#shift)),
    }));
    this.#header = header?.cells;
    if (header && body.length > 0) this.#rows(header.cells, body);
  }

  #rows(header: readonly Span[], rows: readonly Row[]): void {
    const text = (at: Span | undefined): string => (at ? this.source.slice(at.start, at.end) : '');
    const body = rows.map((r) => r.cells);
    const names = header.map((at) => text(at));
    const topics = names.map((n) => topicOf(n, this.#dialect.names));
    const states = names.map((n) => stateOf(n, this.#dialect));
    if (states.filter((s) => s?.reading).length > 1) {
      for (const row of body) for (const [i, at] of row.entries()) this.#cell(at, states[i]);
      return;
    }
    const column = idColumn(body, topics, text, this.#dialect.ids);
    if (column < 0) {
      for (const row of body) for (const [i, at] of row.entries()) if (!topics[i]) this.#list(text(at), at.start);
      return;
    }
    for (const { at: whole, cells } of rows) {
      const at = cells[column];
      const opened = at && openingId(text(at), this.#dialect.ids);
      if (!at || !opened) continue;
      const opens = withShortId(opened, cells.map(text));
      const entry = {
        ...this.#entry(opens, at.start, text(at), whole, 'row'),
        sure: topics.includes('status') || topics.includes('waits'),
        blanks: blankCells(cells, text),
      };
      // The state first: a verdict is one of a state.
      for (const wanted of ['status', undefined] as const)
        cells.forEach((cell, c) => {
          const topic = topics[c];
          if (topic !== undefined && (topic === 'status') === (wanted === 'status')) this.#take(entry, topic, cell);
        });
      // `Blocked on WP-1-A` in the column of states, `Started 2025-12-16` in one of notes.
      cells.forEach((cell, c) => {
        if ((topics[c] === undefined || (topics[c] === 'status' && this.#dialect.ids.mayName(text(cell)))) && c !== column)
          takeProse(entry, text(cell), cell.start, 0, this.#dialect);
      });
      this.#push(entry, text(at).slice(opens.end), at.start + opens.end);
    }
  }

  #list(words: string, base: number): void {
    for (const id of packetIds(words, base, this.#dialect.ids)) this.pieces.push({ is: 'listed', id });
  }

  #take(entry: RawEntry, topic: Topic, cell: Span): void {
    const value = this.source.slice(cell.start, cell.end);
    const inner = unwrapped(value);
    const at = { start: cell.start + inner.start, end: cell.start + inner.end };
    // What the table says in its own column outranks words in the cell of the id.
    if (topic === 'status') entry.said = entry.odd = undefined;
    // An empty cell leaves it to the section, and so does a dash.
    if (topic === 'status' && isNothing.test(inner.text)) {
      entry.unsaid = cell;
      return;
    }
    take(entry, topic, inner.text, at, this.#dialect);
  }

  /** A cell of a table whose columns are states. */
  #cell(at: Span, label: State | undefined): void {
    if (!label) return;
    for (const id of packetIds(this.source.slice(at.start, at.end), at.start, this.#dialect.ids)) this.#sure(id, 'cell', label);
  }

  #sure({ text, at }: Located, form: BoardEntry['form'], label: State): void {
    this.pieces.push({ is: 'entry', entry: { ...blankEntry(), id: text, at, whole: at, form, label, sure: true } });
  }
}
