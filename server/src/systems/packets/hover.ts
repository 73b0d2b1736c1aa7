/** What a hover on an anchor, a packet or a signature says, besides the document's own text. */
import type { Look } from '#core/look';
import type { Known } from '#core/symbols';
import { standing } from './model/board/board-queries';
import { shownState } from './model/dialect/status';
import { judged } from './model/evidence/evidence';
import { subjectOf } from './model/packet/title';

/** In Markdown. Undefined: there is nothing to say of that symbol. */
export function hover(symbol: Known, look: Look): string | undefined {
  if (symbol.kind === 'packet') {
    const { title, verdict, ...packet } = judged(look, symbol.name, symbol.data);
    const entry = look.defs({ kind: 'entry', name: symbol.name })[0];
    const waiting = look.defs({ kind: 'blocking', name: symbol.name }).flatMap((b) => b.data.blockers);
    const state = shownState(packet);
    const lines = [`**${symbol.name}** · ${state}`];
    const subject = subjectOf(title, symbol.name);
    if (subject !== '') lines.push(subject);
    const onBoard = entry && shownState(entry.data, 'no state');
    // Where both say the same, once is enough.
    if (entry && onBoard !== state)
      lines.push(`The board: ${onBoard}${entry.data.section === '' ? '' : `, under “${entry.data.section}”`}`);
    const waits = [...new Set(waiting)].map((id) => {
      const { status } = look.ask(standing, id);
      return status === undefined ? id : `${id} (${status})`;
    });
    if (waits.length > 0) lines.push(`Waits for ${waits.join(', ')}`);
    if (verdict) lines.push(`Last verdict: ${verdict}`);
    return lines.join('\n\n');
  }
  if (symbol.kind === 'signature') {
    const { written: sign, usedBy, when, purpose, specVersion, valid } = symbol.data;
    const consumed = look.defs({ kind: 'consumption', name: symbol.name });
    const consumers = consumed.map((c) => c.data.by);
    const lines = [`**${sign}** · in the audit${valid ? '' : ', marked invalid'}`];
    if (when || usedBy) lines.push([when, usedBy && `used by ${usedBy}`].filter(Boolean).join(', '));
    if (purpose) lines.push(purpose);
    if (specVersion) lines.push(`Spec ${specVersion}`);
    lines.push(consumers.length > 0 ? `Consumed by ${[...new Set(consumers)].join(', ')}` : 'No packet carries it.');
    const [own] = consumed.flatMap((c) => look.defs({ kind: 'packet', name: c.data.by })[0]?.data.proves ?? []);
    const [seal] = look.defs({ kind: 'seal', name: symbol.name });
    // A row of a waiver or a version has a seal of its own; the packet's says nothing about it.
    lines.push(proves[seal ? (seal.data.armour === undefined ? 'sealed' : 'key') : (own ?? 'typed')]);
    return lines.join('\n\n');
  }
  if (symbol.kind === 'anchor')
    return symbol.data.binding ? undefined : '*This section does not bind: it stands under a roadmap or an appendix.*';
  return undefined;
}

/** What a signature proves by what it carries. */
const proves = {
  typed: 'A *typed* signature: a string that anyone who can write files could have made.',
  sealed: 'A *sealed* signature: a change of what it locks is seen; anyone who can write files could have made it.',
  key: 'It carries the signature of a key: `gatehouse verify` says whose, and whether it holds.',
} as const;
