/**
 * The configuration of one project: which files it is read from, what is wrong in them, and what is in force.
 *
 * Invariant: while something is wrong, or not read yet, the last good configuration stays in force.
 */
import { messageOf } from '#core/cause';
import { isOutside } from '#core/paths';
import type { Files, FileText } from '#core/ports';
import type { DataSource, Parsers } from '#core/source';
import type { Zod } from '#core/system';
import { lineAround, type RelPath, type Span } from '#core/text';
import type { Existence } from '#core/world';
import { CONFIG, type Config, type ConfigProblem, type Known, noConfig } from './config';
import { configAbove } from './config-above';
import { type ConfigReading, defaults, type Layer, readConfig } from './config-layers';

/** What a project's configuration is read with. */
export interface ConfiguredOptions {
  readonly files: Files;
  readonly parsers: Parsers;
  /** Loaded only when there is a configuration to check. */
  readonly zod: () => Zod;
  readonly plugins: Known;
  /** A text in place of `gatehouse.yaml`. */
  readonly config?: string;
  /** Where that text is from, relative to the folder; it may lie outside. */
  readonly configPath?: RelPath;
  /** Where the project lies, absolute, with slashes. */
  readonly root?: string;
}

type Closed = { readonly is: 'text'; readonly file: FileText } | Exclude<Layer, { is: 'text' }>;

/** The file of a folder. @throws it cannot be read, or something else is in its place: a folder, a pipe, a link that leads out of the folder */
export async function ownConfig(files: Pick<Files, 'read' | 'answer'>): Promise<FileText | 'missing'> {
  const file = await files.read(CONFIG);
  if (file) return file;
  const [there] = await files.answer([{ ask: 'exists', path: CONFIG }]);
  if (there && 'unknown' in there && there.unknown === 'ignored') return 'missing';
  const found = there && 'value' in there ? (there.value as Existence) : undefined;
  if (found?.as === 'no' || (found?.as === 'other-case' && found.path !== CONFIG)) return 'missing';
  throw new Error('it is no file of this folder');
}

/** One project's configuration, read again when one of its files changes. */
export class Configured {
  /** The file that all others hang on. */
  readonly top: RelPath;
  #config: Config = noConfig;
  #reading: ConfigReading = defaults;
  /** Configurations further up that were asked whether this one may be. */
  #above: readonly RelPath[] = [];
  readonly #options: ConfiguredOptions;
  readonly #openText: (path: RelPath) => string | undefined;
  readonly #closed = new Map<RelPath, Closed>();
  /** The last text of each file, parsed. */
  readonly #parsed = new Map<RelPath, Layer & { is: 'text' }>();
  /** Files further down that are not in force, and why. */
  #shut: ReadonlyMap<RelPath, string> = new Map();
  /** What was told of each file when it was last read as a document. */
  readonly #told = new Map<RelPath, string>();

  /** @param openText what the editor holds of a file */
  constructor(options: ConfiguredOptions, openText: (path: RelPath) => string | undefined) {
    this.#options = options;
    this.#openText = openText;
    this.top = options.config === undefined ? CONFIG : (options.configPath ?? CONFIG);
  }

  /** What is in force. */
  get config(): Config {
    return this.#config;
  }

