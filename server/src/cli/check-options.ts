/** How `gatehouse check` is asked. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Severity, severities } from '#core/rule';
import { type FormatName, formats } from './format/all';
import type { GivenConfig, Ground } from './machine';
import { isMoving, isPart, type Part, shardOf } from './narrow';
import { day } from './options';

/** As commander has parsed them. */
export interface CheckOptions extends Part {
  readonly format: FormatName;
  readonly output?: string;
  readonly quiet?: true;
  readonly failOn: Severity;
  readonly maxWarnings?: number;
  readonly asOf?: string;
  readonly config?: string;
  readonly stdin?: true;
  readonly stdinPath?: string;
  readonly fix?: true;
  readonly dryRun?: true;
  readonly color: boolean;
  readonly cache: boolean;
}

/** The command with its options alone: what runs it is loaded later, where a run needs it. */
export function defineCheck(program: Command, run: (paths: string[], options: CheckOptions) => Promise<void>): void {
  program
    .command('check')
    .description('Check folders and print their findings.')
    .argument('[paths...]', 'folders, or files in them; by default the folder that this one belongs to')
    .addOption(new Option('--format <format>', 'how to print').choices(Object.keys(formats)).default('text'))
    .option('--output <file>', 'print into a file')
    .option('--quiet', 'print only what --fail-on counts')
    .addOption(new Option('--fail-on <severity>', 'what makes the exit code 1').choices(severities).default('error'))
    .option('--max-warnings <n>', 'so many warnings are well, one more makes the exit code 1', whole)
    .option('--as-of <date>', 'the day to judge at, as 2026-01-31; by default today, in UTC', day)
    .option('--config <file>', 'a file in place of gatehouse.yaml')
    .option('--changed', 'tell only of files that differ from the last commit')
    .option('--since <revision>', 'tell only of files that differ from where HEAD left this revision')
    .option('--staged', 'judge what would be committed, and tell only of the files in it')
    .option('--shard <i/n>', 'tell only of the i-th of n parts', shardOf)
    .option('--stdin', 'read the text of one file from standard input')
    .option('--stdin-path <path>', 'which file that is; only its findings are printed')
    .option('--fix', 'make every fix that is safe, then print what is left')
    .option('--dry-run', 'with --fix: print what would change, and change nothing')
    .option('--no-color', 'plain text')
    .option('--no-cache', 'read every file again')
    .action(run);
}

/** Why these cannot be asked together. */
export function contradiction(paths: readonly string[], o: CheckOptions): string | undefined {
  if (o.stdin && o.stdinPath === undefined) return '--stdin needs --stdin-path, the file that the text belongs to';
  if (o.stdinPath !== undefined && !o.stdin) return '--stdin-path needs --stdin';
  if (o.stdin && paths.length > 0) return '--stdin-path names the file; leave the paths out';
  if (o.stdin && o.fix) return '--fix writes files; it cannot be used with --stdin';
  if (o.staged && (o.fix || o.stdin))
    return `--staged judges what is staged; it cannot be used with ${o.fix ? '--fix' : '--stdin'}`;
  if (o.stdin && isPart(o)) return '--stdin names the one file to tell of; leave --changed, --since and --shard out';
  if ([o.changed, o.since !== undefined, o.staged].filter(Boolean).length > 1)
    return '--changed, --since and --staged exclude each other';
  return o.dryRun && !o.fix ? '--dry-run needs --fix' : undefined;
}

/** Whether what is found is a run to remember: not what is only tried, or changes what it looks at. */
export const isPlain = (o: CheckOptions): boolean => o.cache && !o.stdin && !o.fix && !isMoving(o);

/** All that what is found depends on, besides the files. */
export const askedOf = (
  { cwd }: Ground,
  paths: readonly string[],
  config: GivenConfig | undefined,
  { asOf, shard }: CheckOptions,
): unknown => [cwd, paths, config, asOf, shard];

function whole(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It is no whole number.');
  return Number(value);
}
