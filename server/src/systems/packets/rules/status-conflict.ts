/** packets/status-conflict */
import type { FieldDocument } from '#core/fields/model';
import { md } from '#core/rule';
import { lifecycle, type Status, written } from '../model/status';
import { rule, type WrittenStatus } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A packet says one status.',
  why: `Of several STATUS lines the metadata’s counts; whoever reads another one works from a wrong state. What reports and logs say is
history, and is left alone; in a hand-over an earlier state than the metadata’s is information.`,

  check: {
    *packet({ model }) {
      const [first, ...others] = model.statuses;
      if (!first?.reading) return;
      for (const other of others) {
        if (!other.reading || other.reading.status === first.reading.status) continue;
        // What was handed over with earlier work is not kept up; a note that is ahead of the metadata is right, or they are.
        const isOlder = isHistory(first.reading.status, other, model.fields);
        yield {
          at: other.at,
          ...(isOlder ? { severity: 'info' as const } : {}),
          message: isOlder
            ? `This was handed over as ${written(other.reading)}; the packet’s status is ${written(first.reading)} by now.`
            : `This says ${written(other.reading)}, but the packet’s status is ${written(first.reading)}; the metadata counts.`,
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
      title: 'A hand-over of what was done since',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - **Status:** Done

        ## STATUS_HANDOFF
        - Current WP_STATUS: [|In Progress|]
      `,
      says: ['This was handed over as In-Progress; the packet’s status is Done by now.'],
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

function isHistory(now: Status, then: WrittenStatus, { headings }: FieldDocument): boolean {
  const earlier = then.reading && lifecycle.indexOf(then.reading.status) < lifecycle.indexOf(now);
  return (
    earlier === true &&
    headings.some(({ text, at }) => at.start <= then.at.start && then.at.end <= at.end && /hand[ _-]?(?:off|over)/i.test(text))
  );
}
