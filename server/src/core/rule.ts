/**
 * What a rule is. Rule authors need this file and their own system's `model`, nothing else.
 *
 * Invariant: a rule is a pure function of what it is given. No I/O, no clock, no state between runs.
 */
import type { Change } from './change';
import type { Look } from './look';
import type { Name, NamedPath } from './symbols';
import type { RelPath, Span } from './text';
import type { World } from './world';

/** How serious a finding is. What each is for: SYSTEMS.md, *Rules*. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';
/** The most serious first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** `safe` may be applied unseen, by `--fix` and on save; `ask` only by a person. */
export type Safety = 'safe' | 'ask';

/** Located documents of the same moment, for a fix that reaches into another file. A file not loaded yet is loaded, and the fix asked again. */
export interface Desk {
  /** The document as its kind's reader sees it. Absent: no such file, or not of that kind. */
  document<M = unknown>(
    path: RelPath,
    kind: string,
  ): { readonly model: M; readonly text: string; readonly hash: string } | undefined;
  readonly look: Look;
}

/** A fix on offer. Evaluated only when somebody asks for it; what it returns is data. Undefined: it cannot be done after all. */
export interface Offer {
  readonly title: string;
  readonly safety: Safety;
  change(desk: Desk): Change | undefined;
}

/** A place that explains a finding. A symbol is located at the edge, so a rule needs no other file's offsets. */
export type Related = { readonly message: string } & (
  | { readonly path?: RelPath; readonly at: Span }
  /** `part`: a place of the symbol's definition instead of the definition itself. */
  | { readonly path: RelPath; readonly symbol: Name; readonly part?: string }
);

/** What a finding is about: a symbol, or another thing with a name, such as a field that is not there. */
export interface Subject {
  readonly kind: string;
  readonly name: string;
}

/** What a rule yields. The runner adds the rule's id, its severity and the file. */
export interface Report {
  /** The word, not the line. */
  readonly at: Span;
  /** One sentence: what is wrong, with the name in it, and what to do where that is not plain. */
  readonly message: string;
  /** Where the rule's own severity does not fit this case. */
  readonly severity?: Severity;
  readonly fixes?: readonly Offer[];
  readonly related?: readonly Related[];
  /** What it is about, where the place alone would not tell it from its like: part of the finding's fingerprint. */
  readonly about?: Subject;
}

/** A finding: plain data, kept while its file is closed. Its fixes are computed again when asked for. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly path: RelPath;
  readonly at: Span;
  readonly message: string;
  readonly related: readonly Related[];
  readonly fixes: readonly { readonly title: string; readonly safety: Safety }[];
  readonly about?: Subject;
}

/**
 * One example. It is printed on the rule's page and run as a test.
 *
 * `[|…|]` marks where the rule must report; no mark means it must stay silent.
 * `==> path <==` lines split it into several files.
 */
export interface Example {
  readonly title: string;
  readonly files: string;
  /** The message expected at each mark, in order of file and place. */
  readonly says?: readonly string[];
  /** How serious each is, in the same order, where one is not what the rule says. */
  readonly severities?: readonly Severity[];
  /** All files after the first fix of every finding, only those that changed. Required when the rule offers one. */
  readonly fixed?: string;
  /** The text of a gatehouse.yaml for this example. */
  readonly config?: string;
  /** Which of a finding's fixes is applied, by its place in the list. */
  readonly fix?: number;
  /** The day the example is judged at. */
  readonly today?: string;
  /**
   * What git knows: commits, oldest first, each with the files that it wrote (`==> path <==`, no marks). `files` are the
   * working tree. Absent: the folder is not in git.
   */
  readonly past?: readonly { readonly day: string; readonly files: string; readonly removed?: readonly RelPath[] }[];
  /** What is in other branches, with {@link past}. */
  readonly branches?: readonly { readonly branch: string; readonly files: string }[];
}

