/** What the spec says of what a packet cites, and what it said in its version before. */

import { nameOf } from '#core/paths';
import type { CitedSection } from '#core/signing';
import type { RelPath } from '#core/text';
import { anchorForms, definitionIn } from '../model/dialect/anchor-forms';
import type { View } from '../model/gating/gating';
import { currentSpec, otherVersions } from '../model/queries';
import { sectionDigest } from '../model/signing/seal';
import { pieces } from './pieces';

/** Each anchor once, with its text in the spec that is in force. */
export function cited(view: View, ids: readonly string[]): readonly CitedSection[] {
  const spec = view.look.ask(currentSpec);
  return [...new Set(ids)].map((id): CitedSection => {
    const [found] = view.look.defs({ kind: 'anchor', name: id });
    const title = found?.data.title ?? '';
    const body = spec.is === 'known' ? view.world.body(spec.path, { kind: 'anchor', name: id }) : undefined;
    if (spec.is !== 'known' || body?.is !== 'known' || body.value === undefined) return { id, title, text: undefined };
    const text = body.value;
    const changed = before(view, id, text);
    return { id, title, text, digest: sectionDigest(text), path: spec.path, ...(changed ? { changed } : {}) };
  });
}

/** So many lines of a section are compared with those of the version before. */
const MOST = 400;

function before(view: View, id: string, now: string): CitedSection['changed'] {
  const [former] = view.look.ask(otherVersions).filter((v) => !v.newer);
  const was = former && sectionOf(view, former.path, id);
  if (!former || was === undefined || sectionDigest(was) === sectionDigest(now)) return undefined;
  return { since: nameOf(former.path), pieces: pieces(was.trim(), now.trim()) };
}

/** The section of a version that is not loaded: from the line that defines it to the next heading of its level. */
function sectionOf(view: View, path: RelPath, id: string): string | undefined {
  const forms = anchorForms(view.dialect.anchors);
  const found = view.world.find(path, id);
  if (found.is !== 'known') return undefined;
  const at = found.value.find((l) => definitionIn(l.text, id, forms));
  const level = /^\s{0,3}(#{1,6})\s/.exec(at?.text ?? '')?.[1]?.length;
  if (!at || level === undefined) return undefined;
  const read = view.world.lines(path, at.line, at.line + MOST);
  if (read.is !== 'known' || !read.value) return undefined;
  const { lines } = read.value;
  const end = lines.findIndex((l, i) => i > 0 && (/^\s{0,3}(#{1,6})\s/.exec(l)?.[1]?.length ?? 7) <= level);
  return lines.slice(0, end < 0 ? undefined : end).join('\n');
}
