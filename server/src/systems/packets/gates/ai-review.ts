/** packets/ai-review. Source: SYSTEMS.md §1, *Gates*. */
import { answer, gate } from '#core/gate';
import type { PacketsDialect } from '../model/dialect/dialect';
import { packetIdsBy } from '../model/gating/gating';

export default gate<PacketsDialect>({
  aliases: ['validator-ai-review'],
  subject: 'folder',
  narrows: true,
  summary: 'The configured review by an AI has nothing against the change.',
  subjects: (look) => packetIdsBy(look, ['In-Progress', 'Ready-for-Validation']),

  *judge({ dialect }) {
    if (Object.hasOwn(dialect.gates, 'ai-review')) return;
    const says = 'Nothing says what reviews; name a command under packets.gates.ai-review.run in gatehouse.yaml.';
    yield answer('command', 'A review has run and succeeded.', 'unknown', says);
  },
  untried: { command: 'No command reviews anything (packets.gates.ai-review), so it never passes.' },
});
