/** The small documents around the packets: codex, agent registry, runbook; and what packets say that these must know. */
import type { Nodes } from 'mdast';
import { contentOf, linesOf, spanOf } from '#core/fields/items';
import { namedLine, noted, unwrapped } from '#core/fields/line';
import { everywhere, type Field, type FieldDocument, fieldOf, type Part } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import type { MarkdownSource, Section } from '#core/source';
import type { Def, Facts, Ref } from '#core/symbols';
import type { Reading } from '#core/system';
import { detach, endOfLine, type Span, shifted, startOfLine } from '#core/text';
import { anchorForms, headingAnchors } from '../model/dialect/anchor-forms';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { Status } from '../model/dialect/status';
import {
  type CodexFacts,
  type CodexModel,
  type Declaration,
  type DeclarationProblem,
  type Invariant,
  type InvariantPart,
  invariantParts,
  type Located,
  type PacketFacts,
} from '../model/types';
import { infoOf, readDeclaration } from './declaration';
import { foldSpec } from './spec';
import { readSpecSection, type SpecPart } from './spec-part';

/** Besides what it defines: its headings, with the invariant that one states, or the part of an invariant that it is called by. */
export interface CodexPart {
  readonly spec: SpecPart;
  readonly headings: readonly CodexHeading[];
  /** Fences that stand below no heading of the section. */
  readonly loose: readonly Span[];
}

/** Offsets from the section's start. */
interface CodexHeading {
  readonly depth: number;
  readonly states: { readonly id: string; readonly at: Span } | undefined;
  /** Parts named by the heading itself, and by the lines below it. */
  readonly has: readonly InvariantPart[];
  readonly scope: string | undefined;
  readonly waiver: string | undefined;
  readonly fences: readonly Span[];
}

/** The info string of a fence that declares what breaks an invariant. */
const FENCE = 'gatehouse';

/** A codex defines an invariant wherever a line begins with it. */
export function readCodexSection(section: Section, text: string, dialect: PacketsDialect): CodexPart {
  type Open = CodexHeading & { has: InvariantPart[]; fences: Span[]; scope: string | undefined; waiver: string | undefined };
  const headings: Open[] = [];
  const loose: Span[] = [];
  const forms = anchorForms(dialect.anchors);
  for (const node of section.nodes) {
    const last = headings.at(-1);
    if (node.type === 'heading') {
      const at = contentOf(node, section.shift);
      const title = text.slice(at.start, at.end);
      const anchor = headingAnchors(title, forms).find((a) => a.by === 'tag');
      const start = at.start + (anchor?.start ?? 0) - section.start;
      const states = anchor && { id: anchor.id, at: { start, end: start + anchor.id.length } };
      headings.push({ depth: node.depth, states, has: [...partsNamed(title)], scope: undefined, waiver: undefined, fences: [] });
    } else if (node.type === 'code' && node.lang === FENCE)
      (last?.fences ?? loose).push(shifted(spanOf(node, section.shift), -section.start));
    else {
      const at = spanOf(node, section.shift);
      // Below a heading of that name.
      if (last?.has[0] === 'Scope' && last.has.length === 1) last.scope ??= detach(text.slice(at.start, at.end));
      if (last?.has[0] === 'Waiver' && last.has.length === 1) last.waiver ??= detach(text.slice(at.start, at.end));
      for (const { name, value } of namesBelow(node, section.shift, text)) {
        const named = partsNamed(name);
        last?.has.push(...named);
        if (last && named.includes('Scope')) last.scope ??= detach(value);
        if (last && named.includes('Waiver')) last.waiver ??= detach(value);
      }
    }
  }
  return { spec: readSpecSection(section, text, dialect, true), headings, loose };
}

const partOf = new Map(invariantParts.flatMap((p) => [[p.toLowerCase(), p] as const, [`${p.toLowerCase()}s`, p] as const]));
function partsNamed(name: string): readonly InvariantPart[] {
  const part = partOf.get(normalName(name));
  return part === undefined ? [] : [part];
}

/** Lines such as `**Rule**: …`, in paragraphs, lists and tables. */
function* namesBelow(node: Nodes, shift: number, text: string): Iterable<{ readonly name: string; readonly value: string }> {
  if (node.type === 'paragraph' || node.type === 'tableRow') {
    for (const line of linesOf(text, spanOf(node, shift))) {
      const words = text.slice(line.start, line.end);
      const row = node.type === 'tableRow' ? /^\|\s*([^|]*)\|([^|]*)/.exec(words) : null;
      const named = node.type === 'tableRow' ? undefined : namedLine(words);
      if (row?.[1]) yield { name: row[1], value: row[2] ?? '' };
      else if (named) yield { name: named.name, value: words.slice(named.valueStart) };
    }
  } else if ('children' in node && node.type !== 'heading')
    for (const child of node.children) yield* namesBelow(child, shift, text);
}