  /** The files of the folder that it is read from, whatever is wrong in them: documents themselves. */
  get files(): readonly RelPath[] {
    const given = this.#options.config !== undefined && (this.#options.configPath === undefined || isOutside(this.top));
    const top = given ? [] : [this.top];
    return [...new Set([...top, ...this.#reading.extended.filter((p) => !isOutside(p)), ...this.#shut.keys()])];
  }

  /** Every file that it is read from or hangs on, in the folder or above it. */
  get sources(): readonly RelPath[] {
    return [...new Set([this.top, ...this.#reading.extended, ...this.#above])];
  }

  /** A file has to be read before more can be said: {@link load}. */
  get isUnread(): boolean {
    return this.#reading.unread !== undefined;
  }

  /** Reads from disk what is not known. @param changed files to read again */
  async load(changed: readonly RelPath[]): Promise<void> {
    for (const path of changed) this.#closed.delete(path);
    for (;;) {
      const { unread } = this.#read((path) => this.#layerOf(path));
      if (unread === undefined) return;
      this.#closed.set(unread, await this.#readClosed(unread));
    }
  }

  /** Which folders below have a configuration that is not in force, and why. Returns whether that is new. */
  shut(folders: ReadonlyMap<RelPath, string>): boolean {
    const before = JSON.stringify([...this.#shut]);
    this.#shut = new Map([...folders].map(([folder, why]) => [`${folder}/${CONFIG}`, why]));
    return JSON.stringify([...this.#shut]) !== before;
  }

  /** Takes the texts as they are. Returns whether another configuration is in force, or it is read from other files. */
  update(): boolean {
    const before = this.sources;
    this.#reading = this.#read((path) => this.#layerOf(path));
    const { config } = this.#reading;
    const moved = JSON.stringify(before) !== JSON.stringify(this.sources);
    if (!config || JSON.stringify(config) === JSON.stringify(this.#config)) return moved;
    this.#config = config;
    return true;
  }

  /** What is wrong in a file as its document is read. */
  problems(source: DataSource): readonly ConfigProblem[] {
    const own: Layer = { is: 'text', text: source.text, data: source.data };
    const shut = this.#shut.get(source.path);
    if (shut !== undefined) return [{ at: firstLine(own), message: shut }];
    const found = this.#read((path) => (path === source.path ? own : this.#layerOf(path))).problems.get(source.path) ?? [];
    this.#told.set(source.path, JSON.stringify(found));
    return found;
  }

  /** Documents of which something else was told than is so by now. */
  stale(): readonly RelPath[] {
    return this.files.filter((path) => {
      const told = this.#told.get(path);
      return told !== undefined && told !== JSON.stringify(this.#reading.problems.get(path) ?? []);
    });
  }

  /** A closed file's text as it was read. */
  closedText(path: RelPath): FileText | undefined {
    const layer = this.#closed.get(path);
    return layer?.is === 'text' ? layer.file : undefined;
  }

  /** Why the file that all others hang on cannot be read. Undefined: it can, or there is none. */
  get unreadable(): string | undefined {
    const closed = this.#closed.get(this.top);
    return this.#options.config === undefined && closed?.is === 'unreadable' ? closed.why.replace(/\.$/, '') : undefined;
  }

  /** All that is wrong. */
  get allProblems(): readonly (ConfigProblem & { readonly path: RelPath })[] {
    return [...this.#reading.problems].flatMap(([path, problems]) => problems.map((p) => ({ ...p, path })));
  }

  #read(layerOf: (path: RelPath) => Layer): ConfigReading {
    const top = layerOf(this.top);
    if (top.is === 'missing') return defaults;
    if (top.is === 'unread') return { ...defaults, config: undefined, unread: this.top };
    if (top.is !== 'text') {
      // What it asks for is not known: that is no leave to ask for nothing.
      const message = `It cannot be read, so what it asks for is not known: ${this.unreadable ?? top.is}.`;
      return { ...defaults, config: undefined, problems: new Map([[this.top, [{ at: { start: 0, end: 0 }, message }]]]) };
    }
    const reading = readConfig(this.top, layerOf, this.#options.zod(), this.#options.plugins);
    return reading.unread === undefined ? this.#allowed(reading, layerOf) : reading;
  }

  /** Whether the configurations further up let it be. One that was given in place of the file needs nobody's leave. */
  #allowed(reading: ConfigReading, layerOf: (path: RelPath) => Layer): ConfigReading {
    const { root, plugins, zod } = this.#options;
    if (root === undefined || this.#options.config !== undefined) return reading;
    const { paths, unread, shut } = configAbove(root, layerOf, zod, plugins);
    this.#above = paths;
    if (unread !== undefined) return { ...reading, config: undefined, unread };
    if (shut === undefined) return reading;
    const told = [{ at: firstLine(layerOf(this.top)), message: shut }, ...(reading.problems.get(this.top) ?? [])];
    return { ...reading, config: undefined, problems: new Map([...reading.problems, [this.top, told]]) };
  }

  #layerOf(path: RelPath): Layer {
    const given = path === this.top ? this.#options.config : undefined;
    const open = given ?? this.#openText(path);
    const closed = this.#closed.get(path);
    if (open === undefined && closed?.is !== 'text') return closed ?? { is: 'unread' };
    const text = open ?? (closed as Closed & { is: 'text' }).file.text;
    const known = this.#parsed.get(path);
    if (known?.text === text) return known;
    const layer = { is: 'text', text, data: this.#options.parsers.yaml(text) } as const;
    this.#parsed.set(path, layer);
    return layer;
  }

  async #readClosed(path: RelPath): Promise<Closed> {
    const { files } = this.#options;
    try {
      const file = path === CONFIG ? await ownConfig(files) : await files.readShared(path);
      return typeof file === 'string' ? { is: file } : { is: 'text', file };
    } catch (cause) {
      return { is: 'unreadable', why: messageOf(cause) };
    }
  }
}

function firstLine(layer: Layer): Span {
  return lineAround(layer.is === 'text' ? layer.text : '', 0);
}
