/** Texts to sources: what the readers get. */
import { isCode } from '#core/code';
import { documentProblem } from '#core/limits';
import { cutWhole, type Sections } from '#core/sections';
import type {
  CodeSource,
  DataSource,
  MarkdownSource,
  ParsedData,
  Parsers,
  Section,
  Source,
  SourceProblem,
  Undecoded,
} from '#core/source';
import type { RelPath, Span } from '#core/text';

/** A file's text without a BOM, with what of it was no UTF-8. */
export interface RawText {
  readonly text: string;
  readonly undecoded: readonly Undecoded[];
}

const none: readonly never[] = [];

/** By the name's end. What is nothing else is Markdown. */
export const languageOf = (path: RelPath): Source['language'] =>
  /\.ya?ml$/i.test(path) ? 'yaml' : /\.json$/i.test(path) ? 'json' : isCode(path) ? 'code' : 'markdown';

/**
 * Cuts and parses, unless a limit says no: then there are no sections, and a problem.
 * @param before what is still the same keeps its nodes, and so what was read from them
 */
export function cut(
  text: string,
  parsers: Parsers,
  before?: Sections,
): { readonly sections: Sections | undefined; readonly problems: readonly SourceProblem[] } {
  const problem = documentProblem(text);
  return problem
    ? { sections: undefined, problems: [problem] }
    : { sections: cutWhole(text, parsers.markdown, before), problems: [] };
}

/** @param sections undefined: it was not parsed, for a problem that is among `problems` */
export function markdownSource(
  path: RelPath,
  raw: RawText,
  sections: Sections | undefined,
  problems: readonly SourceProblem[],
  parsers: Parsers,
): MarkdownSource {
  const list = sections?.sections ?? [];
  return {
    language: 'markdown',
    path,
    text: raw.text,
    undecoded: raw.undecoded,
    problems,
    sections: list,
    strays: sections?.strays ?? none,
    get frontMatter() {
      return frontMatter(raw.text, list[0], parsers);
    },
  };
}

/** Of YAML and JSON alike. */
export function dataSource(path: RelPath, raw: RawText, parsers: Parsers): DataSource {
  return { language: 'yaml', path, text: raw.text, undecoded: raw.undecoded, problems: [], data: parsers.yaml(raw.text) };
}

/** Code is read as it stands. */
export const codeSource = (path: RelPath, raw: RawText): CodeSource => ({
  language: 'code',
  path,
  text: raw.text,
  undecoded: raw.undecoded,
  problems: [],
});

function frontMatter(text: string, first: Section | undefined, parsers: Parsers): ParsedData | undefined {
  const node = first?.nodes[0];
  if (node?.type !== 'yaml') return undefined;
  const start = (node.position?.start.offset ?? 0) + (first?.shift ?? 0);
  const source = text.slice(start, (node.position?.end.offset ?? 0) + (first?.shift ?? 0));
  const inner = /^[^\r\n]*(?:\r\n|\r|\n)([\s\S]*?)[^\r\n]*$/.exec(source)?.[1] ?? '';
  return moved(parsers.yaml(inner), start + source.indexOf(inner, 3));
}

function moved(data: ParsedData, by: number): ParsedData {
  const at = (s: Span): Span => ({ start: s.start + by, end: s.end + by });
  const node = (n: NonNullable<ParsedData['root']>): NonNullable<ParsedData['root']> => {
    if (n.is === 'scalar') return { ...n, at: at(n.at) };
    if (n.is === 'list') return { ...n, at: at(n.at), items: n.items.map(node) };
    return { ...n, at: at(n.at), entries: n.entries.map((e) => ({ key: e.key, keyAt: at(e.keyAt), value: node(e.value) })) };
  };
  return { root: data.root && node(data.root), errors: data.errors.map((e) => ({ ...e, at: at(e.at) })) };
}
