/**
 * A version of the spec is approved: what changes for everybody, what it has lost; then the pointer names it, and the audit has its row.
 * Source: SYSTEMS.md §1, `enrich`.
 */

import type { Look } from '#core/look';
import { nameOf } from '#core/paths';
import type { Changes, LockedField, SignedBy, SignedChange, SigningSheet, SigningSubject, Stand } from '#core/signing';
import { type RelPath, startOfLine } from '#core/text';
import { lossOf } from '../model/anchors/spec-loss';
import { approvalOfSpec, type Sight, shortOfSpec, specText } from '../model/audit/row-seals';
import { compareParts, versionIn } from '../model/dialect/versions';
import { PACKET, type View } from '../model/gating/gating';
import { currentSpec, otherVersions, signedVersions } from '../model/queries';
import { digestOf } from '../model/signing/seal';
import type { PacketFacts, PointerFacts, SpecModel } from '../model/types';
import { audited, outdated, type Refused, unused } from './common';
import { pieces } from './pieces';

const SPEC = 'packets/spec';
const POINTER = 'packets/pointer';

interface Version {
  readonly path: RelPath;
  /** What the pointer names now. */
  readonly current: RelPath;
}

/**
 * The version after the one in force, else the one in force where nobody has signed it. By the names of their files.
 * @param sight where it is given, a version is not signed that is not signed as the folder asks for
 */
export function versionsIn(look: Look, sight?: Sight): readonly Version[] {
  const spec = look.ask(currentSpec);
  if (spec.is !== 'known') return [];
  const newer = look
    .ask(otherVersions)
    .filter((v) => v.newer)
    .map(({ path }) => ({ path, current: spec.path }));
  const version = versionIn(nameOf(spec.path));
  const { first, signed } = look.ask(signedVersions);
  const approval = sight && approvalOfSpec(sight);
  const isDue =
    version &&
    ((first && compareParts(version.parts, first) > 0 && !signed.some((v) => compareParts(v, version.parts) === 0)) ||
      (approval && shortOfSpec(approval, sight.dialect) !== undefined));
  return [...(isDue ? [{ path: spec.path, current: spec.path }] : []), ...newer];
}

const named = (view: View): Version | undefined => versionsIn(view.look, view).find((v) => nameOf(v.path) === view.subject);

/** Newer versions than the one in force, and that one while nobody has signed it. */
export const subjects = (view: View): readonly SigningSubject[] =>
  versionsIn(view.look, view).map(({ path, current }) => ({
    name: nameOf(path),
    path,
    detail: path === current ? 'in force, not signed' : 'newer than the spec in force',
  }));
/** Whether the subject is such a version. */
export const isSpec = (view: View): boolean => named(view) !== undefined;

