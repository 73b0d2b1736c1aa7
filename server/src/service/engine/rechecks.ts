/** Makes sure of open texts that were edited in pieces: parses them whole, long ones in another thread, for that takes longer than the event loop may stand. */
import { messageOf } from '#core/cause';
import type { CutSoFar, Log, Pace, Recut, Reparser } from '#core/ports';
import { joined } from '#core/recut';
import { sectionDigest } from '#core/section-digest';
import type { Sections } from '#core/sections';
import type { Section } from '#core/source';
import type { Entry } from './entry';
import { Slices } from './slices';

/** In UTF-16 units: what is shorter is parsed in less time than a message to another thread and back is worth. */
const LONG = 50_000;

/** What open texts are made sure of with. */
export interface RecheckOptions {
  readonly pace: Pace;
  readonly log: Log;
  /** Another thread. */
  readonly reparser?: Reparser;
}

/** What to do: nothing, for the text is another by now; nothing, for all is as it is; parse it here; or take these sections. */
export type Rechecked = 'nothing' | 'same' | 'here' | Sections;

/** One session's rechecks. */
export class Rechecks {
  readonly #options: RecheckOptions;
  /** By what a section holds as long as it is the same. */
  readonly #digests = new WeakMap<Section['nodes'], number>();

  constructor(options: RecheckOptions) {
    this.#options = options;
  }

  /** Whether a text is so long that it is not to be parsed here, and there is a thread to do it. */
  isElsewhere({ open }: Entry): boolean {
    return this.#options.reparser !== undefined && open?.sections !== undefined && open.text.length >= LONG;
  }

  /** What becomes of a long open text when it is parsed whole. Never rejects. */
  async of(entry: Entry): Promise<Rechecked> {
    const { open } = entry;
    const { log, reparser } = this.#options;
    if (!open?.sections) return 'here';
    const { sections } = open;
    const asked = await this.#soFar(open.text, sections.sections, () => entry.open === open);
    if (!asked) return 'nothing';
    let told: Recut | undefined;
    try {
      told = await reparser?.recut(asked);
    } catch (cause) {
      log.warn(`A parsing thread has failed: ${messageOf(cause)}`);
    }
    if (entry.open !== open) return 'nothing';
    if (told === undefined || told === 'over') return 'here';
    return told === 'same' ? 'same' : joined(sections, told);
  }

  /** A part in a turn: there are thousands. Undefined: the text is another meanwhile. */
  async #soFar(text: string, sections: readonly Section[], isNow: () => boolean): Promise<CutSoFar | undefined> {
    const { pace } = this.#options;
    const digests = new Float64Array(sections.length);
    const slices = new Slices(pace);
    for (const [i, section] of sections.entries()) {
      digests[i] = this.#digestOf(section);
      if (!slices.isOver) continue;
      await slices.turn();
      if (!isNow()) return undefined;
    }
    return { text, starts: Uint32Array.from(sections, (s) => s.start), digests };
  }

  #digestOf(section: Section): number {
    const known = this.#digests.get(section.nodes);
    if (known !== undefined) return known;
    const digest = sectionDigest(section);
    this.#digests.set(section.nodes, digest);
    return digest;
  }
}