/** A codex is a spec too: its headings define anchors. */
export function foldCodex(
  parts: readonly { readonly section: Section; readonly part: CodexPart }[],
  source: MarkdownSource,
  dialect: PacketsDialect,
): Reading<CodexModel, CodexFacts> {
  const spec = foldSpec(
    parts.map(({ section, part }) => ({ section, part: part.spec })),
    source,
    dialect,
  );
  const { invariants, problems } = invariantsIn(parts, source.text);
  const model: CodexModel = {
    get anchors() {
      return spec.model.anchors;
    },
    get repeated() {
      return spec.model.repeated;
    },
    invariants,
    problems,
  };
  const stated = invariants.map(({ id, at, scope, declared }) => ({
    id: detach(id),
    at,
    scope,
    isDeclared: declared.length > 0,
  }));
  const { runs, refs } = spec.facts;
  return {
    model,
    facts: {
      get defs() {
        return spec.facts.defs;
      },
      ...(runs ? { runs } : {}),
      refs,
      invariants: stated,
    },
  };
}

function invariantsIn(
  parts: readonly { readonly section: Section; readonly part: CodexPart }[],
  text: string,
): Pick<CodexModel, 'invariants' | 'problems'> {
  type Open = Invariant & {
    depth: number;
    has: InvariantPart[];
    scope: string | undefined;
    waiver: string | undefined;
    declared: Declaration[];
  };
  const invariants: Open[] = [];
  const problems: DeclarationProblem[] = [];
  let open: Open | undefined;
  const declare = (fences: readonly Span[], by: number): void => {
    for (const fence of fences.map((f) => shifted(f, by))) {
      const read = readDeclaration(text, fence);
      if (!open)
        problems.push({ at: infoOf(text, fence), message: 'This declares nothing: it stands below no heading of an invariant.' });
      else {
        open.declared.push(...read.declared);
        problems.push(...read.problems);
      }
    }
  };
  for (const { section, part } of parts) {
    declare(part.loose, section.start);
    for (const h of part.headings) {
      if (h.states) {
        const at = shifted(h.states.at, section.start);
        open = { id: h.states.id, at, depth: h.depth, has: [], scope: undefined, waiver: undefined, declared: [] };
        invariants.push(open);
      } else if (open && h.depth <= open.depth) open = undefined;
      if (open) open.scope ??= h.scope;
      if (open) open.waiver ??= h.waiver;
      open?.has.push(...h.has);
      declare(h.fences, section.start);
    }
  }
  return { invariants, problems };
}

/** Agents: the first column of the registry's tables, or the column that is called by their id. */
export function readRegistry(source: MarkdownSource): Reading<undefined, Facts> {
  const defs: Def[] = [];
  for (const s of source.sections)
    for (const node of s.nodes) {
      if (node.type !== 'table') continue;
      const rows = node.children.map((row) => row.children.map((c) => contentOf(c, s.shift)));
      const names = (rows[0] ?? []).map((at) => normalName(source.text.slice(at.start, at.end)));
      const column = Math.max(
        0,
        names.findIndex((n) => /^(?:agent id|agent|id|name)$/.test(n)),
      );
      for (const row of rows.slice(1)) {
        const at = row[column];
        const written =
          at &&
          source.text
            .slice(at.start, at.end)
            .replace(/[*_`]+$|^[*_`]+/g, '')
            .trim();
        const name = written && agentName(written);
        if (at && name) defs.push({ kind: 'agent', name, at, data: { written: detach(written) } });
      }
    }
  return { model: undefined, facts: { defs, refs: [] } };
}

