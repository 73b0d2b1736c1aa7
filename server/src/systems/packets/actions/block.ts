/** packets/block: out of the order of work, with a reason; where it was is kept. */
import { action } from '#core/action';
import { blocking } from '../acting/blocking';
import { movable } from '../acting/moves';
import type { PacketsDialect } from '../model/dialect/dialect';
import { packetIdsBy } from '../model/gating/gating';

export default action<PacketsDialect>({
  subjects: (look) => packetIdsBy(look, ['In-Progress', 'Ready-for-Dev', 'Ready-for-Validation', 'Backlog']),
  act(view) {
    const { packet, from } = movable(view);
    return blocking(view, packet, from);
  },
});
