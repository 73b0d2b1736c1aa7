/** packets/spec-regression. Source: SYSTEMS.md §1, *Gates*. */
import { gate } from '#core/gate';
import type { PacketsDialect } from '../model/dialect';
import { specRegression } from '../model/gating';
import { specCanaries } from '../model/planted';

export default gate<PacketsDialect>({
  aliases: ['validator-spec-regression'],
  subject: 'folder',
  summary: 'The spec in force has lost nothing that the work rests on.',
  judge: specRegression,
  canaries: specCanaries,
});
