/** Links to headings. */
import type { Nodes } from 'mdast';
import { contentOf } from '#core/fields/items';
import { linkNames, meantName } from '#core/slugs';
import type { MarkdownSource, Section } from '#core/source';
import { detach, type RelPath, type Span } from '#core/text';
import type { Fragment } from '../model/types';
import { resolve } from './resolve';

/** Headings as written, of sections that have not changed since. */
const remembered = new WeakMap<Section['nodes'], readonly string[]>();

/** Collects them; the document's own names are made only when one of its links wants them. */
export class Fragments {
  readonly found: Fragment[] = [];
  readonly #source: MarkdownSource;
  #names: ReadonlySet<string> | undefined;

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
    else if (!this.#own().has(name)) this.#missing(name, place);
  }

  #missing(name: string, at: Span): void {
    const meant = meantName(name, this.#own());
    this.found.push({ path: undefined, name, at, ...(meant === undefined ? {} : { meant: detach(meant) }) });
  }

  #own(): ReadonlySet<string> {
    this.#names ??= linkNames(
      this.#source.sections.flatMap((s) => headingsOf(s, this.#source.text)),
      this.#source.text,
    );
    return this.#names;
  }
}

function headingsOf(section: Section, text: string): readonly string[] {
  const known = remembered.get(section.nodes);
  if (known) return known;
  const out: string[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'heading') {
      const at = contentOf(node, section.shift);
      out.push(detach(text.slice(at.start, at.end)));
    } else if ('children' in node && node.type !== 'paragraph') for (const child of node.children) visit(child);
  };
  for (const node of section.nodes) visit(node);
  remembered.set(section.nodes, out);
  return out;
}

/** Undefined: it names no heading. `#top` is the page's start, `#L10` a line, footnotes have names of their own. */
function nameIn(fragment: string): string | undefined {
  let name: string;
  try {
    name = decodeURIComponent(fragment).toLowerCase();
  } catch {
    name = fragment.toLowerCase();
  }
  if (name === '' || name === 'top' || /^(?:l\d+(?:-l?\d+)?|user-content-.*|fn(?:ref)?[:-]?\d+|:~:.*)$/.test(name))
    return undefined;
  return /[{}<>*]/.test(name) ? undefined : detach(name);
}
