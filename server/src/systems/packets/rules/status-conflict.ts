/** packets/status-conflict */
import { brief } from '#core/brief';
import type { FieldDocument } from '#core/fields/model';
import { md } from '#core/rule';
import { mayLie } from '../model/dialect/state-folder';
import { lifecycle, type Status, written } from '../model/dialect/status';
import { rule, type WrittenStatus } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A packet says one status.',
  why: `Of several STATUS lines the metadata’s counts; whoever reads another one works from a wrong state. What reports and logs say is
history, and is left alone; in a hand-over an earlier state than the metadata’s is information. A status of which a remark says the
contrary, as \`Done - validation not run\`, is two as well; and so is one beside a folder that says another
(\`packets.stateFolders\`): what is worked on does not lie in \`done/\`.`,

  check: {
    *packet({ model }) {
      const [first, ...others] = model.statuses;
      if (!first?.reading) return;
      const { placed } = model;
      if (placed && first.folder === undefined && !mayLie(first.reading.status, placed.status))
        yield {
          at: first.at,
          message: `This says ${written(first.reading)}, but it lies in ${placed.folder}, where packets are ${placed.status}; move it, or correct the status.`,
        };
      const taken = takenBack(first);
      if (taken !== undefined)
        yield {
          at: first.at,
          message: `“${taken}” takes back that it is Done; set the packet to Ready-for-Validation, or run what is left and say so.`,
        };
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
      severities: ['info'],
    },
    {
      title: 'A remark takes it back',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: [|Done - the code is in; validation not run on this machine|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - STATUS: [|Complete (tests pending)|]

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles

        - STATUS: Done (not validated yet)

        ==> docs/task_packets/WP-1-Guests.md <==
        # WP-1-Guests

        - STATUS: Ready for Validation - smoke tests pending

        ==> docs/task_packets/WP-1-Owners.md <==
        # WP-1-Owners

        - STATUS: Done - all tests pass, the review is done
      `,
      says: [
        '“validation not run on this machine” takes back that it is Done; set the packet to Ready-for-Validation, or run what is left and say so.',
        '“tests pending” takes back that it is Done; set the packet to Ready-for-Validation, or run what is left and say so.',
      ],
    },
    {
      title: 'It lies in the folder of another state',
      config: "packets: { paths: { packet: 'work/*/WP-*.md' }, stateFolders: { In-Progress: [doing], Done: [done] } }",
      files: md`
        ==> work/done/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: [|Backlog|]

        ==> work/done/WP-1-Logout.md <==
        # WP-1-Logout

        - STATUS: Superseded

        ==> work/doing/WP-1-Roles.md <==
        # WP-1-Roles

        - STATUS: Blocked
      `,
      says: ['This says Backlog, but it lies in done, where packets are Done; move it, or correct the status.'],
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

/** What of a status that is Done says that it is not: that it was not tried. That it is not VALIDATED yet takes nothing back. */
function takenBack({ text, reading }: WrittenStatus): string | undefined {
  if (reading?.status !== 'Done') return undefined;
  const [, ...remarks] = (text.split(/\r?\n/, 1)[0] as string).split(/[();,[\]]|\s[-–—]\s|:\s/);
  const remark = remarks.find((r) => untried.test(r));
  return remark && brief(remark.trim());
}

const untried =
  /\b(?:validation|verification|review|qa|tests?|testing|smoke)\b.{0,30}\b(?:not (?:yet )?(?:run|done|performed|completed?|executed|possible)|pending|outstanding|still (?:due|open|to do)|to be (?:run|done))\b|\b(?:pending|awaiting|needs) (?:validation|verification|review|qa|tests?|testing)\b|\b(?:not (?:yet )?(?:verified|tested)|unverified|untested)\b/i;

function isHistory(now: Status, then: WrittenStatus, { headings }: FieldDocument): boolean {
  const earlier = then.reading && lifecycle.indexOf(then.reading.status) < lifecycle.indexOf(now);
  return (
    earlier === true &&
    headings.some(({ text, at }) => at.start <= then.at.start && then.at.end <= at.end && /hand[ _-]?(?:off|over)/i.test(text))
  );
}
