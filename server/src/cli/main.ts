/**
 * Entry: the command line. What a check found, and would find again, is told without loading anything else; all that is more than
 * that is for the whole command line.
 */
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

/** The exit code. Undefined: it has to be found out, or what is wrong with the command line be said. */
async function recalled(paths: readonly string[], options: CheckOptions): Promise<number | undefined> {
  if (!isPlain(options) || contradiction(paths, options) !== undefined) return undefined;
  const config = givenConfig(teller, options.config);
  if (config && 'error' in config) return undefined;
  const { fingerprints = false } = formats[options.format];
  const known = await recall<Parameters<typeof isStill>[0]>(
    kept(),
    askedOf(teller, paths, config, options),
    fingerprints,
    (trail) => isStill(trail, (folder, moment) => filesOf(folder, options.asOf, moment)),
  );
  return known && tell(teller, { ...known, ms: teller.now() }, options, undefined);
}

async function begin(): Promise<void> {
  let code: number | undefined;
  if (process.argv[2] === 'check' && !process.argv.includes('--no-cache')) {
    const program = new Command('gatehouse').exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
    defineCheck(program, async (paths, options) => {
      code = await recalled(paths, options);
    });
    try {
      await program.parseAsync();
    } catch (cause) {
      // The whole command line finds the same, and says it.
      if (!(cause instanceof CommanderError)) throw cause;
    }
  }
  if (code === undefined) require(`${__dirname}/whole.js`);
  else process.exitCode = code;
}

// Whoever reads our output may stop reading (`| head`): that is no error of ours.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
});

optimizeLate();
void begin();
