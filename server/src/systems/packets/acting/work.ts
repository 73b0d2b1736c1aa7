/** What there is of a packet's work, for texts about it: what it promised, what proves it, what was run. */

import type { Vouched } from '#core/evidence';
import { fieldOf } from '#core/fields/model';
import { oneLine, type RelPath } from '#core/text';
import { extentOf } from '../model/anchors/places';
import type { EvidenceRow } from '../model/evidence/evidence';
import { pairs } from '../model/evidence/proof-pairs';
import { commandsOf } from '../model/packet/commands';
import { filledItems } from '../model/packet/packet';
import { currentSpec } from '../model/queries';
import type { ReportDocumentModel } from '../model/types';
import type { Packet, View } from './view';

/** An item of DONE_MEANS with the evidence for it. */
export interface Promise {
  readonly number: number;
  readonly text: string;
  readonly rows: readonly EvidenceRow[];
}

/** Each of DONE_MEANS with the rows that speak of it, those of reports of their own included. */
export function promisesOf(view: View, { id, model }: Packet): readonly Promise[] {
  const field = fieldOf(model.fields, 'DONE_MEANS');
  const wanted = field ? filledItems(field).map((i, n) => ({ text: oneLine(i.text), number: i.number ?? n + 1 })) : [];
  const apart = reportsOn(view, id).flatMap(
    (path) => view.document<ReportDocumentModel>(path, 'packets/report')?.model.rows ?? [],
  );
  const found = pairs(wanted, [...model.proof.rows, ...apart]);
  return wanted.map((w, i) => ({ ...w, rows: found[i] ?? [] }));
}

/** Reports of their own about a packet, in order of path. */
export const reportsOn = (view: View, id: string): readonly RelPath[] => [
  ...new Set(view.look.defs({ kind: 'report', name: id }).flatMap((d) => (d.data.own ? [] : d.path))),
];

/** `src/login.ts:3-9`, each once. */
export const placesOf = (rows: readonly EvidenceRow[]): readonly string[] => [
  ...new Set(
    rows.flatMap((r) => r.code.flatMap((c) => (c.path === '' ? [] : `${c.path}${c.lines ? `:${extentOf(c.lines)}` : ''}`))),
  ),
];

/** A command of TEST_PLAN with how it came out. */
export interface Planned {
  readonly command: string;
  /** The last record of it, with who vouches for it. */
  readonly record: Vouched | undefined;
  /** What VALIDATION says of it, which is a claim. */
  readonly claim: string | undefined;
}

/** Each command of TEST_PLAN with what came of it. */
export function plannedOf(view: View, packet: Packet): readonly Planned[] {
  const plan = fieldOf(packet.model.fields, 'TEST_PLAN');
  const commands = [...new Set((plan?.items ?? []).flatMap((i) => commandsOf(i).map((c) => c.text)))];
  const { records } = view.task('evidence', { allowedSigners: view.dialect.approvals.allowedSigners });
  const own = records.filter((r) => r.packet === packet.id && r.is !== 'broken');
  return commands.map((command) => ({
    command,
    record: own.findLast((r) => same(r.command, command)),
    claim: claimIn(packet, command),
  }));
}

const same = (a: string, b: string): boolean => oneLine(a) === oneLine(b);

/** The Result that stands below a Command, or beside it. */
function claimIn({ text, model }: Packet, command: string): string | undefined {
  const field = fieldOf(model.fields, 'VALIDATION');
  if (!field) return undefined;
  // A quotation holds what something else says, such as a gate.
  const lines = text
    .slice(field.at.start, field.at.end)
    .split(/\r?\n/)
    .filter((l) => !/^ {0,3}>/.test(l));
  const at = lines.findLastIndex((l) => oneLine(l).includes(oneLine(command)));
  if (at < 0) return undefined;
  for (const line of lines.slice(at, at + 6)) {
    const m = /\bresults?\b[*_\s]*[:：][*_\s]*(.+)$/i.exec(line);
    if (m?.[1]) return oneLine(m[1]).slice(0, 200);
    if (line !== lines[at] && /\bcommand\b[*_\s]*[:：]/i.test(line)) return undefined;
  }
  return undefined;
}

/** How it came out, and who says so. */
export function outcomeOf({ record, claim }: Planned): string {
  if (record) {
    const how =
      record.exit === 0 ? 'PASS' : record.timedOut ? 'FAIL (took too long)' : `FAIL (exit code ${record.exit ?? record.signal})`;
    const by = record.is === 'signed' ? `signed by ${record.by ?? 'a key'}` : 'recorded';
    const state = record.commit === undefined ? '' : `, at ${record.commit.slice(0, 10)}${record.dirty ? ' with changes' : ''}`;
    return `${how}, ${by} ${record.at.slice(0, 10)}${state}`;
  }
  return claim === undefined ? 'no result is recorded' : `${claim} (as VALIDATION says; not recorded)`;
}

/** The spec in force. Undefined: nothing says which that is. */
export const specPath = (view: View): RelPath | undefined => {
  const spec = view.look.ask(currentSpec);
  return spec.is === 'known' ? spec.path : undefined;
};

/** The anchors that a packet cites, each once. */
export const anchorsOf = (packet: Packet): readonly string[] => [...new Set(packet.facts.citations.map((c) => c.id))];
