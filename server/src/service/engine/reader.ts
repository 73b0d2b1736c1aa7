/** Reads documents: text to sections, readings and what document rules say. The workspace does it for open files, another thread may for closed ones. */

import { documentProblem } from '#core/limits';
import type { Finding } from '#core/rule';
import { editSections, type Sections } from '#core/sections';
import type { MarkdownSource, Parsers, Section, SourceProblem, Undecoded } from '#core/source';
import type { Facts } from '#core/symbols';
import { isSectionKind, type Reading } from '#core/system';
import type { RelPath, Span } from '#core/text';
import type { BoundKind } from '../config/setup';
import { crash, judgeDocument, type OnCrash } from './judge';
import { codeSource, cut, dataSource, languageOf, markdownSource } from './source';

/** A text, cut and parsed; no sections: it is not Markdown, or over a limit. */
export interface Cut {
  readonly text: string;
  readonly undecoded: readonly Undecoded[];
  readonly sections: Sections | undefined;
  readonly problems: readonly SourceProblem[];
  /** Parsed whole: nothing has to be made sure of. */
  readonly whole: boolean;
}

/** What reading a document gave. */
export interface Read {
  /** One for each kind, in order. */
  readonly readings: readonly Reading[];
  /** What document rules said, and that a reader threw. */
  readonly own: readonly Finding[];
}

/** So many former versions are remembered. */
const VERSIONS = 50;
const nothing: Reading = { model: undefined, facts: { defs: [], refs: [], unread: true } };

/** Facts of a document that was not read, which tell others so: what it lacks may be there. */
function marked(facts: Facts, path: RelPath): Facts {
  const def = { kind: 'unread', name: path, at: { start: 0, end: 0 }, data: {} } as const;
  return { ...facts, defs: [...facts.defs, def], ...(facts.runs ? { runs: [...facts.runs, [def]] } : {}), unread: true };
}

/** Reads the documents of one folder; sections that are the same are not read again. */
export class DocumentReader {
  readonly #parsers: Parsers;
  readonly #onCrash: OnCrash;
  /** Former versions that rules asked for. */
  readonly #versions = new Map<string, Reading>();
  /** What a section gave, as long as it is the same. */
  readonly #parts = new Map<BoundKind, WeakMap<Section['nodes'], unknown>>();

  constructor(parsers: Parsers, onCrash: OnCrash) {
    this.#parsers = parsers;
    this.#onCrash = onCrash;
  }

  /** Kinds are other objects after a change of the configuration. */
  forget(): void {
    this.#parts.clear();
    this.#versions.clear();
  }

  /** What one kind makes of another text of a document: a former version, say. No rule is run; a reader that throws gives nothing. */
  reread(bound: BoundKind, path: RelPath, text: string): Reading {
    const key = `${bound.id}\0${path}\0${text}`;
    const known = this.#versions.get(key);
    if (known) return known;
    const { readings } = this.read(path, [{ ...bound, document: [] }], this.cut(path, text, []));
    const reading = readings[0] ?? nothing;
    if (this.#versions.size >= VERSIONS) this.#versions.delete(this.#versions.keys().next().value as string);
    this.#versions.set(key, reading);
    return reading;
  }

  /** @param before the same document as it was cut before: what is still the same need not be read again */
  cut(path: RelPath, text: string, undecoded: readonly Undecoded[], before?: Cut): Cut {
    const done =
      languageOf(path) === 'markdown' ? cut(text, this.#parsers, before?.sections) : { sections: undefined, problems: [] };
    return { text, undecoded, ...done, whole: true };
  }

  /** The cut after an edit: only touched sections are parsed again. @param at in the text before */
  recut(path: RelPath, before: Cut, text: string, undecoded: readonly Undecoded[], at: Span, insert: number): Cut {
    const around = { start: at.start, end: at.start + insert };
    if (before.sections === undefined || documentProblem(text, around) !== undefined) return this.cut(path, text, undecoded);
    const sections = editSections(before.sections, text, at, insert, this.#parsers.markdown);
    return { text, undecoded, sections, problems: [], whole: false };
  }

  /** What is left of a file that is there and cannot be read: that it cannot. */
  unread(path: RelPath, kinds: readonly BoundKind[], why: string): Read {
    const own: Finding[] = [];
    const readings = kinds.map((bound) => {
      if (!bound.kind.everywhere) return { ...nothing, facts: marked(nothing.facts, path) };
      const problem: SourceProblem = { is: 'unreadable', at: { start: 0, end: 0 }, message: why };
      const read = this.read(path, [bound], { text: '', undecoded: [], sections: undefined, problems: [problem], whole: true });
      own.push(...read.own);
      return read.readings[0] ?? nothing;
    });
    return { readings, own };
  }

  /** Reads a text that is cut already. A reader that throws is told as a finding, and its kind has nothing. */
  read(path: RelPath, kinds: readonly BoundKind[], { text, undecoded, sections, problems }: Cut): Read {
    const raw = { text, undecoded };
    const language = languageOf(path);
    const markdown = language === 'markdown' ? markdownSource(path, raw, sections, problems, this.#parsers) : undefined;
    const source = markdown ?? (language === 'code' ? codeSource(path, raw) : dataSource(path, raw, this.#parsers));
    const own: Finding[] = [];
    const readings = kinds.map((bound): Reading => {
      try {
        const { kind, dialect } = bound;
        if ((kind.reads === 'code') !== (language === 'code')) return nothing;
        const reading = !isSectionKind(kind)
          ? (kind.read(source, dialect) as Reading)
          : markdown
            ? (kind.fold(this.#sectionParts(bound, markdown), markdown, dialect) as Reading)
            : nothing;
        // Over a limit: what was made of it is made of nothing, and of that no rule is asked.
        if (problems.length > 0 && !kind.everywhere) return { ...reading, facts: marked(reading.facts, path) };
        own.push(...judgeDocument(bound, path, reading, this.#onCrash));
        return reading;
      } catch (cause) {
        this.#onCrash(`${bound.id} (reader)`, path, cause);
        own.push(crash(`${bound.id} (reader)`, path));
        return nothing;
      }
    });
    return { readings, own };
  }

  #sectionParts(bound: BoundKind, source: MarkdownSource): readonly { readonly section: Section; readonly part: unknown }[] {
    const { kind, dialect } = bound;
    if (!isSectionKind(kind)) return [];
    const memo = this.#parts.get(bound) ?? new WeakMap<Section['nodes'], unknown>();
    this.#parts.set(bound, memo);
    return source.sections.map((section) => {
      let part = memo.get(section.nodes);
      if (part === undefined) {
        part = kind.readSection(section, source.text, dialect);
        memo.set(section.nodes, part);
      }
      return { section, part };
    });
  }
}