/** As it compares. Empty: nobody is named. */
function agentName(written: string): string {
  const name = written.replace(/[*_`]+$|^[*_`]+/g, '').trim();
  return /^(?:none|tbd|n\/a|pending|unknown|unassigned|[-–—])?$|[<{[]|\s/i.test(name) ? '' : detach(name.toUpperCase());
}

// `AUTH-001`, `HSK-1001`; the family is what stands before the last hyphen.
const code = /(?<![\w-])[A-Z][A-Z0-9]+(?:-[A-Z]+)*-\d{3,5}(?![\w-])/g;

/** Codes of errors, wherever the runbook names them. */
export function readRunbook(source: MarkdownSource): Reading<undefined, Facts> {
  const seen = new Map<string, Def>();
  for (const m of source.text.matchAll(code))
    if (!seen.has(m[0]))
      seen.set(m[0], { kind: 'errorCode', name: detach(m[0]), at: { start: m.index, end: m.index + m[0].length }, data: {} });
  return { model: undefined, facts: { defs: [...seen.values()], refs: [] } };
}

/** What stands between a name and its tag: marks, and other tags. */
const beforeTag = /^[ \t*_]*(?:\[[^\][\n]*\][ \t*_]*)*\[[^\][\n]*$/;

/** `- (Write each waiver here, as [CX-573] asks.)`: what a template says to whoever fills it in. */
const isAside = (text: string, at: Span): boolean =>
  /^[ \t]*(?:[-*+][ \t]+)?\([^\n]*\)[ \t\r]*$/.test(text.slice(startOfLine(text, at.start), endOfLine(text, at.end)));

/** What these say is no promise: why, where to look, what is left out. */
const speaks = new Set(['What', 'Why', 'FILES_TO_OPEN', 'SEARCH_TERMS', 'OUT_OF_SCOPE']);

/**
 * Tags of anchors by which a packet promises something. It only mentions those in prose, in fields that promise nothing, in what a template
 * says, and tags of names, of its fields or of other headings: `## BOOTSTRAP [CX-577]`.
 */
export function promisedIn(
  text: string,
  { fields, headings }: FieldDocument,
  refs: readonly Ref[],
): Pick<PacketFacts, 'promised'> {
  const ids = refs.filter((r) => r.kind === 'anchor' && !/^\d/.test(r.name));
  if (ids.length === 0) return {};
  const names = [...namesIn(fields), ...headings.flatMap(tagsOf)];
  const spoken = speaking(fields);
  const own = fields.map((f) => f.at);
  const isIn = (at: Span, all: readonly Span[]): boolean => all.some((s) => s.start <= at.start && at.end <= s.end);
  const isTag = (at: Span): boolean =>
    names.some(
      (n) => n.start < at.start && (at.end <= n.end || (at.start - n.end < 80 && beforeTag.test(text.slice(n.end, at.start)))),
    );
  const isProse = (at: Span): boolean =>
    !isIn(at, own) && !/^[ \t]*(?:[-*+|#]|\d+[.)])/.test(text.slice(startOfLine(text, at.start), at.start + 1));
  const promised = ids.filter(({ at }) => !(isAside(text, at) || isTag(at) || isIn(at, spoken) || isProse(at)));
  return promised.length > 0 ? { promised: promised.map(({ name, at }) => ({ text: name, at })) } : {};
}

const speaking = (fields: readonly Field[]): readonly Span[] =>
  fields.flatMap((f) => (speaks.has(f.key) ? [f.at] : speaking(f.parts)));

/** The tags that a heading ends in, where it has a name before them. */
function tagsOf({ text, textAt }: Part): readonly Span[] {
  if (!text.includes('[')) return [];
  const tags = /(?:\[[^\][\n]*\][ \t*_]*)+$/.exec(text);
  if (!tags || !/\p{L}/u.test(text.slice(0, tags.index))) return [];
  return [{ start: textAt.start + tags.index, end: textAt.end }];
}

const namesIn = (fields: readonly Field[]): readonly Span[] =>
  fields.flatMap((f) => [...(f.known ? [f.nameAt] : []), ...namesIn(f.parts)]);

/** Who a packet is given to, and which errors it promises once it should be done. */
export function governedIn(fields: FieldDocument, status: Status | undefined): Pick<PacketFacts, 'agents' | 'errorCodes'> {
  const agents: Located[] = [];
  for (const f of everywhere(fields.fields, 'AGENT_ID')) {
    const { text, start } = unwrapped(noted(f.text).bare);
    const name = f.role === 'value' ? agentName(text) : '';
    const from = f.textAt.start + start;
    if (name !== '') agents.push({ text: detach(text), at: { start: from, end: from + text.length } });
  }
  const done = status === 'Ready-for-Validation' || status === 'Done' ? fieldOf(fields, 'DONE_MEANS') : undefined;
  const errorCodes = (done?.items ?? []).flatMap(({ text, at }) =>
    [...text.matchAll(code)].map((m) => ({
      text: detach(m[0]),
      at: { start: at.start + m.index, end: at.start + m.index + m[0].length },
    })),
  );
  return { ...(agents.length > 0 ? { agents } : {}), ...(errorCodes.length > 0 ? { errorCodes } : {}) };
}
