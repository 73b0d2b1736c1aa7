/** The small documents around the packets: codex, agent registry, runbook; and what packets say that these must know. */
import type { Nodes } from 'mdast';
import { contentOf, linesOf, spanOf } from '#core/fields/items';
import { namedLine, noted, unwrapped } from '#core/fields/line';
import { everywhere, type FieldDocument, fieldOf } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import type { MarkdownSource, Section } from '#core/source';
import type { Def, Facts } from '#core/symbols';
import type { Reading } from '#core/system';
import { detach, type Span, shifted } from '#core/text';
import { anchorForms, headingAnchors } from '../model/anchor-forms';
import type { PacketsDialect } from '../model/dialect';
import type { Status } from '../model/status';
import {
  type CodexModel,
  type Invariant,
  type InvariantPart,
  invariantParts,
  type Located,
  type PacketFacts,
} from '../model/types';
import { foldSpec, readSpecSection, type SpecPart } from './spec';

/** Besides what it defines: its headings, with the invariant that one states, or the part of an invariant that it is called by. */
export interface CodexPart {
  readonly spec: SpecPart;
  readonly headings: readonly {
    readonly depth: number;
    readonly states: { readonly id: string; readonly at: Span } | undefined;
    /** Parts named by the heading itself, and by the lines below it. */
    readonly has: readonly InvariantPart[];
  }[];
}

/** A codex defines an invariant wherever a line begins with it. */
export function readCodexSection(section: Section, text: string, dialect: PacketsDialect): CodexPart {
  const headings: { depth: number; states: { id: string; at: Span } | undefined; has: InvariantPart[] }[] = [];
  const forms = anchorForms(dialect.anchors);
  for (const node of section.nodes) {
    if (node.type === 'heading') {
      const at = contentOf(node, section.shift);
      const title = text.slice(at.start, at.end);
      const anchor = headingAnchors(title, forms).find((a) => a.by === 'tag');
      const start = at.start + (anchor?.start ?? 0) - section.start;
      const states = anchor && { id: anchor.id, at: { start, end: start + anchor.id.length } };
      headings.push({ depth: node.depth, states, has: [...partsNamed(title)] });
    } else for (const line of namesBelow(node, section.shift, text)) headings.at(-1)?.has.push(...partsNamed(line));
  }
  return { spec: readSpecSection(section, text, dialect, true), headings };
}

const partOf = new Map(invariantParts.flatMap((p) => [[p.toLowerCase(), p] as const, [`${p.toLowerCase()}s`, p] as const]));
function partsNamed(name: string): readonly InvariantPart[] {
  const part = partOf.get(normalName(name));
  return part === undefined ? [] : [part];
}

/** Names of lines such as `**Rule**: …`, in paragraphs, lists and tables. */
function* namesBelow(node: Nodes, shift: number, text: string): Iterable<string> {
  if (node.type === 'paragraph' || node.type === 'tableRow') {
    for (const line of linesOf(text, spanOf(node, shift))) {
      const words = text.slice(line.start, line.end);
      const name = node.type === 'tableRow' ? /^\|\s*([^|]*)\|/.exec(words)?.[1] : namedLine(words)?.name;
      if (name) yield name;
    }
  } else if ('children' in node && node.type !== 'heading')
    for (const child of node.children) yield* namesBelow(child, shift, text);
}

export function foldCodex(
  parts: readonly { readonly section: Section; readonly part: CodexPart }[],
  source: MarkdownSource,
  dialect: PacketsDialect,
): Reading<CodexModel, Facts> {
  const spec = foldSpec(
    parts.map(({ section, part }) => ({ section, part: part.spec })),
    source,
    dialect,
  );
  const model: CodexModel = {
    get anchors() {
      return spec.model.anchors;
    },
    get repeated() {
      return spec.model.repeated;
    },
    get invariants() {
      return invariantsIn(parts);
    },
  };
  return { model, facts: spec.facts };
}

function invariantsIn(parts: readonly { readonly section: Section; readonly part: CodexPart }[]): readonly Invariant[] {
  const out: { id: string; at: Span; depth: number; has: InvariantPart[] }[] = [];
  let open: (typeof out)[number] | undefined;
  for (const { section, part } of parts)
    for (const h of part.headings) {
      if (h.states) {
        open = { id: h.states.id, at: shifted(h.states.at, section.start), depth: h.depth, has: [] };
        out.push(open);
      } else if (open && h.depth <= open.depth) open = undefined;
      open?.has.push(...h.has);
    }
  return out;
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
        const name = at && agentName(source.text.slice(at.start, at.end));
        if (at && name) defs.push({ kind: 'agent', name, at, data: {} });
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
