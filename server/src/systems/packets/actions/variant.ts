/** packets/variant: what was signed is not changed, the next variant takes its place. Source: SYSTEMS.md §1, "Seal". */
import { action, Refused } from '#core/action';
import { applyEdits } from '#core/text';
import { backlog, mustBeFree, newEntry, newPath } from '../acting/creating';
import { merged } from '../acting/lines';
import { variantParts } from '../acting/moves';
import { anew } from '../acting/renewal';
import { done, packetOf, refuse } from '../acting/view';
import type { PacketsDialect } from '../model/dialect/dialect';
import { PACKET, packetIdsBy } from '../model/gating/gating';
import { lockedTexts } from '../model/signing/seal';
import type { PacketModel } from '../model/types';

export default action<PacketsDialect>({
  subjects: (look) => packetIdsBy(look, ['In-Progress', 'Ready-for-Dev', 'Ready-for-Validation', 'Done']),
  act(view) {
    const old = packetOf(view);
    const { base, number } = variantParts(old.id);
    const later = view.look.names('packet').filter((n) => variantParts(n).base === base && variantParts(n).number > number);
    if (later.length > 0) refuse(`${later.join(', ')} came after ${old.id}; the next variant is made from the last one.`);
    const id = `${base}-v${number + 1}`;
    mustBeFree(view, id);
    const text = applyEdits(old.text, anew(view, old, id));
    const path = newPath(view, id, text);
    const made = view.reread(path, PACKET, text)?.model as PacketModel;
    const locked = (m: PacketModel): string =>
      JSON.stringify(lockedTexts(m.fields, view.dialect.locked).map((l) => [l.key, l.lines]));
    const wrong =
      made.statuses[0]?.reading?.status !== backlog.status
        ? 'its STATUS'
        : made.signing.signature !== undefined
          ? 'its signature'
          : locked(made) !== locked(old.model)
            ? 'what was promised'
            : undefined;
    if (wrong !== undefined)
      throw new Refused('unknown', [`${old.path} is written in a way that does not tell ${wrong} apart; copy it by hand.`]);
    const entry = newEntry(view, id, path);
    return done(
      merged([{ do: 'create', path, text }], entry.change),
      `${path} promises what ${old.id} promised, in the backlog, not signed.`,
      ...entry.says,
      `Next: change what has to be other, say why in its log, have it signed, then gatehouse move ${old.id} Superseded.`,
    );
  },
});