interface Meta {
  readonly severity: Severity;
  /** It is about what a document says, not about who may do what: a hint in stubs, superseded, archived and template documents, from which nobody works. */
  readonly concerns?: 'content';
  /** One sentence that holds when the rule is kept: "A packet names its owner." */
  readonly summary: string;
  /** Why a reader should care. Markdown. */
  readonly why: string;
  readonly since: string;
  readonly examples: readonly [Example, ...Example[]];
}

/** What a document rule sees: one document, whole. It runs when that document's text changes. */
export interface DocumentView<M, D> {
  readonly model: M;
  readonly dialect: D;
  readonly path: RelPath;
}

/**
 * What a folder rule sees: the facts kept of one document, and everything that other documents say.
 * It runs when an answer that it was given changes, which is why it gets no text: the file is mostly closed by then.
 */
export interface FolderView<F, D, M = unknown> {
  readonly facts: F;
  readonly dialect: D;
  readonly path: RelPath;
  readonly look: Look;
  readonly world: World;
  /** The paths that fields of the document name, whatever system they belong to. */
  paths(): readonly NamedPath[];
  /** What this document's reader makes of another text of it, such as a former version. Remembered by text; not cheap. */
  reread(text: string): Reread<M, F>;
}

/** What a reader makes of another text. */
export interface Reread<M, F> {
  readonly model: M;
  readonly facts: F;
}

/** The document kinds of a system: for each, what its reader makes (`model`) and what is kept of it (`facts`). */
export type Kinds<K> = { readonly [P in keyof K]: { readonly model: unknown; readonly facts: unknown } };

/** Kinds whose types are not known here: the registry's. */
// biome-ignore lint/suspicious/noExplicitAny: a plug-in's own types end at the registry
export type AnyKinds = { readonly [kind: string]: { readonly model: any; readonly facts: any } };

/** `check` has one function for each kind of document that the rule judges. `yield` a report; nothing else can happen. */
export interface DocumentRule<K extends Kinds<K> = AnyKinds, D = unknown> extends Meta {
  readonly scope: 'document';
  readonly check: { readonly [P in keyof K]?: (view: DocumentView<K[P]['model'], D>) => Iterable<Report> };
}

/**
 * A rule about what is kept of a document, and the rest of the folder. It runs again when what it asked is answered
 * otherwise.
 */
export interface FolderRule<K extends Kinds<K> = AnyKinds, D = unknown> extends Meta {
  readonly scope: 'folder';
  readonly check: { readonly [P in keyof K]?: (view: FolderView<K[P]['facts'], D, K[P]['model']>) => Iterable<Report> };
}

/** What a rule about findings sees: those of one document, before suppressions take some away. */
export interface FindingsView<F, D> {
  readonly facts: F;
  readonly dialect: D;
  readonly findings: readonly Finding[];
  /** Rules that could not look at all they wanted to: whether they would find something is not known. */
  readonly open: ReadonlySet<string>;
}

/** A rule about what the other rules found in a document. It runs after them. */
export interface FindingsRule<K extends Kinds<K> = AnyKinds, D = unknown> extends Meta {
  readonly scope: 'findings';
  readonly check: { readonly [P in keyof K]?: (view: FindingsView<K[P]['facts'], D>) => Iterable<Report> };
}

/** Gives the rule files of a system their types: `export const rule = rulesOf<Kinds, Dialect>()` in its `model.ts`. */
export const rulesOf =
  <K extends Kinds<K>, D>() =>
  (rule: DocumentRule<K, D> | FolderRule<K, D> | FindingsRule<K, D>): AnyRule =>
    rule as unknown as AnyRule;

/** A rule with its system's types taken off: what the registry holds. */
export type AnyRule = DocumentRule | FolderRule | FindingsRule;

/** Dedents a template, so that examples can sit in the code at the code's indent. */
export function md(strings: TemplateStringsArray, ...values: readonly unknown[]): string {
  const raw = String.raw(strings, ...values)
    .replaceAll('\\`', '`')
    .replaceAll('\\$', '$')
    .replace(/^\n/, '')
    .replace(/\n[ \t]*$/, '\n');
  const indents = raw
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => line.search(/\S/));
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return raw
    .split('\n')
    .map((line) => line.slice(indent))
    .join('\n');
}
