/** What can be signed here: packets, changes of packets that are signed, waivers, versions of the spec. */
import type { Signing } from '#core/signing';
import type { View } from '../model/gating/gating';
import * as amendment from './amend';
import * as packet from './packet';
import { proofs } from './proofs';
import * as spec from './spec';
import * as waiver from './waive';

/** Which of these is meant, the subject's name tells. */
export const signing: Signing<View> = {
  subjects: (view) => [...packet.subjects(view), ...spec.subjects(view), ...waiver.subjects(view)],
  sheet: (view) => kindOf(view).sheet(view),
  sign: (view, sheet, by) => kindOf(view).sign(view, sheet, by),
  proofs,
};

const kindOf = (view: View): Pick<Signing<View>, 'sheet' | 'sign'> =>
  waiver.isWaiver(view) ? waiver : spec.isSpec(view) ? spec : amendment.isSigned(view) ? amendment : packet;
