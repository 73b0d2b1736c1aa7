/** packets/report: a validator's report with what is there, and the verdict left open. Source: SYSTEMS.md §1 *Actions*. */
import { action } from '#core/action';
import type { Change } from '#core/change';
import { folderOf } from '#core/paths';
import { endingAs } from '#core/text';
import { edit, section } from '../acting/lines';
import { done, type Packet, packetOf, refuse, statusIn, type View } from '../acting/view';
import { anchorsOf, outcomeOf, placesOf, plannedOf, promisesOf, reportsOn, specPath } from '../acting/work';
import type { PacketsDialect } from '../model/dialect/dialect';
import { written } from '../model/dialect/status';
import type { ReportDocumentFacts } from '../model/evidence/evidence';
import { packetIdsBy } from '../model/gating/gating';

export default action<PacketsDialect>({
  subjects: (look) => packetIdsBy(look, ['Ready-for-Validation', 'Done']),
  act(view) {
    const packet = packetOf(view);
    const status = statusIn(packet);
    if (status.status !== 'Ready-for-Validation' && status.status !== 'Done')
      refuse(`${packet.id} is ${written(status)}; a report is about what is Ready-for-Validation.`);
    const last = packet.model.proof.reports.at(-1);
    if (last?.verdict?.is === 'open') refuse(`The last report in ${packet.path} is open; give that its verdict.`);
    const body = report(view, packet);
    const { path, change } = placed(view, packet, body);
    return done(
      change,
      `A report on ${packet.id} is begun in ${path}; its verdict is open.`,
      'Next: look at each finding, answer what the audit scope asks, then write PASS or FAIL.',
    );
  },
});

/** In a file of its own where reports are such; else at the end of the packet. */
function placed(view: View, packet: Packet, body: string): { readonly path: string; readonly change: Change } {
  const title = `VALIDATION REPORT - ${packet.id} (${view.today})`;
  const [first] = view.look.files('packets/report');
  const isOwn = packet.model.proof.reports.some((r) => !r.bare);
  if (first !== undefined && !isOwn) {
    const text = endingAs(packet.text, `# ${title}\n\n${body.replaceAll('### ', '## ')}\n`);
    const base = `${folderOf(first)}/${packet.id}-validation-${view.today}`;
    const taken = new Set([...reportsOn(view, packet.id), ...view.look.files('packets/report')]);
    for (let n = 1; n < 100; n++) {
      const path = `${base}${n === 1 ? '' : `-${n}`}.md`;
      if (taken.has(path) || view.text(path) !== undefined) continue;
      const facts = view.reread(path, 'packets/report', text)?.facts as ReportDocumentFacts | undefined;
      if (facts?.packet?.text === packet.id) return { path, change: [{ do: 'create', path, text }] };
      break;
    }
  }
  return { path: packet.path, change: edit(packet, section(packet.text, `## ${title}`, body)) };
}

function report(view: View, packet: Packet): string {
  const spec = specPath(view);
  const anchors = anchorsOf(packet);
  const promises = promisesOf(view, packet);
  const planned = plannedOf(view, packet);
  const signed = packet.model.signing.signature;
  const lacks = promises.flatMap((p) => {
    const code = placesOf(p.rows).length > 0;
    const test = p.rows.some((r) => r.tested);
    return code && test
      ? []
      : [`- Nothing ${code ? '' : 'in the code '}${code || test ? '' : 'and '}${test ? '' : 'no test '}is cited for: ${p.text}`];
  });
  const unrun = planned.filter((p) => !p.record).map((p) => `- Not on record: ${p.command}`);
  return [
    '- **Verdict**: PENDING',
    '',
    '### Scope Inputs',
    '',
    `- Task Packet: ${packet.path} (status: ${written(statusIn(packet))})`,
    `- Spec: ${spec ?? 'none: the pointer names none that is there'}${anchors.length > 0 ? ` (${anchors.join(', ')})` : ''}`,
    ...(signed ? [`- Signed: ${signed.text}`] : []),
    '',
    '### Findings',
    '',
    ...promises.map(
      (p, i) => `${i + 1}. ${p.text} -> ${placesOf(p.rows).join(', ') || 'no place is cited'}; test: ${testsOf(p.rows)}`,
    ),
    ...(promises.length === 0 ? ['- The packet has no DONE_MEANS.'] : []),
    '',
    '### Tests',
    '',
    ...planned.map((p) => `- \`${p.command.replaceAll('`', "'")}\`: ${outcomeOf(p)}`),
    ...(planned.length === 0 ? ['- TEST_PLAN has no command.'] : []),
    '',
    '### Risks/Gaps',
    '',
    ...(lacks.length + unrun.length > 0 ? [...lacks, ...unrun] : ['- <!-- what is left, or None -->']),
    '',
    '### Packet Update',
    '',
    `- None yet: the status stays ${written(statusIn(packet))} until there is a verdict.`,
  ].join('\n');
}

const testsOf = (rows: Parameters<typeof placesOf>[0]): string =>
  rows.some((r) => r.tested) ? 'named in its evidence' : 'none is named';
