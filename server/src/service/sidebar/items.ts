/** The view of items: put together by state, phase, risk or owner, with what each waits for below it. */
import { addTo } from '#core/lists';
import type { State, System } from '#core/system';
import type { RelPath } from '#core/text';
import type { Arrangement, Dimension, DimensionValues, ViewNode } from '#protocol/views';
import { dimensions } from '#protocol/views';
import type { Session } from '../engine/session';
import { gateNamed } from '../gates/gates';
import { gateNode, gatesOn } from './gate-nodes';
import {
  ageOf,
  ageWords,
  type Item,
  idOf,
  inMarkdown,
  itemsOf,
  joined,
  many,
  PAGE,
  partsOf,
  ranges,
  type Sight,
  spoken,
  total,
  words,
} from './sight';

/** As the view is put together when nobody has arranged it. */
export const byState: Arrangement = { group: 'state', only: {} };

const titles: Readonly<Record<Dimension, string>> = { state: 'State', phase: 'Phase', risk: 'Risk', owner: 'Owner' };
const none: Readonly<Record<Dimension, string>> = {
  state: 'No state',
  phase: 'No phase',
  risk: 'No risk given',
  owner: 'No owner',
};

const valueIn = (item: Item, by: Dimension): string =>
  by === 'state'
    ? item.state.title
    : by === 'phase'
      ? item.phase.title
      : ((by === 'risk' ? item.member.risk : item.member.owner) ?? '');

/** Those that an arrangement shows, by the value of its group, in the order in which the work has them. */
function arranged(sight: Sight, { group, only }: Arrangement): ReadonlyMap<string, readonly Item[]> {
  const wanted = dimensions.flatMap((d) => (only[d] ? [[d, new Set(only[d])] as const] : []));
  const groups = new Map<string, Item[]>();
  for (const item of itemsOf(sight.session)) {
    if (!wanted.every(([d, values]) => values.has(valueIn(item, d)))) continue;
    addTo(groups, valueIn(item, group), item);
  }
  return new Map([...groups].sort(([a], [b]) => orderOf(sight, group, a) - orderOf(sight, group, b) || byName(a, b)));
}

/** What says nothing comes last. */
const byName = (a: string, b: string): number =>
  Number(a === '') - Number(b === '') || a.localeCompare(b, 'en', { numeric: true });

/** States stand in the order of the work, whichever phase has one first; risks as the system orders them; others by name. */
function orderOf({ session }: Sight, group: Dimension, value: string): number {
  if (group !== 'state' && group !== 'risk') return 0;
  const all = session.systems.flatMap((s) =>
    group === 'state' ? (s.sidebar?.states.map((state) => state.title) ?? []) : (s.sidebar?.risks(dialectOf(session, s)) ?? []),
  );
  const i = all.indexOf(value);
  return i < 0 ? all.length : i;
}

const dialectOf = (session: Session, system: System<unknown>): unknown =>
  session.workspace.setup.kinds.find((k) => k.system.id === system.id)?.dialect;

/** The children of a node; the groups where `parent` is absent. Unknown parents have none. */
export function itemNodes(sight: Sight, parent: string | undefined, how: Arrangement): readonly ViewNode[] {
  const groups = arranged(sight, how);
  if (parent === undefined) return groupNodes(sight, groups, how);
  const [is, a = '', b = '', c = ''] = partsOf(parent);
  if (is === 'group') {
    const items = groups.get(a) ?? [];
    return items.length > PAGE ? ranges(items, a, nameOf).map((r) => r.node) : items.map((i) => itemNode(sight, i, how.group));
  }
  if (is === 'range')
    return (ranges(groups.get(a) ?? [], a, nameOf)[Number(b)]?.part ?? []).map((i) => itemNode(sight, i, how.group));
  const item =
    is === 'item' ? itemsOf(sight.session).find((i) => i.system.id === a && i.member.path === b && nameOf(i) === c) : undefined;
  return item ? below(sight, item, parent) : [];
}

function groupNodes(
  sight: Sight,
  groups: ReadonlyMap<string, readonly Item[]>,
  { group, only }: Arrangement,
): readonly ViewNode[] {
  const states = sight.session.systems.flatMap((s) => s.sidebar?.states ?? []);
  const stateOf = (value: string): State | undefined => (group === 'state' ? states.find((s) => s.title === value) : undefined);
  const all = [...groups].map(([value, items]) => ({ value, items, state: stateOf(value) }));
  if (group !== 'state' || itemsOf(sight.session).length === 0 || (all.length === 0 && Object.keys(only).length > 0))
    return all.map((g) => groupNode(sight, group, g.value, g.items, g.state));
  const empty = states
    .filter((s) => s.always && !groups.has(s.title) && (only.state?.includes(s.title) ?? true))
    .map((state) => ({ value: state.title, items: [] as readonly Item[], state }));
  return [...all, ...empty]
    .sort((a, b) => orderOf(sight, group, a.value) - orderOf(sight, group, b.value))
    .map((g) => groupNode(sight, group, g.value, g.items, g.state));
}

