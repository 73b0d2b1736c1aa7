/** What `gatehouse init` would write, and what has to be asked before: for the command line and for editors. */
import { messageOf } from '#core/cause';
import type { Change } from '#core/change';
import type { Survey } from '#core/init';
import type { FileText } from '#core/ports';
import { endingAs, type RelPath } from '#core/text';
import { CONFIG } from '../config/config';
import { ownConfig } from '../config/configured';
import type { Session } from '../engine/session';
import { configText, discoverAll, discoverTold, type Found, type Habit, habits, scaffold, survey } from './init';
import { namesFrom, projectsIn, surveyOf } from './init-below';

/** What `gatehouse init` has to say to a folder. */
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
      /** It begins a way of working beside other work, and nobody has named it: that is more than yes. Says how to. */
      readonly unnamed?: string;
      /** To be said afterwards. */
      readonly done: string;
      /** What follows at a terminal. */
      readonly next: string;
    };

/** What looking at a folder takes. */
export interface BeginningOptions {
  /** A session on the folder with another text in place of `gatehouse.yaml`. It is not started. */
  open(config: string): Session;
  /** The same on a folder below. Without it nothing is looked up there that takes a session. */
  below?(folder: RelPath, config: string): Session;
  /** The folder's own name. */
  readonly name: string;
  /** With which system an empty folder is begun. */
  readonly system?: string;
}

/**
 * Looks at a folder by the defaults, whatever its `gatehouse.yaml` says, and works out what would be written. Writes nothing.
 */
export async function beginning({ open, below, name, system }: BeginningOptions): Promise<Beginning> {
  // By the defaults: what an older gatehouse.yaml says is to be found out again.
  const session = open('');
  await session.start();
  const { files, parsers, pace, plugins } = session.options;
  const surveyed = await survey(files, parsers, pace);
  if (session.systems.length === 0) {
    const several = await eachBelow(session, surveyed, below);
    if (several) return several;
  }
  let own: FileText | 'missing' | undefined;
  let unread = '';
  try {
    own = await ownConfig(files);
  } catch (cause) {
    unread = messageOf(cause);
  }
  const before = own === 'missing' ? undefined : own;
  const usually = discoverAll(plugins.systems, surveyed, new Set(session.systems.map((s) => s.id)));
  // What could not be found out and somebody has written down since.
  const found = usually.length > 0 || !before ? usually : await toldIn(open(before.text), surveyed);
  if (found.length === 0) return first(session, surveyed, name, system);
  // A rule that nearly all break is a habit too: it takes the new configuration to see which.
  const judged = open(configText(found));
  await judged.start();
  const usual = habits(judged, found);
  const seen = linesOf(found, usual);
  const plain = configText(found, usual);
  if (own === undefined) return { is: 'refused', says: `${CONFIG} cannot be read: ${unread}` };
  const text = endingAs(before?.text ?? usualText(surveyed), plain);
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
    done: `${before ? 'Overwrote' : 'Wrote'} ${CONFIG}.`,
    next: 'gatehouse check',
  };
}

/** What is found by the words of a configuration that is there. @param session on it, not started */
async function toldIn(session: Session, surveyed: Survey): Promise<readonly Found[]> {
  await session.start();
  return discoverTold(session.options.plugins.systems, surveyed, session.config);
}

/** A text whose line ends are those of most that are there. Undefined: there is none. */
function usualText(surveyed: Survey): string | undefined {
  const texts = surveyed.files.flatMap((path) => surveyed.text(path) ?? []);
  const ended = texts.filter((text) => text.includes('\n'));
  const crlf = ended.filter((text) => text.includes('\r\n'));
  return crlf.length * 2 > ended.length ? crlf[0] : ended.find((text) => !text.includes('\r\n'));
}

const linesOf = (found: readonly Found[], usual: readonly Habit[]): readonly string[] => [
  ...found.map((f) => `${f.title}: ${f.seen.join('; ')}.`),
  ...found.flatMap((f) =>
    (f.exceptions ?? []).map((e) => `${e.because}: what they lack is shown as ${e.as === 'hint' ? 'a hint' : 'information'}.`),
  ),
  ...unasked(usual, 'off', 'turned off'),
  ...unasked(usual, 'info', 'shown as information when their turn comes'),
  ...usual
    .filter((h) => h.of > 0 && h.as !== 'off')
    .map(
      ({ rule, as, count, of }) =>
        `${rule} is shown as ${as === 'hint' ? 'a hint' : 'information'} from now on: it is found in ${count} of the ${of} documents that it looks at.`,
    ),
];

