/** The packets that wait for a signature: ready or nearly so, and not signed. */
import type { WideLook } from '#core/look';
import { packetIdsBy } from '../model/gating/gating';

export const waiting = (look: WideLook): readonly string[] =>
  packetIdsBy(look, ['Ready-for-Dev', 'Backlog']).filter((id) => {
    const [packet] = look.defs({ kind: 'packet', name: id });
    return packet?.data.proves === undefined && (packet?.data.status === 'Ready-for-Dev' || packet?.data.status === 'Backlog');
  });
