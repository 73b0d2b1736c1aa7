/** How packets and refinements cite the spec: the anchors, the version, and what is promised of them. */
import { flat } from '#core/fields/items';
import { everywhere, type Field, type FieldDocument, fieldOf } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import { nameOf } from '#core/paths';
import { detach, type Span } from '#core/text';
import { isTag } from '../model/anchors/anchors';
import type { Citation, CitingFacts, CitingModel, Fragment, Variant } from '../model/anchors/citing';
import { type AnchorForms, SIGN } from '../model/dialect/anchor-forms';
import { variantIn } from '../model/dialect/id-form';
import { isWorkedOn, type Status } from '../model/dialect/status';
import { compareParts, familyOf, versionIn } from '../model/dialect/versions';
import { covered, type EvidenceRow } from '../model/evidence/evidence';
import type { Located } from '../model/types';
import { citations, fragmentsIn } from './anchor';
import { asidesIn } from './aside-anchors';
import { mappedIn } from './mapped';

const ANCHOR = 'SPEC_ANCHOR';

/** The anchors that SPEC_ANCHOR cites. @param deep also where the field is a part of another one, as in refinements */
export function anchorsIn(fields: FieldDocument, forms: AnchorForms, deep = false): readonly Citation[] {
  return anchorFields(fields, deep).flatMap((f) => citedBy(f, forms));
}

/** The SPEC_ANCHOR fields that have a value. @param deep those within other fields too */
export function anchorFields(fields: FieldDocument, deep: boolean): readonly Field[] {
  const all = deep ? everywhere(fields.fields, ANCHOR) : fields.fields.filter((f) => f.key === ANCHOR);
  const own = all.filter((f) => f.role === 'value');
  return own.length > 0 ? own : fields.fields.filter(isAuthority);
}

/** `**Authority:** Master Spec §2.3`, where no field is called after what it cites. */
const isAuthority = (f: Field): boolean =>
  !f.known && f.role === 'value' && f.key === 'authority' && f.items.length === 0 && bySpec.test(f.text.slice(0, 160));
const bySpec = new RegExp(
  String.raw`^[\s*_\x60]*(?:\S+\s+){0,3}?\S*[Ss]pec(?:ification)?\b[^.;]{0,40}?(?:\.md)?[\s,:*_\x60(]*${SIGN}`,
);

/** The places that SPEC_ANCHOR cites by their names in links. */
export function fragmentsOf(fields: FieldDocument, forms: AnchorForms, deep = false): readonly Fragment[] {
  return anchorFields(fields, deep).flatMap((f) => {
    const items = flat(f.items);
    return items.length === 0
      ? fragmentsIn(f.text, f.textAt.start, forms)
      : items.flatMap((item) => fragmentsIn(item.text, item.at.start, forms));
  });
}

/** The texts of SPEC_ANCHOR, item by item. */
const anchorTexts = (fields: FieldDocument): readonly { readonly text: string; readonly start: number }[] =>
  anchorFields(fields, false).flatMap((f) => {
    const items = flat(f.items);
    if (items.length === 0) return [{ text: f.text, start: f.textAt.start }];
    return items.map(({ text, at }) => ({ text, start: at.start }));
  });

function citedBy(f: Field, forms: AnchorForms): readonly Citation[] {
  const items = flat(f.items);
  if (items.length === 0) return citations(f.text, f.textAt.start, forms);
  return items.flatMap((item) => citations(item.text, item.at.start, forms));
}

/** It says that there is none. */
const unsaid =
  /^[\s*_`<[({–-]*(?:none|n\/?a|pending|tbd|todo|tba|not applicable|keine[rs]?|\{[^}]*\})?[\s*_`>\])}.–-]*(?:\([^()]*\))?$/i;
/** It means a place in the spec. */
const speaksOfSpec = /\b(?:spec|specification|section|chapter|clause|anchor|paragraph|main body|abschnitt|kapitel)s?\b/i;

/** Parts of SPEC_ANCHOR without an id: a value that has none at all, or one item among others that speaks of a section. */
function proseIn(fields: FieldDocument, cited: readonly { readonly at: Span }[]): readonly Located[] {
  const out: Located[] = [];
  const cites = (at: Span): boolean => cited.some((c) => at.start <= c.at.start && c.at.end <= at.end);
  for (const f of anchorFields(fields, false)) {
    if (cites(f.at)) {
      for (const { text, at, items } of f.items)
        if (!cites(at) && speaksOfSpec.test(text) && !items.some((i) => cites(i.at))) out.push({ text, at });
      continue;
    }
    const first = f.items.find((i) => !unsaid.test(i.text));
    if (first) out.push({ text: first.text, at: first.at });
    else if (f.items.length === 0 && f.text !== '' && !unsaid.test(f.text)) out.push({ text: f.text, at: f.textAt });
  }
  return out;
}

