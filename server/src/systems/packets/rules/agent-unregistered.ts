/** packets/agent-unregistered */
import { closest } from '#core/distance';
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'info',
  since: '0.2.0',
  summary: 'Who works on a packet is in the agent registry.',
  why: 'Months later the registry is what tells which model or person an AGENT_ID was. Nothing is said where there is no registry.',

  check: {
    *packet({ facts, look }) {
      if (!facts.agents || facts.retired) return;
      const names = look.names('agent');
      if (names.length === 0) return;
      for (const { text, at } of facts.agents) {
        if (names.includes(text.toUpperCase())) continue;
        const near = look.defs({ kind: 'agent', name: closest(text.toUpperCase(), names) ?? '' })[0]?.data.written;
        yield { at, message: `${text} is not in the agent registry${near === undefined ? '.' : `; did you mean ${near}?`}` };
      }
    },
  },

  examples: [
    {
      title: 'Nobody of that name',
      files: md`
        ==> docs/agents/AGENT_REGISTRY.md <==
        | AGENT_ID | Role |
        | --- | --- |
        | AGENT_DOCS | Docs |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - AGENT_ID: [|AGENT_DOC|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - AGENT_ID: [|night-shift|]
      `,
      says: ['AGENT_DOC is not in the agent registry; did you mean AGENT_DOCS?', 'night-shift is not in the agent registry.'],
    },
    {
      title: 'Registered, whatever the capitals, and nobody yet',
      files: md`
        ==> docs/agents/AGENT_REGISTRY.md <==
        | Role | Agent ID |
        | --- | --- |
        | Docs | \`agent_docs\` |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - **AGENT_ID**: AGENT_DOCS

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - AGENT_ID: <pending>
      `,
    },
    {
      title: 'The name that is meant, as the registry writes it',
      files: md`
        ==> docs/agents/AGENT_REGISTRY.md <==
        | Agent | Role |
        |---|---|
        | Weaver-1 | coder |

        ==> docs/task_packets/WP-1-X.md <==
        # WP-1-X
        - AGENT_ID: [|weaver-9|]
      `,
      says: ['weaver-9 is not in the agent registry; did you mean Weaver-1?'],
    },
  ],
});
