/**
 * packets/enrich: the next version of the spec is begun, or held against what rests on the one in force. Pointer and audit follow
 * with a signature, in the panel. Source: SYSTEMS.md §1 *Actions*.
 */
import { type ActionResult, action } from '#core/action';
import { folderOf, joined, nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import { done, refuse, standingAgainst, type View } from '../acting/view';
import { specPath } from '../acting/work';
import { lossOf } from '../model/anchors/spec-loss';
import type { PacketsDialect } from '../model/dialect/dialect';
import { versionIn } from '../model/dialect/versions';
import { otherVersions } from '../model/queries';
import type { SpecModel } from '../model/types';

export default action<PacketsDialect>({
  act(view) {
    const path = specPath(view) ?? refuse('The pointer names no spec that is there; mend it first.');
    const newer = view.look
      .ask(otherVersions)
      .filter((v) => v.newer)
      .at(-1);
    return newer ? compared(view, path, newer.path) : begun(view, path);
  },
});

function begun(view: View, path: RelPath): ActionResult {
  const name = nameOf(path);
  const next = bumped(name) ?? refuse(`${name} says no version that could be counted on.`);
  const to = joined(folderOf(path), next.name);
  const text = view.text(path) ?? refuse(`${path} cannot be read.`);
  if (view.text(to) !== undefined) refuse(`There is a file ${to} already.`);
  if (!view.reread(to, 'packets/spec', ''))
    refuse(`${to} would not be read as a spec; packets.paths.spec in gatehouse.yaml says where specs are.`);
  const own = standingAgainst(view, 'spec-regression', '');
  return done(
    [{ do: 'create', path: to, text: titled(text, next) }],
    `${to} is ${path} word by word${titled(text, next) === text ? '' : ', but for the version in its title'}. It binds nobody yet.`,
    ...(own
      ? [`${name} itself does not pass spec-regression; the new version is to mend that:`, ...own.says.map((l) => `  ${l}`)]
      : []),
    'Next: write what is new into it, then gatehouse enrich again, which tells what it has lost.',
    remains(to),
  );
}

/** What live packets cite and the new version lacks. */
function compared(view: View, path: RelPath, to: RelPath): ActionResult {
  const anchors = (p: RelPath): ReadonlySet<string> | undefined => {
    const model = view.document<SpecModel>(p, 'packets/spec')?.model;
    return model && new Set(model.anchors.map((a) => a.id));
  };
  const [before, after] = [anchors(path), anchors(to)];
  if (!before || !after) return { is: 'refused', why: 'unknown', says: [`${before ? to : path} cannot be read.`] };
  const lost = lossOf(view.look, view.dialect, (file, kind) => view.facts(file, kind), { before, after });
  if ('unread' in lost)
    return { is: 'refused', why: 'unknown', says: [`${lost.unread} cannot be read, so what it cites is not known.`] };
  if (lost.says.length > 0) refuse(`${to} has lost what the work rests on:`, ...lost.says.map((l) => `  ${l}`));
  const fresh = [...after].filter((a) => !before.has(a)).length;
  return done(
    [],
    `${to} has lost nothing that ${nameOf(path)} has and live packets cite; ${fresh} ${fresh === 1 ? 'anchor is' : 'anchors are'} new.`,
    remains(to),
  );
}

const remains = (to: RelPath): string =>
  `What remains: a person signs ${nameOf(to)}; pointer and audit row change with that signature, not before.`;

interface Next {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** `v02.84` to `v02.85`, `v1` to `v2`, with as many digits. */
function bumped(name: string): Next | undefined {
  const version = versionIn(name);
  if (!version) return undefined;
  const to = version.text.replace(/\d+$/, (n) => String(Number(n) + 1).padStart(n.length, '0'));
  return { name: name.slice(0, version.start) + to + name.slice(version.end), from: version.text, to };
}

/** The title says its version where the old one did. */
function titled(text: string, { from, to }: Next): string {
  const m = /^# .*$/m.exec(text.slice(0, 5000));
  if (!m?.[0].includes(from)) return text;
  return text.slice(0, m.index) + m[0].replace(from, () => to) + text.slice(m.index + m[0].length);
}
