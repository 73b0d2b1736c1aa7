/** Looks at a repository for packets, and says what differs from the defaults. */
import { globMatcher } from '#core/glob';
import type { Discovery, Setting, Survey } from '#core/init';
import { elsewhere } from '../elsewhere';
import type { PacketsDialect } from '../model/dialect/dialect';
import { findDocuments } from './documents';
import { listedAlone, nearly, unnumbered, wordedLine } from './nearly';

/** @param dialect the defaults */
export function discover(survey: Survey, dialect: PacketsDialect): Discovery {
  const { paths, settings, habits, exceptions, nowhere, due, foreign, unsure, listed, worded, apart } = findDocuments(
    survey,
    dialect,
  );
  const { packet, board, spec } = paths;
  const has = (...kinds: readonly (keyof typeof paths)[]): boolean => kinds.every((kind) => paths[kind].length > 0);
  // A board of which nothing is read, alone, is that of another method; and a plan may list its parts as a board does. A new repository has no packets, but what else belongs to them.
  const isUsual = listed > 0 && board.some(globMatcher(dialect.paths.board));
  const present = packet.length > 0 || isUsual || has('pointer', 'spec') || has('board', 'audit');
  const unread = board[0] ? `task board ${board[0]}, which lists no packet with its state` : 'no task board';
  if (!present) {
    const markdown = survey.files.filter((p) => /\.md$/i.test(p));
    const unheard = elsewhere.says(markdown);
    const close = unheard === undefined ? nearly(survey, markdown, dialect) : [];
    const boards = board.length > 0 ? board : markdown.filter((p) => /(?:^|[/_-])(?:board|kanban|backlog)\.md$/i.test(p));
    const alone = boards.flatMap((p) => listedAlone(survey, p, listed) ?? [])[0];
    return {
      present,
      seen: [
        ...(alone !== undefined
          ? [alone]
          : board[0]
            ? [
                `${board[0]} is there, but holds no entry that could be read: none names a packet such as WP-1-Login with its state`,
              ]
            : []),
        ...(unheard === undefined
          ? close.length > 0
            ? close
            : wordedLine(worded.length > 0 ? worded : unnumbered(survey, markdown, dialect))
          : [
              `${unheard}, but no STATUS could be read in them, nor on a board: where it has another name, packets.aliases and packets.statuses in gatehouse.yaml say which, and packets.paths where they are`,
            ]),
      ],
      settings: [],
    };
  }
  const seen = [
    `${packet.length} ${packet.length === 1 ? 'packet' : 'packets'}${packet[0] ? `, such as ${packet[0]}` : ''}`,
    ...counted('stub', paths.stub.filter((p) => !packet.includes(p)).length),
    ...counted('refinement', paths.refinement.length),
    listed > 0 ? `task board ${board.join(', ')}` : unread,
    paths.pointer[0] ? `spec pointer ${paths.pointer[0]}` : 'no spec pointer: anchors cannot be looked up',
    spec.length > 0
      ? `${spec.length} ${spec.length === 1 ? 'version' : 'versions'} of the spec, such as ${spec.at(-1)}`
      : 'no spec',
    paths.audit[0] ? `signature audit ${paths.audit[0]}` : 'no signature audit',
    paths.codex[0] ? `codex ${paths.codex.at(-1)}` : 'no codex',
    ...wordedLine(worded),
    ...unsure,
  ];
  return {
    present,
    seen,
    settings: joined([...settings, ...habits]),
    exceptions,
    nowhere: nowhere.map((r) => `packets/${r}`),
    due: due.map((r) => `packets/${r}`),
    foreign,
    apart,
  };
}

const counted = (what: string, n: number): readonly string[] => (n === 0 ? [] : [`${n} ${what}${n === 1 ? '' : 's'}`]);

/** What packets and boards say of one key is one line. */
function joined(settings: readonly Setting[]): readonly Setting[] {
  const out = new Map<string, Setting>();
  for (const s of settings) {
    const key = s.key.join('.');
    const known = out.get(key);
    const list =
      known && Array.isArray(known.value) && Array.isArray(s.value) ? [...new Set([...known.value, ...s.value])] : s.value;
    out.set(key, known ? { ...s, value: list, because: `${known.because}; ${s.because}` } : s);
  }
  return [...out.values()];
}
