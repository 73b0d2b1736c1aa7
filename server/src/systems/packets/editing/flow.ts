/** Who waits for whom, and what a list of all names shows. */
import type { Editing } from '#core/editor';
import { addTo } from '#core/lists';
import type { Look } from '#core/look';
import { query } from '#core/look';
import type { Name, Vocabulary } from '#core/symbols';
import { shownState } from '../model/dialect/status';
import { isKnown, waits } from '../model/queries';

/** Who waits for a packet: the other way round. */
const frees = query('packets/frees', (look): Readonly<Record<string, readonly string[]>> => {
  const out = new Map<string, string[]>();
  for (const [from, to] of Object.entries(look.ask(waits))) for (const id of to) addTo(out, id, from);
  return Object.fromEntries(out);
});

/** Before a packet come those that it waits for, after it those that wait for it. */
export function flow(name: Name, look: Look): ReturnType<NonNullable<Editing['flow']>> {
  if (name.kind !== 'packet' && name.kind !== 'entry' && name.kind !== 'blocking') return undefined;
  const known = (ids: readonly string[] = []): readonly Name[] =>
    ids.filter((id) => isKnown(look, id)).map((id) => ({ kind: 'packet', name: id }));
  return { before: known(look.ask(waits)[name.name]), after: known(look.ask(frees)[name.name]) };
}

/** How a name is listed. Undefined: it is not. */
export function listed({ kind }: Name, data: unknown): ReturnType<NonNullable<Editing['listed']>> {
  if (kind === 'anchor') {
    const { title, by } = data as Vocabulary['anchor'];
    return by === 'item' ? undefined : { is: 'anchor', detail: '', title };
  }
  if (kind !== 'packet') return undefined;
  const packet = data as Vocabulary['packet'];
  return packet.alias ? undefined : { is: 'packet', detail: shownState(packet), title: packet.title };
}
