/** What a session is started with. */
import type { Past } from '#core/past';
import type { Parsers } from '#core/source';
import type { Zod } from '#core/system';
import type { Tools } from '#core/task';
import type { RelPath } from '#core/text';
import type { Plugins } from '../config/setup';
import type { LoaderOptions } from './loader';
import type { RecheckOptions } from './rechecks';

/** The ports, the systems, and what is asked for besides. */
export interface SessionOptions extends LoaderOptions, RecheckOptions {
  readonly plugins: Plugins;
  readonly parsers: Parsers;
  /** Loaded only when there is a configuration to check. */
  readonly zod: () => Zod;
  /** Another file in place of `gatehouse.yaml`: its text. */
  readonly config?: string;
  /** Where that text is from, relative to the folder. */
  readonly configPath?: RelPath;
  /** What gates may have looked up and run. */
  readonly tools?: Partial<Tools>;
  /** Former states of the folder. */
  readonly past?: Past;
  /** Where the folder lies, absolute and with slashes: some tools write all paths so. */
  readonly root?: string;
}
