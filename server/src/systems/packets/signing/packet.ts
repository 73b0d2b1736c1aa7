/** A packet is signed: what it locks, the seal, the audit's row. */
import type { SigningSubject } from '#core/signing';
import type { View } from '../model/gating/gating';
import { waiting } from './waiting';

export { sheet } from './sheet';
export { sign } from './write';

/** The packets that wait, with the reason that was given for it. */
export const subjects = ({ look }: View): readonly SigningSubject[] =>
  waiting(look).flatMap((name) => {
    const [packet] = look.defs({ kind: 'packet', name });
    const requested = look.defs({ kind: 'request', name })[0]?.data.reason;
    if (!packet) return [];
    return [{ name, path: packet.path, detail: packet.data.status ?? '', ...(requested === undefined ? {} : { requested }) }];
  });
