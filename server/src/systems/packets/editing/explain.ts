/** What a hover says of the parts of a packet that are no names: what a field is for, where a state leads, what a tier asks for. */
import { brief } from '#core/brief';
import type { Editing } from '#core/editor';
import type { Field } from '#core/fields/model';
import { covers, type Span } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { type Counted, requiredFor } from '../model/dialect/dialect';
import { purposes } from '../model/packet/purposes';
import { tierAsks, tierOf } from '../model/packet/tiers';
import { statusOf } from '../model/types';
import type { DocumentOf } from './documents';
import { locks } from './locked';
import { nextStep, waitsFor } from './show';

/** Of packets alone. */
export const explains: NonNullable<Editing<PacketsDialect>['explains']> = { kinds: ['packet'], at };

type Packet = DocumentOf<'packet'>;
interface Explained {
  readonly at: Span;
  readonly markdown: string;
}

function at(doc: Packet, offset: number): Explained | undefined {
  return stateAt(doc, offset) ?? tierAt(doc, offset) ?? fieldAt(doc, offset);
}

/** How long it may last, and what comes next. */
function stateAt(doc: Packet, offset: number): Explained | undefined {
  const { dialect, model } = doc;
  const [first] = model.statuses;
  if (!first?.reading || !covers(first.at, offset)) return undefined;
  const { status } = first.reading;
  // The three behind Done stand beside the order of work.
  const line = dialect.order.filter((s) => s === status || !beside.has(s));
  const row = beside.has(status) ? `**${status}**` : line.map((s) => (s === status ? `**${s}**` : s)).join(' → ');
  const days = dialect.sla[status as keyof typeof dialect.sla];
  const next = nextStep(doc, waitsFor(doc));
  const lines = [row, next, days === undefined ? '' : `It may last ${days} ${days === 1 ? 'day' : 'days'}.`];
  return {
    at: first.at,
    markdown: lines
      .filter((l) => l !== '')
      .map(sentence)
      .join('\n\n'),
  };
}

const beside: ReadonlySet<string> = new Set(['Stub', 'Blocked', 'Superseded']);

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function tierAt({ dialect, model }: Packet, offset: number): Explained | undefined {
  const said = tierOf(model, dialect);
  if (said?.tier === undefined || !covers(said.at, offset)) return undefined;
  const { tier } = said;
  const asks = tierAsks(tier, dialect);
  const needs = asks.length > 0 ? `Asks for ${asks.join(', ')}.` : 'Asks for nothing more than the others.';
  return { at: said.at, markdown: `${dialect.tiers.map((t) => (t === tier ? `**${t}**` : t)).join(' · ')}\n\n${needs}` };
}

function fieldAt(doc: Packet, offset: number): Explained | undefined {
  const { dialect, model } = doc;
  const field = innermost(model.fields.fields, offset);
  if (!field?.known || field.role !== 'value') return undefined;
  const { key, name } = field;
  const purpose = purposes[key];
  const range = dialect.counts[key as Counted];
  const status = statusOf(model);
  const called = dialect.names.called(key);
  const isOther = called.toLowerCase() !== name.toLowerCase();
  const lines = [
    `**${brief(name, 60)}**${isOther ? ` is read as ${called}` : ''}${purpose === undefined ? '' : `: ${purpose}.`}`,
    [
      range === undefined ? '' : `${range[0]} to ${range[1]} are usual.`,
      requiredFor(dialect, status, model.profile).includes(key) ? `Required${status === undefined ? '' : ` in ${status}`}.` : '',
      locks(doc, key) ? (model.signing.signature === undefined ? 'A signature will lock it.' : 'Locked by the signature.') : '',
    ]
      .filter((l) => l !== '')
      .join(' '),
  ];
  return purpose === undefined && !isOther && lines[1] === ''
    ? undefined
    : { at: field.nameAt, markdown: lines.filter((l) => l !== '').join('\n\n') };
}

function innermost(fields: readonly Field[], offset: number): Field | undefined {
  for (const f of fields) {
    const found = innermost(f.parts, offset) ?? (covers(f.nameAt, offset) ? f : undefined);
    if (found) return found;
  }
  return undefined;
}