/** The rules whose subject is in no document, by what becomes of them. */
function unasked(usual: readonly Habit[], as: Habit['as'], what: string): readonly string[] {
  const rules = usual.filter((h) => h.as === as && (h.of === 0 || as === 'off')).map((h) => h.rule);
  return rules.length === 0 ? [] : [`${rules.join(', ')}: ${what}, for nothing of the sort is in any document here.`];
}

/** Several projects side by side, and none of them at the top: each has its own file. Undefined: there are not several. */
async function eachBelow(
  { options }: Session,
  surveyed: Survey,
  below: BeginningOptions['below'],
): Promise<Beginning | undefined> {
  const { files, plugins } = options;
  const folders = projectsIn(surveyed.files, plugins.systems);
  if (folders.length === 0) return undefined;
  const all = new Set(await files.list(['**']));
  const follows = new Set(plugins.systems.map((s) => s.id));
  const seen: string[] = [];
  const texts: { readonly path: RelPath; readonly text: string; readonly before: FileText | undefined }[] = [];
  for (const folder of folders) {
    const mine = surveyOf(surveyed, folder);
    if (!namesFrom(folder, mine, all)) return undefined;
    const found = discoverAll(plugins.systems, mine, follows);
    const judged = below?.(folder, configText(found));
    await judged?.start();
    const usual = judged ? habits(judged, found) : [];
    const path = `${folder}/${CONFIG}`;
    const before = await files.read(path);
    const text = endingAs(before?.text ?? usualText(mine), configText(found, usual));
    seen.push(`${folder}/`, ...linesOf(found, usual));
    if (before?.text !== text) texts.push({ path, text, before });
  }
  const text = texts.map((t) => `==> ${t.path} <==\n${t.text}`).join('\n');
  if (texts.length === 0) return { is: 'nothing', seen, text, says: `${folders.length} files ${CONFIG} say so already.` };
  const old = texts.filter((t) => t.before !== undefined);
  return {
    is: 'change',
    seen,
    text,
    change: texts.map(({ path, text, before }) =>
      before
        ? ({ do: 'edit', path, hash: before.hash, edits: [{ at: { start: 0, end: before.text.length }, text }] } as const)
        : ({ do: 'create', path, text } as const),
    ),
    ...(old.length > 0 ? { asks: `Overwrite ${old.map((t) => t.path).join(', ')}?` } : {}),
    done: `Wrote ${texts.map((t) => t.path).join(', ')}: the projects here, side by side.`,
    next: 'gatehouse check',
  };
}

/** What a folder holds before there is work in it: pages about it, manifests, settings, what was installed. */
const blank =
  /^(?:(?:\.|node_modules\/).*|(?:README|LICEN[CS]E|COPYING|NOTICE|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|AUTHORS)\b[^/]*|[^/]+\.(?:json|toml|ya?ml|lock))$/i;

/** Nothing is there yet: the first files, beside whatever there is. */
async function first(session: Session, surveyed: Survey, name: string, id: string | undefined): Promise<Beginning> {
  const { files, plugins } = session.options;
  const system = plugins.systems.find((s) => (id === undefined ? s.init : s.id === id));
  if (!system?.init) return { is: 'refused', says: `there is no system ${id} to begin with` };
  const exists = new Set(surveyed.files);
  const like = usualText(surveyed);
  const made = scaffold(system, name, (p) => exists.has(p)).map((f) => ({ ...f, text: endingAs(like, f.text) }));
  const all = await files.list(['**']);
  const near = plugins.systems.flatMap((s) => s.init?.discover(surveyed, s.dialect).seen ?? []);
  const isBeside = near.length > 0 && id === undefined;
  return {
    is: 'change',
    seen: [
      ...near.map((line) => `${line}.`),
      // Whoever has something of the sort hears of that, and of a beginning when it is asked for.
      ...(isBeside
        ? []
        : [
            `${near.length > 0 ? '' : 'Nothing here follows a system yet. '}${system.title} begins with:\n${made.map((f) => `  ${f.path}`).join('\n')}`,
          ]),
    ],
    text: made.map((f) => `==> ${f.path} <==\n${f.text}`).join('\n'),
    change: made.map(({ path, text }) => ({ do: 'create', path, text }) as const),
    ...(all.length === 0
      ? {}
      : { asks: isBeside ? `Create ${made[0]?.path} and ${made.length - 1} more files beside them?` : 'Create these files?' }),
    ...(id !== undefined || all.every((p) => blank.test(p))
      ? {}
      : {
          unnamed: `Nothing was written: other work is here, and nobody has said that ${system.title.toLowerCase()} are wanted. gatehouse init --system ${system.id} --yes creates ${isBeside ? 'the files of a beginning' : 'these files'}. If there are such documents already, ${CONFIG} says where (docs/configuration.md).`,
        }),
    done: `Created ${made.length} files.`,
    next: 'read docs/task_packets/README.md, then gatehouse check',
  };
}
