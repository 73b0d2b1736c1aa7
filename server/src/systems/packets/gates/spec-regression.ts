/** packets/spec-regression. Source: SYSTEMS.md §1, *Gates*. */
import { gate } from '#core/gate';
import type { PacketsDialect } from '../model/dialect/dialect';
import { specRegression } from '../model/gating/gating';
import { specCanaries } from '../model/gating/planted';

export default gate<PacketsDialect>({
  aliases: ['validator-spec-regression'],
  subject: 'folder',
  summary: 'The spec in force has lost nothing that the work rests on.',
  judge: specRegression,
  canaries: specCanaries,
});
