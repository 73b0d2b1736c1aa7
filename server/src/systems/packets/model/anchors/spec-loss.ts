/** What another version of the spec lacks that the work rests on. Source: SYSTEMS.md §1, `spec-regression`. */
import type { WideLook } from '#core/look';
import type { Facts } from '#core/symbols';
import type { RelPath } from '#core/text';
import { canonicalId, partOf } from '../dialect/anchor-forms';
import type { PacketsDialect } from '../dialect/dialect';
import type { PacketFacts, RefinementFacts } from '../types';

/** A line for each anchor that is gone and that a live packet cites or the configuration requires; or the document that cannot be read. */
export function lossOf(
  look: WideLook,
  dialect: PacketsDialect,
  facts: (path: RelPath, kind: string) => Facts | undefined,
  { before, after }: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> },
): { readonly says: readonly string[] } | { readonly unread: RelPath } {
  const lost = new Map<string, Set<RelPath>>();
  for (const kind of ['packets/packet', 'packets/refinement'])
    for (const file of look.files(kind)) {
      const own = facts(file, kind) as PacketFacts | RefinementFacts | undefined;
      if (!own) return { unread: file };
      if (own.retired) continue;
      for (const { id } of own.citations)
        if (before.has(id) && !after.has(id) && !after.has(partOf(id) ?? id)) lost.set(id, (lost.get(id) ?? new Set()).add(file));
    }
  const required = dialect.requiredAnchors.filter((a) => !after.has(canonicalId(a)) && !after.has(a));
  return {
    says: [
      ...[...lost].map(([id, files]) => `${id}, which ${[...files].join(', ')} cites`),
      ...required.map((id) => `${id}, which gatehouse.yaml requires`),
    ],
  };
}
