/** Entry: a check that would find what it found is told again, without loading anything else. */
import { Command, CommanderError } from 'commander';
import { optimizeLate } from '#host/compiling';
import { isStill } from '#host/observed';
import { askedOf, type CheckOptions, contradiction, defineCheck, isPlain } from './check-options';
import { formats } from './format/all';
import { filesOf, ground, kept, plugins } from './ground';
import { recall } from './last-run';
import type { Teller } from './machine';
import { givenConfig } from './options';
import { tell } from './tell';

const teller: Teller = {
  ...ground,
  // A getter would be asked at once by whoever copies it.
  get plugins() {
    return plugins();
  },
};

async function known(paths: readonly string[], options: CheckOptions): Promise<number | undefined> {
  if (!isPlain(options) || contradiction(paths, options) !== undefined) return undefined;
  const config = givenConfig(teller, options.config);
  if (config && 'error' in config) return undefined;
  const { fingerprints = false } = formats[options.format];
  const checked = await recall<Parameters<typeof isStill>[0]>(
    kept(),
    askedOf(teller, paths, config, options),
    fingerprints,
    (trail) => isStill(trail, (folder, moment) => filesOf(folder, options.asOf, moment)),
  );
  return checked && tell(teller, { ...checked, ms: teller.now() }, options, undefined);
}

/** The exit code of the process's command line, a check. Undefined: it has to be found out, or what is wrong with it be said. */
export async function recalled(): Promise<number | undefined> {
  // Not before everything is loaded: what Node has compiled beforehand is for V8 as it was built.
  optimizeLate();
  let code: number | undefined;
  const program = new Command('gatehouse').exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
  defineCheck(program, async (paths, options) => {
    code = await known(paths, options);
  });
  try {
    await program.parseAsync();
  } catch (cause) {
    // The whole command line finds the same, and says it.
    if (!(cause instanceof CommanderError)) throw cause;
  }
  return code;
}
