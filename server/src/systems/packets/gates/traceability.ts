/** packets/traceability. Source: SYSTEMS.md §1, *Gates*. */
import { auditor } from '../model/gating/auditing';
import { canary } from '../model/gating/canaries';

export default auditor('traceability', {
  aliases: ['validator-traceability'],
  summary: 'What changes data says for which request, job or trace.',
  canaries: [canary('mutations', 'A change without a trace.', 'storage/canary.py', 'TEXT = "INSERT INTO users VALUES (1)"\n')],
});
