/** packets/report-mismatch */

import type { Look } from '#core/look';
import { stemOf } from '#core/paths';
import { md, type Report } from '#core/rule';
import type { Vocabulary } from '#core/symbols';
import { lastReport, type ReportFacts, type Said } from '../model/evidence/evidence';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  concerns: 'content',
  since: '0.3.0',
  summary: 'A report is about its own packet, spec version and signature.',
  why: `A verdict that was copied along, or reached against another version of the spec than was signed, says nothing about this
packet. Compared are the ids in the report's title and its Task Packet line, its Spec line with SPEC_VERSION, its signature with
the packet's. One that validates again may be held against a newer spec.`,

  check: {
    *packet({ facts, path, look }) {
      const last = lastReport(facts.reports);
      for (const r of facts.reports)
        if (r === last) yield* mismatches(r, facts.id, stemOf(path), look);
        else {
          // Of an earlier one only the title counts: what it was held against has changed since.
          const other = strangerIn(titleOf(r), facts.id, stemOf(path));
          if (other) yield other;
        }
    },
    *report({ facts, look }) {
      const last = lastReport(facts.reports);
      if (!last || !facts.packet) return;
      const { text, at } = facts.packet;
      if (look.defs({ kind: 'packet', name: text }).length === 0 && look.files('packets/packet').length > 0) {
        yield {
          at,
          message: `This report is about ${text}, but there is no such packet.`,
          about: { kind: 'packet', name: text },
        };
        return;
      }
      yield* mismatches(last, text, text, look);
    },
  },

  examples: [
    {
      title: 'Another packet’s report, another version, another signature',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## VALIDATION REPORT - [|WP-1-Logout|]
        Verdict: PASS

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - STATUS: Done

        ## VALIDATION REPORT - WP-1-Menu
        Verdict: PASS
        - Task Packet: docs/task_packets/[|WP-1-Logout|].md

        ==> docs/task_packets/WP-1-Session.md <==
        # WP-1-Session
        - STATUS: Done
        - SPEC_VERSION: Master_Spec_v1.2.md
        - USER_SIGNATURE: alice_151220251000

        ## VALIDATION REPORT - WP-1-Session
        Verdict: PASS

        ### Scope Inputs
        - Task Packet: docs/task_packets/WP-1-Session.md
        - Spec: [|Master_Spec_v1.1.md|] (section 3.2.1)
        - USER_SIGNATURE: [|bob_161220250900|] (valid)

        ==> docs/task_packets/WP-1-Search.md <==
        # WP-1-Search
        - STATUS: Done

        ## VALIDATION REPORT - [|WP-1-Logout|]
        Verdict: FAIL

        ## VALIDATION REPORT - [|WP-1-Session|]
        Verdict: PASS
        - Task Packet: docs/task_packets/WP-1-Search.md

        ==> docs/validation_reports/WP-1-Token.md <==
        # Validation report for [|WP-1-Token|]
        - Verdict: FAIL
      `,
      says: [
        'This report is about WP-1-Logout, but stands in WP-1-Login.',
        'This report is about WP-1-Logout, but stands in WP-1-Menu.',
        'This report is about WP-1-Logout, but stands in WP-1-Search.',
        'This report is about WP-1-Session, but stands in WP-1-Search.',
        'This report was held against Master_Spec_v1.1.md, but WP-1-Session was signed for Master_Spec_v1.2.md.',
        'This report names the signature bob161220250900, but WP-1-Session carries alice151220251000.',
        'This report is about WP-1-Token, but there is no such packet.',
      ],
    },
    {
      title: 'The same, a short id, a pointer in place of a version, validated again against a newer spec, nothing signed',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done
        - SPEC_VERSION: v01.20
        - USER_SIGNATURE: alice_151220251000

        ## VALIDATION REPORT - WP-1
        Verdict: PASS
        Scope Inputs:
        - Task Packet: docs/task_packets/WP-1-Login.md (WP-1-Logout waits for it)
        - Spec: docs/SPEC_CURRENT.md -> Master_Spec_v1.20.md, section 3.2
        - USER_SIGNATURE: alice151220251000

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done
        - SPEC_VERSION: v1.0
        - USER_SIGNATURE: <pending>

        ## REVALIDATION REPORT - WP-1-Logout
        Verdict: PASS
        - Spec: Master_Spec_v1.3.md
        - Signature: bob_161220250900

        ==> docs/task_packets/WP-1-Session.md <==
        # WP-1-Session
        - STATUS: Done
        - SPEC_VERSION: docs/SPEC_CURRENT.md

        ## VALIDATION REPORT - WP-1-Session
        Verdict: PASS
        - Spec: Master_Spec_v1.3.md
      `,
    },
  ],
});

/** The packets that a report's title names. A right line below a wrong one takes nothing from it: a report is known by its title. */
const titleOf = ({ packets, at }: ReportFacts): readonly Said[] =>
  packets.filter((p) => p.at.start >= at.start && p.at.end <= at.end);

/** None of the packets that are named is the report's own. */
function strangerIn(named: readonly Said[], id: string, fileId: string): Report | undefined {
  const [first] = named;
  const own = (said: string): boolean => said === id || said === fileId || id.startsWith(`${said}-`) || said.startsWith(`${id}-`);
  if (!first || named.some((p) => own(p.text))) return undefined;
  return {
    at: first.at,
    message: `This report is about ${first.text}, but stands in ${id}.`,
    about: { kind: 'packet', name: first.text },
  };
}

function* mismatches(report: ReportFacts, id: string, fileId: string, look: Look): Iterable<Report> {
  const titled = titleOf(report);
  const other =
    strangerIn(titled, id, fileId) ??
    strangerIn(
      report.packets.filter((p) => !titled.includes(p)),
      id,
      fileId,
    );
  if (other) {
    yield other;
    return;
  }
  const promise = look.defs({ kind: 'promise', name: id })[0]?.data;
  if (!promise) return;
  yield* otherSpec(report, promise, id);
  const [signature] = report.signatures;
  const [carried] = promise.signatures;
  if (signature && carried !== undefined && !report.signatures.some((s) => promise.signatures.includes(s.text)))
    yield {
      at: signature.at,
      message: `This report names the signature ${signature.text}, but ${id} carries ${carried}.`,
      about: { kind: 'signature', name: signature.text },
    };
}

function* otherSpec(report: ReportFacts, promise: Vocabulary['promise'], id: string): Iterable<Report> {
  const promised = promise.specs.map(versionIn);
  const [spec] = report.specs;
  if (!spec || report.again || promised.length === 0 || promised.includes(undefined)) return;
  if (report.specs.some((s) => promised.includes(versionIn(s.text)))) return;
  yield { at: spec.at, message: `This report was held against ${spec.text}, but ${id} was signed for ${promise.specs[0]}.` };
}

/** `1.20` of `Master_Spec_v01.20.md`: without leading zeros. */
function versionIn(text: string): string | undefined {
  const all = [...text.matchAll(/v\.?\s*(\d+(?:\.\d+)*)|(?:^|\s)(\d+(?:\.\d+)+)(?:\s|$)/gi)];
  const last = all.at(-1);
  return (last?.[1] ?? last?.[2])
    ?.split('.')
    .map((n) => Number(n))
    .join('.');
}
