/** packets/board-status-mismatch */
import type { Look } from '#core/look';
import type { Offer } from '#core/rule';
import type { Name } from '#core/symbols';
import type { RelPath } from '#core/text';
import { examples } from '../examples/board-status-mismatch';
import { examplesOfTwo } from '../examples/board-status-of-two';
import { examplesOfSeveral } from '../examples/board-status-several';
import { statusIntoBoard, statusIntoPacket } from '../model/board/board';
import { type Disagreement, disagreement, disagreements, packetNamed } from '../model/board/board-queries';
import { readingOf, type StatusReading, type StatusWords, written } from '../model/dialect/status';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'Board and packet say the same status.',
  why: `Who looks at the board and who opens the packet must start the same work. It is told in both files; either one can be made to
follow the other. \`Done\` in the packet agrees with \`Done (VALIDATED)\` on the board when the last verdict is PASS; \`SUPERSEDED\`
and \`STUB\` may live on the board alone (but what somebody works on is no stub), and so may \`ACTIVE\` while its packet is not over.`,

  check: {
    *board({ facts, path, look, dialect }) {
      const told = new Set<string>();
      const wrong = disagreements(
        look,
        facts.entries.flatMap((e) => (e.status || e.open ? [e.id] : [])),
      );
      for (const entry of facts.entries) {
        const over = entry.active && !told.has(entry.id) ? overIn(look, entry.id) : undefined;
        if (over) {
          told.add(entry.id);
          yield {
            at: entry.statusAt,
            severity: 'info',
            message: `The board has ${entry.id} as active, its packet says ${written(over.says)}; correct the one that is wrong.`,
            related: [
              { path: over.path, symbol: packet(entry.id), part: 'status', message: `the packet: ${written(over.says)}` },
            ],
            about: packet(entry.id),
          };
        }
        if (!(entry.status || entry.open) || told.has(entry.id)) continue;
        const d = wrong.get(entry.id);
        if (d?.board !== path || entry.status?.status !== d.onBoard?.status) continue;
        told.add(entry.id);
        yield {
          at: entry.explicit ? entry.statusAt : entry.at,
          message: `The board has ${entry.id} ${entry.status ? `as ${written(entry.status)}` : 'with an open box'}, its ${d.placed ? 'folder' : 'packet'} says ${written(d.inPacket)}.`,
          related: [{ path: d.packet, symbol: packet(entry.id), part: 'status', message: `the packet: ${written(d.inPacket)}` }],
          fixes: both(d, entry.id, dialect.words),
          about: packet(entry.id),
        };
      }
    },
    *packet({ facts, path, look, dialect }) {
      const d = facts.status?.reading && look.ask(disagreement, facts.id);
      if (!facts.status || d?.packet !== path || isVerdict(d)) return;
      yield {
        at: facts.status.at,
        message: `${d.placed ? `The folder of ${facts.id}` : facts.id} says ${written(d.inPacket)}, the board has it ${d.onBoard ? `as ${written(d.onBoard)}` : 'with an open box'}${d.section === '' ? '' : `, under “${d.section}”`}.`,
        related: [
          {
            path: d.board,
            symbol: { kind: 'entry', name: facts.id },
            part: 'status',
            message: `the board: ${d.onBoard ? written(d.onBoard) : 'not done'}`,
          },
        ],
        fixes: both(d, facts.id, dialect.words),
        about: packet(facts.id),
      };
    },
  },

  examples: [...examples, ...examplesOfTwo, ...examplesOfSeveral],
});

const packet = (name: string): Name => ({ kind: 'packet', name });

const both = (d: Disagreement, id: string, words: StatusWords): readonly Offer[] =>
  followings(d, id, words).slice(d.shared ? 1 : 0, d.placed ? 1 : 2);

const followings = (d: Disagreement, id: string, words: StatusWords): readonly Offer[] => [
  {
    title: `Make the board follow: ${written(d.inPacket)}`,
    safety: 'ask',
    change: (desk) => statusIntoBoard(desk, d.board, id, d.inPacket, words),
  },
  ...(d.onBoard ? [packetFollows(d, d.onBoard, words)] : []),
];

const packetFollows = (d: Disagreement, status: StatusReading, words: StatusWords): Offer => ({
  title: `Make the packet follow: ${written(status)}`,
  safety: 'ask',
  change: (desk) => statusIntoPacket(desk, d.packet, status, words),
});

/** Done here and validated there: in the packet another finding tells what is wrong with its verdict. */
const isVerdict = ({ inPacket, onBoard }: Disagreement): boolean => inPacket.status === 'Done' && onBoard?.status === 'Done';

/** Where a packet says that nobody works on it any more. */
function overIn(look: Look, id: string): { readonly path: RelPath; readonly says: StatusReading } | undefined {
  const own = packetNamed(look, id);
  const says = own && readingOf(own.data);
  return says && (says.status === 'Done' || says.status === 'Superseded') ? { path: own.path, says } : undefined;
}
