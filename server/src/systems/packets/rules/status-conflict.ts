/** packets/status-conflict */
import { md } from '#core/rule';
import { written } from '../model/status';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A packet says one status.',
  why: 'Of several STATUS lines the metadata’s counts; whoever reads another one works from a wrong state. What reports and logs say is history, and is left alone.',

  check: {
    *packet({ model }) {
      const [first, ...others] = model.statuses;
      if (!first?.reading) return;
      for (const other of others) {
        if (!other.reading || other.reading.status === first.reading.status) continue;
        yield {
          at: other.at,
          message: `This says ${written(other.reading)}, but the packet’s status is ${written(first.reading)}; the metadata counts.`,
          related: [{ at: first.at, message: `the status: ${first.text}` }],
        };
      }
    },
  },

  examples: [
    {
      title: 'The hand-over note says something else',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - **Status:** In Progress

        ## Status / Handoff
        - WP_STATUS: [|Completed|]
      `,
      says: ['This says Done, but the packet’s status is In-Progress; the metadata counts.'],
    },
    {
      title: 'An older report',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Done

        ## Validation Reports
        - STATUS: In-Progress
      `,
    },
  ],
});
