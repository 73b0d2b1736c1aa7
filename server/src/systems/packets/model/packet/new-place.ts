/** Where the file of a packet goes that is not there yet. */
import { folderOf, joined, nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../dialect/dialect';
import { hasHouse } from '../dialect/id-form';

/** Beside most other packets, in a folder of its own where they have such; else where the first pattern of the dialect begins. */
export function newPlace(id: string, packets: readonly RelPath[], dialect: PacketsDialect): RelPath {
  const counts = new Map<string, number>();
  for (const path of packets) {
    if (dialect.isStub(path) || dialect.isRetired(path)) continue;
    const place = hasHouse(path, dialect.ids) ? `${folderOf(folderOf(path))}\n/${nameOf(path)}` : `${folderOf(path)}\n.md`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const [folder = '', rest = ''] = (most?.[0] ?? first(dialect)).split('\n');
  return joined(folder, `${id}${rest}`);
}

/** `work/*` + `/packet.md` is a folder for each. */
function first({ paths }: PacketsDialect): string {
  const [pattern = ''] = paths.packet.filter((p) => !p.startsWith('!'));
  const parts = pattern.split('/');
  const wild = parts.findIndex((part) => /[*?{[]/.test(part));
  const fixed = parts.slice(0, wild < 0 ? -1 : Math.min(wild, parts.length - 1)).join('/');
  const isHouse = wild >= 0 && wild === parts.length - 2 && parts[wild] === '*' && !/[*?{[]/.test(parts.at(-1) as string);
  return `${fixed}\n${isHouse ? `/${parts.at(-1)}` : '.md'}`;
}
