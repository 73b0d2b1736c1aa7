/**
 * The tree of a Markdown text, made of what satteri's parser hands over.
 *
 * It is the tree that satteri makes itself, node for node. A folder of thousands of documents has millions of nodes, and each is made here
 * with all it has at once: a node that grows property by property takes more memory, and so does a list of numbers for each one's children.
 */
import type { Nodes, Root } from 'mdast';
import type { MdastReader } from 'satteri';

/** Undefined: there is something in it that is not known here; satteri has to make the tree. */
export function treeOf(reader: MdastReader): Root | undefined {
  if (reader.header.nodeDataCount > 0) return undefined;
  const root = nodeOf(reader, 0);
  if (root?.type !== 'root') return undefined;
  // Level by level, for a text may nest deeper than functions may call each other.
  const parents: Parent[] = [root];
  const ids = [0];
  const below: number[] = [];
  for (let p = 0; p < parents.length; p++) {
    // Comes with the first one last, so that taking them from the end gives them in order.
    reader.pushChildIds(ids[p] as number, below);
    const children = new Array<Nodes>(below.length);
    for (let i = 0; i < children.length; i++) {
      const id = below.pop() as number;
      const node = nodeOf(reader, id);
      if (node === undefined) return undefined;
      children[i] = node;
      if (!('children' in node)) continue;
      parents.push(node);
      ids.push(id);
    }
    (parents[p] as { children: Nodes[] }).children = children;
  }
  return root;
}

/** In place of children until they are made. */
const toCome: never[] = [];

type Parent = Extract<Nodes, { children: unknown }>;

/** A node by the number of its type, its children still to come. Those that are rare are left to satteri. */
function nodeOf(reader: MdastReader, id: number): Nodes | undefined {
  const position = reader.getPosition(id);
  if (position === undefined) return undefined;
  switch (reader.getNodeType(id)) {
    case 0:
      return { type: 'root', position, children: toCome };
    case 1:
      return { type: 'paragraph', position, children: toCome };
    case 2:
      return { type: 'heading', position, depth: reader.fieldU8(id, 0, 1) as 1, children: toCome };
    case 3:
      return { type: 'thematicBreak', position };
    case 4:
      return { type: 'blockquote', position, children: toCome };
    case 5: {
      const { ordered, start, spread } = reader.getListData(id);
      return { type: 'list', position, ordered, start: ordered ? start : null, spread, children: toCome };
    }
    case 6: {
      const { spread, checked } = reader.getListItemData(id);
      return { type: 'listItem', position, spread, checked, children: toCome };
    }
    case 7:
      return { type: 'html', position, value: reader.fieldString(id, 0) };
    case 8: {
      const [lang, meta] = [reader.fieldString(id, 0), reader.fieldString(id, 8)];
      return { type: 'code', position, lang: lang || null, meta: meta || null, value: reader.fieldString(id, 16) };
    }
    case 10:
      return { type: 'text', position, value: reader.fieldString(id, 0) };
    case 11:
      return { type: 'emphasis', position, children: toCome };
    case 12:
      return { type: 'strong', position, children: toCome };
    case 13:
      return { type: 'inlineCode', position, value: reader.fieldString(id, 0) };
    case 14:
      return { type: 'break', position };
    case 15:
      return {
        type: 'link',
        position,
        url: reader.fieldString(id, 0),
        title: reader.fieldString(id, 8) || null,
        children: toCome,
      };
    case 21:
      return { type: 'table', position, align: reader.getTableAlign(id) as [], children: toCome };
    case 22:
      return { type: 'tableRow', position, children: toCome };
    case 23:
      return { type: 'tableCell', position, children: toCome };
    case 24:
      return { type: 'delete', position, children: toCome };
    default:
      return undefined;
  }
}
