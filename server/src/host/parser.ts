/**
 * Picks the parsers. The only file that knows which Markdown parser there is.
 *
 * `satteri` is the parser: native, or as WebAssembly where the native file does not load, which its own loader sees to and
 * which costs some memory and milliseconds. `remark` is the reference that it is compared with, and steps in, with a warning,
 * where neither loads; it is about a hundred times slower, and loaded only when it is chosen.
 */
import type { Nodes, Root } from 'mdast';
import { type Plugin, unified } from 'unified';
import { messageOf } from '#core/cause';
import { withoutBegunItems } from '#core/meant/begun-items';
import { withFencesAtMargin } from '#core/meant/outdented-fences';
import type { Parsers } from '#core/source';
import { treeOf } from './markdown-tree';
import { parseYaml } from './yaml';

/** A Markdown parser that may be chosen. */
export type ParserName = 'satteri' | 'remark';

/** The parsers of a run. */
export interface LoadedParsers {
  readonly parsers: Parsers;
  /** Which Markdown parser it came to. */
  readonly parser: ParserName;
  /** To be shown to the user, if there is one. */
  readonly warning: string | undefined;
}

/** @param load for tests: what loads satteri */
export function loadParsers({ parser = 'satteri' }: { readonly parser?: ParserName } = {}, load = loadSatteri): LoadedParsers {
  if (parser === 'remark') return remark(undefined);
  try {
    const pipeline = unified().use(load()).freeze();
    return loadedAs('satteri', (text) => pipeline.parse(text) as Root, undefined);
  } catch (cause) {
    const reason = messageOf(cause);
    return remark(
      `The Markdown parser does not load here, so a slower one is used: large documents will take seconds. (${reason})`,
    );
  }
}

type ParserPlugin = Plugin<[], string, Root>;

/** GFM, and front matter in YAML or TOML, are what satteri does unless told otherwise. */
function loadSatteri(): ParserPlugin {
  const { createMdastHandle, dropHandle, materializeMdastTree, MdastReader, serializeHandle } = quietly(
    () => require('satteri') as typeof import('satteri'),
  );
  return function () {
    this.parser = (text) => {
      const handle = createMdastHandle(text);
      try {
        const bytes = serializeHandle(handle);
        return treeOf(new MdastReader(bytes)) ?? (materializeMdastTree(new MdastReader(bytes)) as Root);
      } finally {
        dropHandle(handle);
      }
    };
  };
}

/** Node's own remark that WASI is experimental is nothing that a user could do anything about. */
function quietly<T>(load: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).includes('WASI')) Reflect.apply(emitWarning, process, [warning, ...rest]);
  }) as typeof emitWarning;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}

function remark(warning: string | undefined): LoadedParsers {
  const parse = require('remark-parse') as typeof import('remark-parse');
  const gfm = require('remark-gfm') as typeof import('remark-gfm');
  const frontMatter = require('remark-frontmatter') as typeof import('remark-frontmatter');
  const pipeline = unified().use(parse.default).use(gfm.default).use(frontMatter.default, ['yaml', 'toml']).freeze();
  return loadedAs('remark', (text) => pipeline.parse(text), warning);
}

const loadedAs = (parser: ParserName, parse: (text: string) => Root, warning: string | undefined): LoadedParsers => ({
  parser,
  warning,
  parsers: {
    markdown(text) {
      const meant = withFencesAtMargin(withoutBegunItems(text));
      return meant.startsWith(BOM) ? behind(BOM.length, parse(meant.slice(BOM.length))) : parse(meant);
    },
    yaml: parseYaml,
  },
});

/** Some editors send it with a text. Parsers drop it, and count as if it were not there. */
const BOM = '\uFEFF';

/** A tree whose text stands so far behind the start. */
function behind(by: number, root: Root): Root {
  const nodes: Nodes[] = [root];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    for (const point of [node.position?.start, node.position?.end]) if (point?.offset !== undefined) point.offset += by;
    if ('children' in node) nodes.push(...node.children);
  }
  return root;
}
