/** Links to headings. */
import type { Nodes } from 'mdast';
import { equal } from '#core/equal';
import { contentOf, spanOf } from '#core/fields/items';
import { decoded } from '#core/paths';
import { idsIn, linkNames, meantName, slugOf } from '#core/slugs';
import type { MarkdownSource, Section } from '#core/source';
import { detach, type RelPath, type Span } from '#core/text';
import type { Fragment } from '../model/types';
import { resolve } from './resolve';

/** What a section gives to the names of its document. Of sections that have not changed it is the same object. */
interface Named {
  readonly headings: readonly string[];
  readonly ids: readonly string[];
}
const remembered = new WeakMap<Section['nodes'], Named>();

/** The names of a document, and what dead links most likely mean. */
interface Names {
  readonly from: readonly Named[];
  readonly all: ReadonlySet<string>;
  readonly meant: Map<string, string | undefined>;
}

/** Of the documents that were asked for last: a key mostly leaves the headings as they are. */
const latest = new Map<RelPath, Names>();
const MOST = 4;

function namesOf(source: MarkdownSource): Names {
  const from = source.sections.map((s) => namedIn(s, source.text));
  const before = latest.get(source.path);
  latest.delete(source.path);
  const names =
    before && before.from.length === from.length && before.from.every((n, i) => same(n, from[i] as Named))
      ? before
      : {
          from,
          all: linkNames(
            from.flatMap((n) => n.headings),
            from.flatMap((n) => n.ids),
          ),
          meant: new Map(),
        };
  if (latest.size >= MOST) latest.delete(latest.keys().next().value as RelPath);
  latest.set(source.path, names);
  return names;
}

const same = (a: Named, b: Named): boolean => a === b || (equal(a.headings, b.headings) && equal(a.ids, b.ids));

/** Collects them; the document's own names are made only when one of its links wants them. */
export class Fragments {
  /** All that were taken, in order. */
  readonly found: Fragment[] = [];
  readonly #source: MarkdownSource;
  #names: Names | undefined;

  constructor(source: MarkdownSource) {
    this.#source = source;
  }

  /** @param at of the destination @param root what a leading slash stands for */
  take(url: string, at: Span, root: RelPath): void {
    const hash = url.indexOf('#');
    if (hash < 0) return;
    const name = nameIn(url.slice(hash + 1));
    const file = url.slice(0, hash);
    if (name === undefined || file.includes('?')) return;
    const path = file === '' ? undefined : resolve(this.#source.path, url, root);
    if (file !== '' && (path === undefined || !/\.(?:md|markdown)$/i.test(path))) return;
    // The end of the destination as it stands: a URL may be escaped otherwise than it was parsed.
    const place = { start: at.end - (url.length - hash - 1), end: at.end };
    if (path !== undefined && path !== this.#source.path) this.found.push({ path: detach(path), name, at: place });
    else if (!this.#own().all.has(name)) this.#missing(name, place);
  }

  #missing(name: string, at: Span): void {
    const { all, meant: known } = this.#own();
    if (!known.has(name)) known.set(name, meantName(name, all));
    const meant = known.get(name);
    const fenced = meant === undefined && this.#source.sections.some((s) => fencedIn(s, this.#source.text).has(name));
    this.found.push({
      path: undefined,
      name,
      at,
      ...(meant === undefined ? {} : { meant: detach(meant) }),
      ...(fenced ? { fenced: true as const } : {}),
    });
  }

  #own(): Names {
    this.#names ??= namesOf(this.#source);
    return this.#names;
  }
}

function namedIn(section: Section, text: string): Named {
  const known = remembered.get(section.nodes);
  if (known) return known;
  const headings: string[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'heading') {
      const at = contentOf(node, section.shift);
      headings.push(detach(text.slice(at.start, at.end)));
    } else if ('children' in node && node.type !== 'paragraph') for (const child of node.children) visit(child);
  };
  for (const node of section.nodes) visit(node);
  const named = { headings, ids: idsIn(text.slice(section.start, section.end)).map(detach) };
  remembered.set(section.nodes, named);
  return named;
}

const inCode = new WeakMap<Section['nodes'], ReadonlySet<string>>();

/** The names that lines of a section's code blocks would have as headings. Asked only where a link is dead. */
function fencedIn(section: Section, text: string): ReadonlySet<string> {
  const known = inCode.get(section.nodes);
  if (known) return known;
  const names = new Set<string>();
  for (const node of section.nodes) {
    if (node.type !== 'code') continue;
    const at = spanOf(node, section.shift);
    for (const m of text.slice(at.start, at.end).matchAll(/^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*\r?$/gm))
      names.add(detach(slugOf(m[1] as string)));
  }
  inCode.set(section.nodes, names);
  return names;
}

/** Undefined: it names no heading. `#top` is the page's start, `#L10` a line, footnotes have names of their own. */
function nameIn(fragment: string): string | undefined {
  const name = decoded(fragment).toLowerCase();
  if (name === '' || name === 'top' || /^(?:l\d+(?:-l?\d+)?|user-content-.*|fn(?:ref)?[:-]?\d+|:~:.*)$/.test(name))
    return undefined;
  return /[{}<>*]/.test(name) ? undefined : detach(name);
}
