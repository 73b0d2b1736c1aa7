/** packets/start: Ready-for-Dev to In-Progress, once the scope is found adequate. */
import { action } from '#core/action';
import { against, movable } from '../acting/moves';
import { starting } from '../acting/starting';
import type { PacketsDialect } from '../model/dialect/dialect';
import { packetIdsBy } from '../model/gating/gating';

export default action<PacketsDialect>({
  subjects: (look) => packetIdsBy(look, ['Ready-for-Dev']),
  act(view) {
    const { packet, from } = movable(view);
    if (from.status !== 'Ready-for-Dev') {
      const says = [`${packet.id} is ${from.status}; work begins on what is Ready-for-Dev.`];
      return { is: 'refused', why: 'rule', says };
    }
    const lacks = against(view, packet, from, 'In-Progress');
    return lacks ? { is: 'refused', ...lacks } : starting(view, packet);
  },
});
