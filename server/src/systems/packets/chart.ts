/** Packets as pictures show them. */
import type { Chart, WorkNode } from '#core/chart';
import { query, type WideLook } from '#core/look';
import { standing } from './model/board/board-queries';
import { icons } from './model/board/phases';
import { ages } from './model/board/sla';
import type { PacketsDialect } from './model/dialect/dialect';
import { waits } from './model/queries';

const nodes = query('packets/work-nodes', (look): readonly WorkNode[] => {
  const own = ownNames(look);
  const edges = new Map<string, Set<string>>();
  /** What a packet waits for, by its own name. */
  const of = (id: string): Set<string> => {
    const name = own.get(id) ?? id;
    const known = edges.get(name) ?? new Set();
    edges.set(name, known);
    return known;
  };
  for (const kind of ['packet', 'entry'] as const) for (const { name } of look.all(kind)) of(name);
  for (const [from, to] of Object.entries(look.ask(waits)))
    for (const blocker of to) {
      of(blocker);
      of(from).add(own.get(blocker) ?? blocker);
    }
  return [...edges]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, waitsFor]) => nodeOf(look, name, [...waitsFor].filter((w) => w !== name).sort()));
});

/** A file may be called otherwise than its packet: by either name it is one. */
function ownNames(look: WideLook): ReadonlyMap<string, string> {
  const all = look.all('packet');
  const byPath = new Map(all.flatMap((p) => (p.data.alias ? [] : [[p.path, p.name] as const])));
  return new Map(
    all.flatMap((p) => (p.data.alias && byPath.has(p.path) ? [[p.name, byPath.get(p.path) ?? p.name] as const] : [])),
  );
}

function nodeOf(look: WideLook, name: string, waitsFor: readonly string[]): WorkNode {
  const [packet] = look.defs({ kind: 'packet', name });
  const [entry] = look.defs({ kind: 'entry', name });
  const { status, over } = look.ask(standing, name);
  const path = (packet ?? entry)?.path;
  const state = status ?? (path === undefined ? 'Not found' : 'No status');
  const title = packet && titleIn(packet.data.title, name);
  return {
    name,
    ...(title ? { title } : {}),
    ...(path === undefined ? {} : { path }),
    state: state === 'Done' && packet?.data.validated ? 'Done (VALIDATED)' : state,
    icon: icons[state] ?? 'question',
    over,
    waits: waitsFor,
  };
}

/** What a title says besides the name. */
const titleIn = (title: string, name: string): string =>
  title
    .replace(/^(?:task|work)?\s*packet\s*:?\s*/i, '')
    .replace(name, '')
    .replace(/^[\s:–—-]+/, '')
    .trim();

/** As the overview and the graph ask for it. */
export const chart: Chart<PacketsDialect> = { nodes, ages, late: ['packets/board-sla'] };
