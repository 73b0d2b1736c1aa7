/** What several actions look at. */
import { type ActionDocument, type ActionResult, type ActionView, Refused } from '#core/action';
import type { Change } from '#core/change';
import { closest } from '#core/distance';
import { fieldOf } from '#core/fields/model';
import { oneLine, type RelPath } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';

import type { Status, StatusReading } from '../model/dialect/status';
import { PACKET } from '../model/gating/gating';

import type { PacketFacts, PacketModel } from '../model/types';

/** What actions of packets see. */
export type View = ActionView<PacketsDialect>;
/** The document kind of task boards. */
export const BOARD = 'packets/board';

/** A packet, read. */
export interface Packet extends ActionDocument<PacketModel> {
  readonly id: string;
  readonly facts: PacketFacts;
}

/** The packet that an action is about. Throws where there is none, or several. */
export function packetOf(view: View): Packet {
  const { subject } = view;
  if (subject === '') throw new Refused('usage', ['Name a packet, such as WP-1-Login.']);
  const paths = [...new Set(view.look.defs({ kind: 'packet', name: subject }).map((d) => d.path))];
  const [path] = paths;
  if (path === undefined) {
    const like = closest(subject, view.look.names('packet'));
    throw new Refused('usage', [`There is no packet ${subject}${like === undefined ? '' : `; there is ${like}`}.`]);
  }
  if (paths.length > 1)
    throw new Refused('rule', [`${paths.join(' and ')} both call themselves ${subject}; give one another id first.`]);
  const doc = view.document<PacketModel>(path, PACKET);
  if (!doc) throw new Refused('unknown', [`${path} cannot be read.`]);
  return { ...doc, id: doc.model.id, facts: doc.facts as PacketFacts };
}

/** What stands against writing a state into a packet: its folder says it. Undefined: nothing. */
export function statePlaced({ id, path, model }: Packet, to: Status): string | undefined {
  const folder = model.statuses[0]?.folder;
  return folder === undefined
    ? undefined
    : `The folder ${folder} says the state of ${id}; move ${path} into the folder of ${to}, and its entry on the board.`;
}

/** The state of a packet by its own word. Throws where it says none. */
export function statusIn(packet: Packet): StatusReading {
  const first = packet.model.statuses[0];
  if (!first) throw new Refused('rule', [`${packet.id} has no STATUS; write one into ${packet.path} first.`]);
  if (!first.reading)
    throw new Refused('rule', [`${packet.id} has the STATUS “${first.text}”, which is none; mend it in ${packet.path} first.`]);
  // A stub is known by its place too.
  return packet.model.stub && first.reading.status === 'Backlog' ? { status: 'Stub', validated: false } : first.reading;
}

/** The board, the first where there are several. Undefined: there is none. */
export const boardOf = (view: View): RelPath | undefined => view.look.files(BOARD)[0];

/** The first value of an argument. Undefined: it was not given, or says nothing. */
export const given = (view: View, name: string): string | undefined => view.args[name]?.[0]?.trim() || undefined;
/** Whether an option was given. */
export const isSet = (view: View, name: string): boolean => view.args[name] !== undefined;

/** The text of a field, or of its items, in one line. */
export function said(packet: Packet, key: string): string | undefined {
  const field = fieldOf(packet.model.fields, key);
  const text = field && (field.text || field.items.map((i) => i.text).join('; '));
  return (
    text
      ?.replace(/<!--[\s\S]*?-->/g, '')
      .replace(/\s+/g, ' ')
      .trim() || undefined
  );
}

/** Each item of a field. */
export const items = (packet: Packet, key: string): readonly string[] =>
  (fieldOf(packet.model.fields, key)?.items ?? []).map((i) => oneLine(i.text)).filter((t) => t !== '');

/** An action that is done. @param says what was done, what remains: a line each */
export const done = (change: Change, ...says: readonly string[]): ActionResult & { readonly is: 'done' } => ({
  is: 'done',
  change,
  says,
});

/** Only something to read. */
export const told = (text: string, data?: unknown): ActionResult => ({
  is: 'done',
  change: [],
  says: [],
  text: text.endsWith('\n') ? text : `${text}\n`,
  ...(data === undefined ? {} : { data }),
});

/** Ends the action: a gate or a rule of the work stands against it. */
export const refuse = (...says: readonly string[]): never => {
  throw new Refused('rule', says);
};
/** Ends the action: it was asked for in a wrong way. */
export const misused = (...says: readonly string[]): never => {
  throw new Refused('usage', says);
};

/** Refuses unless a gate passes now. */
export function mustPass(view: View, gate: string, subject: string, what: string): void {
  const lacks = standingAgainst(view, gate, subject);
  if (lacks) throw new Refused(lacks.why, [`${what} needs the gate ${gate} to pass.`, ...lacks.says]);
}

/** Why a gate does not let through. Undefined: it passes. */
export function standingAgainst(
  view: View,
  gate: string,
  subject: string,
): { readonly why: 'rule' | 'unknown'; readonly says: readonly string[] } | undefined {
  const answer = view.gate(gate, subject);
  if (!answer) return { why: 'unknown', says: [`There is no gate ${gate} here, so nobody can tell whether it would pass.`] };
  if (answer.verdict === 'pass') return undefined;
  return {
    why: answer.verdict === 'fail' ? 'rule' : 'unknown',
    says: [...answer.open, `All of it: gatehouse gate ${gate}${subject === '' ? '' : ` ${subject}`}`],
  };
}