const nameOf = ({ member }: Item): string => member.name;
const idOfItem = ({ system, member }: Item): string => idOf('item', system.id, member.path, member.name);

/** The ids of the nodes from a root to the item that a document is about. */
export function itemPath(sight: Sight, path: RelPath, how: Arrangement): readonly string[] {
  for (const [value, items] of arranged(sight, how)) {
    const i = items.findIndex(({ member }) => member.path === path);
    const item = items[i];
    if (!item) continue;
    const range = items.length > PAGE ? [idOf('range', value, String(Math.floor(i / PAGE)))] : [];
    return [idOf('group', value), ...range, idOfItem(item)];
  }
  return [];
}

/** What items can be put together by, with how many there are of each. */
export const itemValues = (sights: readonly Sight[]): readonly DimensionValues[] =>
  dimensions.map((dimension) => {
    const counts = new Map<string, number>();
    for (const sight of sights)
      for (const [value, items] of arranged(sight, { group: dimension, only: {} }))
        counts.set(value, (counts.get(value) ?? 0) + items.length);
    return {
      dimension,
      title: titles[dimension],
      values: [...counts].map(([value, count]) => ({ value, title: value === '' ? none[dimension] : value, count })),
    };
  });

function groupNode(sight: Sight, by: Dimension, value: string, items: readonly Item[], state: State | undefined): ViewNode {
  const found = words(
    total(
      sight.session,
      items.map((i) => i.member.path),
    ),
  );
  const late = items.filter((i) => ageOf(sight, i)?.is === 'late').length;
  const label = value === '' ? none[by] : value;
  return {
    id: idOf('group', value),
    label,
    description: joined(String(items.length), late > 0 && `${late} late`, found),
    icon: state?.icon ?? icons[by],
    spoken: spoken(label, many(items.length, 'item'), late > 0 && `${late} late`, found),
    collapsible: items.length === 0 ? 'none' : items.length > PAGE || state?.over ? 'collapsed' : 'expanded',
    context: 'group',
    ...(state?.enter ? { drop: state.enter } : {}),
  };
}

const icons: Readonly<Record<Dimension, string>> = {
  state: 'circle-large-outline',
  phase: 'milestone',
  risk: 'flame',
  owner: 'person',
};

function itemNode(sight: Sight, item: Item, group: Dimension): ViewNode {
  const { member, state, phase } = item;
  const found = total(sight.session, [member.path]);
  const age = ageOf(sight, item);
  const waits = member.waits.length > 0 && `waits for ${member.waits.length}`;
  const said = [group !== 'state' && state.title, member.detail, age && ageWords(age), waits, words(found)];
  const description = joined(...said);
  const more = [
    `${state.title}${age ? `, for ${ageWords(age)}${age.allowed === undefined ? '' : ` (${many(age.allowed, 'day')} allowed)`}` : ''}`,
    phase.title,
    member.risk === undefined ? '' : `Risk: ${member.risk}`,
    member.owner === undefined ? '' : `Owner: ${member.owner}`,
    ...member.waits.map((w) => `Waits for ${w.name} (${w.state})`),
    words(found),
    member.path,
  ];
  const [icon, color] =
    found.error > 0
      ? ['error', 'list.errorForeground']
      : age?.is === 'late'
        ? ['clock', 'list.warningForeground']
        : found.warning > 0
          ? ['warning', 'list.warningForeground']
          : [state.icon, age?.is === 'due soon' ? 'list.warningForeground' : undefined];
  return {
    id: idOfItem(item),
    label: member.name,
    ...(description === '' ? {} : { description }),
    tooltip: [`**${inMarkdown(member.name)}**`, ...more.filter(Boolean).map(inMarkdown)].join('\n\n'),
    icon,
    ...(color === undefined ? {} : { color }),
    spoken: spoken(member.name, ...said),
    collapsible: member.waits.length > 0 || gatesOn(sight, member.name).length > 0 ? 'collapsed' : 'none',
    context: ['item', ...(state.marks ?? [])].join(' '),
    open: { uri: sight.uriOf(member.path) },
    about: { folder: sight.folder, subject: member.name },
  };
}

/** What an item waits for, and what gates said of it. */
function below(sight: Sight, item: Item, parent: string): readonly ViewNode[] {
  const all = itemsOf(sight.session);
  const blockers = item.member.waits.map(({ name, state }): ViewNode => {
    const blocker = all.find((i) => i.member.name === name);
    const description = blocker ? state : 'not found';
    return {
      id: idOf('blocker', parent, name),
      label: name,
      description: `blocks · ${description}`,
      icon: blocker?.state.icon ?? 'question',
      spoken: `Waits for ${name}, ${description}`,
      collapsible: 'none',
      ...(blocker
        ? {
            context: 'item',
            open: { uri: sight.uriOf(blocker.member.path) },
            about: { folder: sight.folder, subject: name },
          }
        : {}),
    };
  });
  const gates = gatesOn(sight, item.member.name).map((gate) =>
    gateNode(sight, gate, item.member.name, gateNamed(sight.session, gate)?.gate.summary ?? '', parent),
  );
  return [...blockers, ...gates];
}
