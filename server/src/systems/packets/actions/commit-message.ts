/** packets/commit-message: in the form of the protocols, with the evidence that is there. */
import { action } from '#core/action';
import { fieldOf } from '#core/fields/model';
import { oneLine } from '#core/text';
import { type Packet, packetOf, said, statusIn, told } from '../acting/view';
import { anchorsOf, outcomeOf, placesOf, plannedOf, promisesOf } from '../acting/work';
import type { PacketsDialect } from '../model/dialect/dialect';
import { packetIdsBy } from '../model/gating/gating';

export default action<PacketsDialect>({
  subjects: (look) => packetIdsBy(look, ['In-Progress', 'Ready-for-Validation']),
  act(view) {
    const packet = packetOf(view);
    const { id } = packet;
    statusIn(packet);
    const what =
      paragraph(packet, 'What') ??
      oneLine(packet.model.fields.title?.text.replace(id, '').replace(/^\W*(?:Task Packet)?\W*/i, '') ?? '');
    const kind = kinds[(said(packet, 'TASK_TYPE') ?? '').toUpperCase().match(/[A-Z]+/)?.[0] ?? ''] ?? 'feat';
    const head = `${kind}: ${id}`;
    const brief = /^(.*?[^.])(?:[.!?](?:\s|$)|$)/.exec(what)?.[1] ?? '';
    const why = paragraph(packet, 'Why');
    const proved = promisesOf(view, packet).flatMap((p) => {
      const places = placesOf(p.rows);
      return places.length > 0 ? [`- ${p.text}: ${places.join(', ')}`] : [];
    });
    const run = plannedOf(view, packet).flatMap((p) =>
      p.record || p.claim !== undefined ? [`- ${p.command}: ${outcomeOf(p)}`] : [],
    );
    const anchors = anchorsOf(packet);
    const lines = [
      brief === ''
        ? head
        : cut(`${head} - ${/^\p{Lu}\p{Ll}|^A /u.test(brief) ? brief.charAt(0).toLowerCase() + brief.slice(1) : brief}`),
      '',
      ...wrapped(what),
      ...(why === undefined || why === what ? [] : ['', ...wrapped(why)]),
      ...(proved.length + run.length > 0 ? ['', 'Evidence:', ...proved, ...run] : []),
      '',
      `WP_ID: ${id}`,
      ...(anchors.length > 0 ? [`Spec: ${anchors.join(', ')}`] : []),
    ];
    // Lines that begin with a hash are comments to git.
    return told(lines.map((l) => l.replace(/^#/, ' #')).join('\n'), { id });
  },
});

/** The first paragraph of a field, as plain words. */
function paragraph(packet: Packet, key: string): string | undefined {
  const field = fieldOf(packet.model.fields, key);
  const first = field?.text
    .split(/\r?\n[ \t]*\r?\n/)[0]
    ?.replaceAll('**', '')
    .replace(/<!--[\s\S]*?-->/g, '');
  return oneLine(first ?? '') || said(packet, key);
}

const kinds: Readonly<Record<string, string>> = { FEATURE: 'feat', DEBUG: 'fix', REFACTOR: 'refactor', HYGIENE: 'chore' };

const WIDTH = 72;

/** A title in a line that git shows whole. */
const cut = (title: string): string => (title.length <= WIDTH ? title : `${title.slice(0, WIDTH - 1).replace(/\s+\S*$/, '')}…`);

function wrapped(text: string): readonly string[] {
  const out: string[] = [];
  for (const word of text.split(' ')) {
    const last = out.at(-1);
    if (last === undefined || last.length + 1 + word.length > WIDTH) out.push(word);
    else out[out.length - 1] = `${last} ${word}`;
  }
  return out;
}