interface Section {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** What changes against the version in force, section by section. */
export function sheet(view: View): SigningSheet | Refused {
  const version = named(view);
  if (!version) return { refused: `${view.subject} is no version of the spec that waits for a signature.` };
  const { path, current } = version;
  const file = view.file(path, SPEC);
  const [before, after] = [sectionsOf(view, current), sectionsOf(view, path)];
  if (!file || !before || !after) return { refused: `${file && after ? current : path} cannot be read.` };
  const changes = path === current ? [] : [changesBetween(before, after, nameOf(current))];
  return {
    subject: view.subject,
    does: 'Approve',
    means: 'From your signature on this version binds everybody: the pointer names it, and packets are held to it.',
    title: path === current ? 'the version in force, which nobody has signed' : `in place of ${nameOf(current)}`,
    path,
    locked: locked(view, version, changes[0]),
    changes,
    facts: [],
    against: against(view, version, before, after),
    warnings: [],
    hash: file.hash,
  };
}

/** Each anchor of a heading or tag with its own text: to where the next one begins. Undefined: it cannot be read. */
function sectionsOf(view: View, path: RelPath): readonly Section[] | undefined {
  const file = view.file(path, SPEC);
  const model = view.reading(path, SPEC)?.model as SpecModel | undefined;
  if (!file || !model) return undefined;
  const starts = model.anchors
    .filter((a) => a.by === 'heading')
    .map((a) => ({ ...a, line: startOfLine(file.text, a.at.start) }))
    .sort((a, b) => a.line - b.line)
    .filter((a, i, all) => all[i - 1]?.line !== a.line);
  return starts.map((a, i) => ({ id: a.id, title: a.title, text: file.text.slice(a.line, starts[i + 1]?.line).trim() }));
}

/** So many sections are compared word by word; of more only the names are told. */
const MOST = 100;

function changesBetween(before: readonly Section[], after: readonly Section[], since: string): Changes {
  const [was, is] = [byId(before), byId(after)];
  const names = [...new Set([...is.keys(), ...was.keys()])].filter((id) => was.get(id)?.text !== is.get(id)?.text);
  return {
    since,
    fields: names.map((id, i) => ({
      name: `${id} ${(is.get(id) ?? was.get(id))?.title ?? ''}`.trim(),
      pieces: i < MOST ? pieces(was.get(id)?.text ?? '', is.get(id)?.text ?? '') : [],
    })),
  };
}

/** What occurs twice counts as it stands first. */
function byId(all: readonly Section[]): ReadonlyMap<string, Section> {
  const out = new Map<string, Section>();
  for (const s of all) if (!out.has(s.id)) out.set(s.id, s);
  return out;
}

function locked(view: View, { path, current }: Version, changed: Changes | undefined): readonly LockedField[] {
  const ids = new Set((changed?.fields ?? []).map((f) => f.name.split(' ')[0]));
  const citing = view
    .documents(PACKET)
    .map(({ facts }) => facts as PacketFacts)
    .filter((f) => !f.retired && f.status?.reading?.status !== 'Done' && f.citations.some((c) => ids.has(c.id)))
    .map((f) => f.id);
  const field = (name: string, lines: readonly string[]): readonly LockedField[] =>
    lines.length === 0 ? [] : [{ name, at: { start: 0, end: 0 }, lines: lines.map((text) => ({ text, notes: [] })), notes: [] }];
  return [
    ...field('The spec in force', [path === current ? nameOf(path) : `${nameOf(path)}, which the pointer will name`]),
    ...field(
      'Sections that change',
      (changed?.fields ?? []).map((f) => f.name),
    ),
    ...field('Open packets that cite them', citing),
  ];
}

function against(
  view: View,
  { path, current }: Version,
  before: readonly Section[],
  after: readonly Section[],
): readonly Stand[] {
  const ids = (path: RelPath, all: readonly Section[]): ReadonlySet<string> => {
    const model = view.reading(path, SPEC)?.model as SpecModel | undefined;
    return new Set([...all.map((s) => s.id), ...(model?.anchors ?? []).map((a) => a.id)]);
  };
  const facts = (file: RelPath, kind: string) => view.documents(kind).find((d) => d.path === file)?.facts;
  const lost = lossOf(view.look, view.dialect, facts, { before: ids(current, before), after: ids(path, after) });
  if ('unread' in lost) return [{ says: `${lost.unread} cannot be read, so what it cites is not known.`, notes: [] }];
  return lost.says.map((l) => ({ says: `It has lost ${l}.`, notes: [] }));
}

/** Writes the audit's row, and the new name into the pointer. */
export function sign(view: View, shown: SigningSheet, by: SignedBy): SignedChange | Refused {
  const version = named(view);
  const file = version && view.file(version.path, SPEC);
  if (!version || !file || file.hash !== shown.hash) return outdated(shown.path);
  const signature = unused(view, by);
  if ('refused' in signature) return signature;
  const name = nameOf(version.path);
  const sealed = specText(name, signature.text, digestOf(file.text.replace(/\r\n?/g, '\n')));
  const entry = {
    signature: signature.text,
    purpose: `Spec enrichment: ${name}`,
    specVersion: versionIn(name)?.text ?? '',
    usedBy: by.user,
    evidence: version.path,
  };
  const row = audited(view, name, entry, { sealed, notes: by.notes });
  if ('refused' in row) return row;
  if (version.path === version.current) return { signature: signature.text, sealed, change: (armour) => [row.step(armour)] };
  const [pointer] = view.documents(POINTER);
  const text = pointer && view.file(pointer.path, POINTER);
  const spec = (pointer?.facts as PointerFacts | undefined)?.spec;
  if (!pointer || !text || !spec) return { refused: 'The pointer cannot be read.' };
  const edit = { at: spec.at, text: spec.text.includes('/') ? version.path : name };
  return {
    signature: signature.text,
    sealed,
    change: (armour) => [{ do: 'edit', path: pointer.path, hash: text.hash, edits: [edit] }, row.step(armour)],
  };
}
