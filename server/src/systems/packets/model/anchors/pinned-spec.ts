/** The version of the spec that a document names where another one is in force: what it defines, as far as the folder or git still has it. */
import type { Look } from '#core/look';
import { folderOf, joined, nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import { type AnchorForms, partOf } from '../dialect/anchor-forms';
import { compareParts, familyOf, versionIn } from '../dialect/versions';
import { currentSpec } from '../queries';
import { definedIn, isTag } from './anchors';
import { defines } from './cited-files';

/** Where that version lies, or lay. Undefined: it is no version of the spec in force, or that one itself. */
export function pinnedSpec(look: Look, named: string): RelPath | undefined {
  const spec = look.ask(currentSpec);
  const own = spec.is === 'known' ? versionIn(nameOf(spec.path)) : undefined;
  const said = versionIn(named);
  if (spec.is !== 'known' || !own || !said || compareParts(said.parts, own.parts) === 0) return undefined;
  const name = nameOf(spec.path);
  const isFile = named.endsWith('.md');
  if (isFile && familyOf(nameOf(named)) !== familyOf(name)) return undefined;
  const here = look.files('packets/spec').find((p) => {
    const version = familyOf(nameOf(p)) === familyOf(name) ? versionIn(nameOf(p)) : undefined;
    return version !== undefined && compareParts(version.parts, said.parts) === 0;
  });
  const digits = said.text.replace(/^v/i, '');
  const called = isFile ? nameOf(named) : name.slice(0, own.start) + own.text.replace(/[\d.]+$/, digits) + name.slice(own.end);
  return here ?? joined(folderOf(spec.path), called);
}

/** So many of its commits are looked through, newest first. */
const MOST = 5;

/** Whether it is known that the version never defined the anchor: what is not there any more is asked of git. */
export function neverDefined(look: Look, world: World, spec: RelPath, id: string, forms: AnchorForms): boolean {
  if (look.files('packets/spec').includes(spec)) return defines(world, spec, id) === false;
  const headings = world.touched(spec, '# ');
  const touched = world.touched(spec, partOf(id) ?? id);
  if (headings.is !== 'known' || headings.value.length === 0 || touched.is !== 'known') return false;
  const parent = isTag(id) ? undefined : /^(.+)\.\d+$/.exec(partOf(id) ?? id)?.[1];
  // An item of a list has a number too, and where the section is, one cannot tell without its lines.
  const asked = [...touched.value.slice(-MOST), ...headings.value.slice(-2)].map((c) => world.past(c.path, c.id));
  return asked.every(
    (past) =>
      past.is === 'known' &&
      (past.value === undefined || (!definedIn(past.value, id, forms) && !(parent && listedUnder(past.value, parent, forms)))),
  );
}

/** Whether a numbered list stands in the section. */
function listedUnder(text: string, section: string, forms: AnchorForms): boolean {
  const heading = definedIn(text, section, forms);
  if (!heading) return false;
  for (const line of text.slice(heading.end).split('\n')) {
    if (/^\s*#{1,6}\s/.test(line)) return false;
    if (/^\s*\d+[.)]\s/.test(line)) return true;
  }
  return false;
}
