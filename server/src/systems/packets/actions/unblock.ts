/** packets/unblock: back to where a blocked packet was, once it waits for nothing. */
import { action } from '#core/action';
import { unblocking } from '../acting/blocking';
import { movable } from '../acting/moves';
import type { PacketsDialect } from '../model/dialect/dialect';
import { packetIdsBy } from '../model/gating/gating';

export default action<PacketsDialect>({
  subjects: (look) => packetIdsBy(look, ['Blocked']),
  act(view) {
    const { packet, from } = movable(view);
    return unblocking(view, packet, from);
  },
});
