/** The file port with some texts in place of what is on the disk: standard input for a file, fixes that are only tried. */
import type { Change } from '#core/change';
import { globMatcher } from '#core/glob';
import type { Files, FileText, Hashed } from '#core/ports';
import { linkNamesIn } from '#core/slugs';
import { applyEdits, type RelPath } from '#core/text';
import type { Answered, Answers, Existence, Question } from '#core/world';
import { decode } from './decode';
import { hashOf } from './journal';
import { digestOf, findIn, linesOf } from './lines';
import { skipped } from './node-files';

/** Another file port with some of its texts replaced. What nobody replaced comes from below. */
export class Overlay implements Files {
  readonly #files: Files;
  /** Undefined: there is no such file any more. */
  readonly #texts = new Map<RelPath, FileText | undefined>();

  constructor(files: Files) {
    this.#files = files;
  }

  /** @param bytes undefined: there is no such file */
  put(path: RelPath, bytes: Uint8Array | undefined): void {
    if (!bytes) {
      this.#texts.set(path, undefined);
      return;
    }
    const { text, undecoded } = decode(bytes);
    this.#texts.set(path, { text, undecoded, hash: hashOf(bytes) });
  }

  /** Makes a change here alone. Throws where a file is not what it was computed from. */
  async apply(change: Change): Promise<void> {
    const present = async (path: RelPath): Promise<FileText> => {
      const file = await this.read(path);
      if (!file) throw new Error(`there is no file ${path}`);
      return file;
    };
    const first = new Map<RelPath, string>();
    for (const step of change) {
      if (step.do === 'edit') {
        const file = await present(step.path);
        if ((first.get(step.path) ?? file.hash) !== step.hash) throw new Error(`${step.path} has changed since it was read`);
        first.set(step.path, step.hash);
        this.#set(step.path, applyEdits(file.text, step.edits), step.as ? [] : file.undecoded.filter((u) => u.whole));
      } else if (step.do === 'create') this.#set(step.path, step.text);
      else if (step.do === 'rename') {
        this.#texts.set(step.to, await present(step.from));
        this.#texts.set(step.from, undefined);
      } else this.#texts.set(step.path, undefined);
    }
  }

  /** The texts that changes have made others, beside what the disk says. */
  async changed(): Promise<readonly { path: RelPath; before: string | undefined; after: string | undefined }[]> {
    const all = [...this.#texts].map(async ([path, file]) => ({
      path,
      before: (await this.#files.read(path))?.text,
      after: file?.text,
    }));
    return (await Promise.all(all)).filter((c) => c.before !== c.after).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  list: Files['list'] = async (globs, options) => {
    const listed = new Set(await this.#files.list(globs, options));
    const matches = globMatcher(globs);
    const isLeft = globMatcher(options?.ignore ?? []);
    for (const [path, file] of this.#texts) {
      if (!file) listed.delete(path);
      else if (matches(path) && !isLeft(path) && !path.split('/').some((part) => skipped.has(part))) listed.add(path);
    }
    return [...listed].sort();
  };

  read: Files['read'] = async (path) => (this.#texts.has(path) ? this.#texts.get(path) : this.#files.read(path));

  /** Of what {@link Overlay.read} gives. */
  hash = async (path: RelPath): Promise<Hashed | undefined> =>
    this.#texts.has(path) ? this.#texts.get(path) : this.#files.hash ? this.#files.hash(path) : this.#files.read(path);

  entries: Files['entries'] = (folder) => this.#files.entries(folder);

  readShared: Files['readShared'] = async (path) =>
    this.#texts.has(path) ? (this.#texts.get(path) ?? 'missing') : this.#files.readShared(path);

  answer: Files['answer'] = async (questions) => {
    const mine = questions.map((q) => this.#answer(q));
    const others = await this.#files.answer(questions.filter((_, i) => mine[i] === undefined));
    let next = 0;
    return mine.map((answer, i) => this.#also(questions[i], answer ?? others[next++] ?? { unknown: 'failed' }));
  };

  /** Files that hold a text: those here count as they are here. */
  #also(q: Question | undefined, answered: Answered): Answered {
    if (q?.ask !== 'holding' || !('value' in answered)) return answered;
    const matches = globMatcher(q.globs);
    const holds = (text: string): boolean => q.texts.some((t) => text.includes(t));
    const mine = [...this.#texts].flatMap(([path, file]) => (file && matches(path) && holds(file.text) ? [path] : []));
    const others = (answered.value as Answers['holding']).filter((path) => !this.#texts.has(path));
    return { value: [...others, ...mine].sort() };
  }

  /** Undefined: the disk knows. */
  #answer(q: Question): Answered | undefined {
    if (!('path' in q) || !this.#texts.has(q.path)) return undefined;
    const text = this.#texts.get(q.path)?.text;
    if (q.ask === 'exists') return { value: { as: text === undefined ? 'no' : 'file' } satisfies Existence };
    if (q.ask === 'lines' && q.commit === undefined) return { value: linesOf(text, q.from, q.to) };
    if (q.ask === 'digest') return { value: digestOf(text) };
    if (q.ask === 'headings') return { value: linkNamesIn(text) };
    return q.ask === 'find' ? { value: findIn(text ?? '', q.text) } : undefined;
  }

  #set(path: RelPath, text: string, undecoded: FileText['undecoded'] = []): void {
    this.#texts.set(path, { text, undecoded, hash: hashOf(Buffer.from(text, 'utf8')) });
  }
}
