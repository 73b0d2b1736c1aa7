/** packets/risk-map-form */

import { md } from '#core/rule';
import { isBlank } from '../model/packet/blanks';
import { brief, fieldIn, itemsIn } from '../model/packet/packet';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'hint',
  concerns: 'content',
  since: '0.2.0',
  summary: 'Each risk says what it would hit: `failure -> subsystem`.',
  why: 'A failure alone tells nobody where to look or what to test. After an arrow, a colon or a dash, or in a second column, stands what it hits or how it is held off.',

  check: {
    *packet({ model }) {
      const field = fieldIn(model.fields, 'RISK_MAP');
      for (const item of field ? itemsIn(field) : []) {
        if (
          item.items.length > 0 ||
          (item.cells?.length ?? 0) > 1 ||
          says(item.text) ||
          isBlank(item.text) ||
          nothing.test(item.text)
        )
          continue;
        yield { at: item.at, message: `${brief(item.text)} does not say what it hits; write it as failure -> subsystem.` };
      }
    },
  },

  examples: [
    {
      title: 'A failure without a place',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## BOOTSTRAP
        - RISK_MAP:
          - "Token is logged" -> logging
          - [|"Clock skew"|]
      `,
      says: ['"Clock skew" does not say what it hits; write it as failure -> subsystem.'],
    },
    {
      title: 'Every way to say it',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## BOOTSTRAP

        ### RISK_MAP
        - "Token is logged" → logging
        - Clock skew: token service
        - Slow hash – login endpoint
        - Lock-out (login endpoint)
        - Replay
          - session store
      `,
    },
    {
      title: 'A table',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## RISK_MAP
        | Failure | Subsystem |
        | --- | --- |
        | Token is logged | logging |
      `,
    },
  ],
});

const says = (text: string): boolean => /->|→|=>|⇒|\S:\s|\s[-–—|]\s|\)\s*\.?$|"[:,]/.test(text);
const nothing = /^(?:none|n\/a|keine?)\b/i;
