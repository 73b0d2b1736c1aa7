/** Writes down what a gate said, as a change. docs/gates.md, *Records*. */
import type { GateRecord, Recorded } from '#core/recording';
import type { Session } from '../engine/session';
import type { NamedGate } from './gates';
import { withView } from './gates';

/** Where it is written, and the change; or why nothing is. @param subject the packet */
export async function gateRecord(
  session: Session,
  { system, name }: NamedGate,
  subject: string,
  record: GateRecord,
): Promise<Recorded | { readonly refused: string }> {
  const recording = session.systems.find((s) => s.id === system)?.recording;
  if (!recording) return { refused: `Nothing keeps what ${name} says.` };
  return withView(session, system, {}, (run) => recording(run.view(subject), record));
}
