/** Outlines of packet documents, for document symbols. */
import type { Field } from '#core/fields/model';
import type { OutlineItem } from '#core/system';
import type { BoardModel } from './model/board/types';
import { written } from './model/dialect/status';
import { brief } from './model/packet/packet';
import type { PacketModel, SpecModel } from './model/types';

/** The packet, and below it the fields that the dialect knows. */
export function packetOutline(model: PacketModel): readonly OutlineItem[] {
  const fields = model.fields.fields.filter((f) => f.known && f.role === 'value').map(fieldItem);
  const status = model.statuses[0];
  const whole = { start: 0, end: model.length };
  return [
    {
      name: model.id,
      ...(status ? { detail: status.reading ? written(status.reading) : status.text } : {}),
      is: 'document',
      at: whole,
      nameAt: model.head,
      children: fields,
    },
  ];
}

const fieldItem = (f: Field): OutlineItem => ({
  name: f.name,
  ...detail(f),
  is: 'field',
  at: f.at,
  nameAt: f.nameAt,
  children: f.parts.filter((p) => p.known).map(fieldItem),
});

function detail(f: Field): { readonly detail?: string } {
  if (f.shape === 'scalar') return { detail: f.text.slice(0, 80) };
  return f.items.length > 0 ? { detail: `${f.items.length} ${f.items.length === 1 ? 'item' : 'items'}` } : {};
}

/** Sections below the title, each with its entries. */
export function boardOutline(model: BoardModel): readonly OutlineItem[] {
  return model.sections
    .filter((s) => s.depth > 1)
    .map((s) => ({
      name: s.title,
      is: 'section' as const,
      at: s.at,
      nameAt: s.titleAt,
      children: model.entries
        .filter((e) => e.section === s.title && e.whole.start >= s.at.start && e.whole.end <= s.at.end)
        .map((e) => ({
          name: e.id,
          ...(e.status ? { detail: written(e.status) } : {}),
          is: 'entry' as const,
          at: e.whole,
          nameAt: e.at,
          children: [],
        })),
    }));
}

/** Anchors in the shape of the headings that define them. */
export function specOutline(model: SpecModel): readonly OutlineItem[] {
  interface Draft extends OutlineItem {
    readonly children: Draft[];
  }
  const roots: Draft[] = [];
  const open: { depth: number; item: Draft }[] = [];
  for (const a of model.anchors) {
    if (a.by === 'item') continue;
    // Breadcrumbs show the name alone, and a number says little.
    const item: Draft = { name: `${a.id} ${brief(a.title)}`.trimEnd(), is: 'anchor', at: a.body, nameAt: a.at, children: [] };
    // A heading without a number ends what stands above it, too.
    const ended = ({ depth, item: { at } }: (typeof open)[number]): boolean => depth >= a.depth || at.end <= a.at.start;
    let above = open.at(-1);
    for (; above && ended(above); above = open.at(-1)) open.pop();
    (above?.item.children ?? roots).push(item);
    open.push({ depth: a.depth, item });
  }
  return roots;
}
