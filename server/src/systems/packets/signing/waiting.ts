/** The packets that wait for a signature: ready or nearly so, and not signed. */
import type { WideLook } from '#core/look';
import { packetIdsBy } from '../model/gating/gating';

/** Ids, those in Ready-for-Dev first. */
export const waiting = (look: WideLook): readonly string[] =>
  packetIdsBy(
    look,
    ['Ready-for-Dev', 'Backlog'],
    ({ data: { proves, status } }) => proves === undefined && (status === 'Ready-for-Dev' || status === 'Backlog'),
  );