const promising = ['DONE_MEANS', 'TEST_PLAN', 'Evidence Mapping'];
const id = /\d+(?:\.\d+)+|[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+/g;

/** `TERM-API-001..005`, `2.3.1 - 2.3.4`: all between are named, too. */
const range = /(?<![\w.-])((?:[A-Z][A-Z0-9]*-)+|(?:\d+\.)+)(\d+)\s?(?:\.\.\.?|…|–|-|to)\s?(?:\1)?(\d+)(?![\w.-]*\d)/g;

/** Anchors that what is promised never names, where it names others: then each promise is meant to be one anchor's. */
function unusedIn(
  text: string,
  fields: FieldDocument,
  cited: readonly Citation[],
  rows: readonly { readonly id: string }[],
  forms: AnchorForms,
): readonly Citation[] {
  const own = [...new Map(cited.map((c) => [c.id, c])).values()];
  if (own.length < 2) return [];
  const named = new Set(rows.map((r) => r.id));
  for (const f of fields.fields)
    if (f.role === 'value' && promising.includes(f.key)) {
      const said = text.slice(f.at.start, f.at.end);
      for (const m of said.matchAll(id)) named.add(m[0]);
      if (forms.words) for (const m of said.matchAll(forms.words)) named.add(m[0].toUpperCase());
      for (const [, family = '', from = '', to = ''] of said.matchAll(range)) named.add(`${family}${from}..${family}${to}`);
    }
  const isNamed = (c: Citation): boolean =>
    [...named].some((n) =>
      n.includes('..')
        ? isTag(n) === isTag(c.id) && covered(c.id, [n])
        : n === c.id || n.startsWith(`${c.id}.`) || c.id.startsWith(`${n}.`),
    );
  // A section may hold the tags that are named, and a tag stand in it: each kind is mapped for itself.
  return [own.filter((c) => !isTag(c.id)), own.filter((c) => isTag(c.id))].flatMap((kind) => {
    const unused = kind.filter((c) => !isNamed(c));
    // A few names in passing are no mapping.
    return unused.length * 2 <= kind.length ? unused : [];
  });
}

/**
 * The version that the packet was written for: the one it aims at outranks the one it began with. Undefined: it names none, or aims
 * at whatever a file names that is no version itself, the pointer.
 */
export function specIn(fields: FieldDocument): Located | undefined {
  const rank = (f: Field): number => ['spec target', 'spec version'].indexOf(normalName(f.name));
  const said = fields.fields.filter((f) => f.key === 'SPEC_VERSION' && f.role === 'value');
  const all = said.filter((f) => versionIn(f.text) !== undefined);
  if (said.length > all.length && said.some((f) => !all.includes(f) && rank(f) === 0 && /\.md\b/i.test(f.text))) return undefined;
  // Unsigned: what is in neither place comes last.
  const best = all.length > 1 ? all.sort((a, b) => (rank(a) >>> 0) - (rank(b) >>> 0))[0] : all[0];
  return best && versionNamed(best);
}

/** The first version in a value, as its file where that is named. */
function versionNamed(f: Field): Located | undefined {
  const version = versionIn(f.text);
  if (!version) return undefined;
  const file = [...f.text.matchAll(/[^\s`"'()[\]<>]+\.md/g)].find(
    (m) => m.index <= version.start && version.end <= m.index + m[0].length,
  );
  const start = f.textAt.start + (file?.index ?? version.start);
  const written = file?.[0] ?? version.text;
  return { text: detach(written), at: { start, end: start + written.length } };
}

/** `Codex: Dock Codex v1.4.md [CX-101]`: the file that it names. */
function codexIn(fields: FieldDocument): Located | undefined {
  for (const f of everywhere(fields.fields, 'codex')) {
    const m =
      f.role === 'value'
        ? /[\p{L}\p{N}_][\p{L}\p{N}_. /-]*codex[\p{L}\p{N}_. -]*v\d[\d.]*\.md/iu.exec(f.text.slice(0, 300))
        : null;
    if (m) return { text: detach(m[0]), at: { start: f.textAt.start + m.index, end: f.textAt.start + m.index + m[0].length } };
  }
  return undefined;
}

/** A target that lies before its baseline: two versions of one document. */
export function behindIn(fields: FieldDocument): Pick<CitingFacts, 'behind'> {
  const named = (name: string): Located | undefined => {
    const f = fields.fields.find((f) => f.key === 'SPEC_VERSION' && f.role === 'value' && normalName(f.name) === name);
    return f && versionNamed(f);
  };
  const [target, baseline] = [named('spec target'), named('spec baseline')];
  const [to, from] = [target && versionIn(target.text), baseline && versionIn(baseline.text)];
  if (!target || !baseline || !to || !from || compareParts(to.parts, from.parts) >= 0) return {};
  const files = [target, baseline].filter((s) => s.text.endsWith('.md')).map((s) => familyOf(nameOf(s.text)));
  return new Set(files).size > 1 ? {} : { behind: { target, baseline } };
}

const MOST = 4000;

/** What DONE_MEANS and evidence say, to be searched for what the spec asks. */
function promisesIn(text: string, fields: FieldDocument, rows: readonly EvidenceRow[]): string {
  const done = fieldOf(fields, 'DONE_MEANS');
  const said = [
    done ? text.slice(done.at.start, done.at.end) : '',
    ...rows.flatMap((r) => [r.requirement, ...r.anchors.map((a) => a.id)]),
  ];
  return detach(said.join(' ').slice(0, MOST).toLowerCase());
}

/** Whom a packet takes the place of. */
function variantOf(packet: string, text: string, fields: FieldDocument): Variant | undefined {
  const { base, number } = variantIn(packet) ?? { base: packet, number: 1 };
  if (number < 2) return undefined;
  // The nearest that there is counts: numbers are left out, and the first one need have none. `-v20251228` is a day.
  const lower = Array.from({ length: Math.min(number - 1, 50) }, (_, i) => `${base}-v${number - 1 - i}`);
  const before = number === 2 ? [base, ...lower] : [...lower, base];
  return { before: before.map(detach), number, notes: notesIn(text, fields) };
}

/** The lines under "Collaboration Notes" in the signature's log. */
function notesIn(text: string, fields: FieldDocument): readonly string[] {
  const log = fieldOf(fields, 'Signature & Enrichment Log');
  const lines = log ? text.slice(log.at.start, log.at.end).split(/\r?\n/) : [];
  const from = lines.findIndex((l) => /\bnotes\b/i.test(l) && !/^\s*[-*+]\s+\S.*:\s+\S/.test(l));
  if (from < 0) return [];
  const out: string[] = [];
  for (const line of lines.slice(from + 1)) {
    if (/^\s*#/.test(line)) break;
    const note = line.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '').trim();
    if (note.length >= 20 && out.length < 8) out.push(detach(note));
  }
  return out;
}

/** What is read, and what of it is kept. */
export interface Citing {
  readonly model: CitingModel;
  readonly facts: CitingFacts;
}

/** @param packet what its other readers have found */
export function readCiting(
  text: string,
  fields: FieldDocument,
  packet: {
    readonly id: string;
    readonly status: Status | undefined;
    readonly citations: readonly Citation[];
    readonly rows: readonly EvidenceRow[];
    readonly forms: AnchorForms;
  },
): Citing {
  const { id: own, status, citations: cited, rows } = packet;
  const spec = specIn(fields);
  const codex = codexIn(fields);
  const before = variantOf(own, text, fields);
  const fragments = fragmentsOf(fields, packet.forms);
  const asides = asidesIn(anchorTexts(fields), packet.forms);
  const mapped = mappedIn(text, fields, cited, packet.forms);
  const unused = unusedIn(
    text,
    fields,
    cited,
    rows.flatMap((r) => r.anchors),
    packet.forms,
  );
  return {
    model: { prose: proseIn(fields, fragments.length > 0 ? [...cited, ...fragments] : cited) },
    facts: {
      ...(unused.length > 0 ? { unused } : {}),
      ...(asides.length > 0 ? { asides } : {}),
      ...(spec ? { spec } : {}),
      ...(mapped.length > 0 ? { mapped } : {}),
      ...(codex ? { codex } : {}),
      ...behindIn(fields),
      ...(fragments.length > 0 ? { fragments } : {}),
      ...(before ? { variant: before } : {}),
      ...(cited.length > 0 && isWorkedOn(status) ? { promises: promisesIn(text, fields, rows) } : {}),
    },
  };
}
