/** What `gatehouse init` would write, and what has to be asked before: for the command line and for editors. */
import type { Change } from '#core/change';
import type { FileText } from '#core/ports';
import type { System } from '#core/system';
import { ownConfig } from './configured';
import { configText, discoverAll, habits, scaffold, survey } from './init';
import { CONFIG, type Session } from './session';

export type Beginning =
  | { readonly is: 'refused'; readonly says: string }
  /** What is there says all of it already. */
  | { readonly is: 'nothing'; readonly seen: readonly string[]; readonly text: string; readonly says: string }
  | {
      readonly is: 'change';
      /** What was found out, a line each. */
      readonly seen: readonly string[];
      /** What would be written, to be shown. */
      readonly text: string;
      readonly change: Change;
      /** To be agreed to before anything is written. Absent: nothing that is there is touched. */
      readonly asks?: string;
      /** To be said afterwards. */
      readonly done: string;
    };

export interface BeginningOptions {
  /** A session on the folder with another text in place of `gatehouse.yaml`. It is not started. */
  open(config: string): Session;
  /** The folder's own name. */
  readonly name: string;
  /** With which system an empty folder is begun. */
  readonly system?: string;
}

export async function beginning({ open, name, system }: BeginningOptions): Promise<Beginning> {
  // By the defaults: what an older gatehouse.yaml says is to be found out again.
  const session = open('');
  await session.start();
  const { files, parsers, pace, plugins } = session.options;
  const surveyed = await survey(files, parsers, pace);
  const found = discoverAll(plugins.systems, surveyed, new Set(session.systems.map((s) => s.id)));
  if (found.length === 0) return first(plugins.systems, session, surveyed.files, name, system);
  // A rule that nearly all break is a habit too: it takes the new configuration to see which.
  const judged = open(configText(found));
  await judged.start();
  const usual = habits(judged);
  const seen = [
    ...found.map((f) => `${f.title}: ${f.seen.join('; ')}.`),
    ...usual.map(
      ({ rule, as, count, of }) =>
        `${rule} is shown as ${as === 'hint' ? 'a hint' : 'information'} from now on: ${count} of ${of} documents have it.`,
    ),
  ];
  const text = configText(found, usual);
  let own: FileText | 'missing';
  try {
    own = await ownConfig(files);
  } catch (cause) {
    return { is: 'refused', says: `${CONFIG} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
  const before = own === 'missing' ? undefined : own;
  if (before?.text === text) return { is: 'nothing', seen, text, says: `${CONFIG} says so already.` };
  const change: Change = before
    ? [{ do: 'edit', path: CONFIG, hash: before.hash, edits: [{ at: { start: 0, end: before.text.length }, text }] }]
    : [{ do: 'create', path: CONFIG, text }];
  return {
    is: 'change',
    seen,
    text,
    change,
    ...(before ? { asks: `Overwrite ${CONFIG}?` } : {}),
    done: `${before ? 'Overwrote' : 'Wrote'} ${CONFIG}. Next: gatehouse check`,
  };
}

/** Nothing is there yet: the first files, beside whatever there is. */
async function first(
  systems: readonly System<unknown>[],
  session: Session,
  present: readonly string[],
  name: string,
  id: string | undefined,
): Promise<Beginning> {
  const system = systems.find((s) => (id === undefined ? s.init : s.id === id));
  if (!system?.init) return { is: 'refused', says: `there is no system ${id} to begin with` };
  const exists = new Set(present);
  const made = scaffold(system, name, (p) => exists.has(p));
  const isEmpty = (await session.options.files.list(['**'])).length === 0;
  return {
    is: 'change',
    seen: [`Nothing here follows a system yet. ${system.title} begins with:\n${made.map((f) => `  ${f.path}`).join('\n')}`],
    text: made.map((f) => `==> ${f.path} <==\n${f.text}`).join('\n'),
    change: made.map(({ path, text }) => ({ do: 'create', path, text }) as const),
    ...(isEmpty ? {} : { asks: 'Create these files?' }),
    done: `Created ${made.length} files. Next: read docs/task_packets/README.md, then gatehouse check`,
  };
}
