/** packets/llm-boundary. Source: SYSTEMS.md §1, *Gates*. */
import { auditor } from '../model/gating/auditing';
import { canary } from '../model/gating/canaries';

export default auditor('llm-boundary', {
  aliases: ['validator-llm-boundary'],
  summary: 'Models are called by the client module alone.',
  canaries: [
    canary(
      'sdk',
      'The SDK of a model outside the client module.',
      'canary.ts',
      "import OpenAI from 'openai';\n\nexport const ai = OpenAI;\n",
    ),
    canary('http', 'A call to a model outside the client module.', 'canary.py', 'URL = "https://api.openai.com/v1/embeddings"\n'),
  ],
});
