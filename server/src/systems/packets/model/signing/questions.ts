/** What people wrote under a packet's signature: why it is to be signed, what was asked back, what was answered. */
import type { Field, FieldDocument } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import type { Span } from '#core/text';

/** The section's name, as it is written into packets. */
export const LOG = 'Signature & Enrichment Log';
/** Name of the line that asks for a signature. */
export const REQUESTED = 'Signature requested';
/** Name of the line that sends a packet back. */
export const CHANGES = 'Changes requested';
/** Name of the line by which a person says no. */
export const REJECTED = 'Rejected';
/** Name of the line that asks something back. */
export const QUESTION = 'Question';
const ANSWER = 'Answer';

/** A question. */
export interface Question {
  readonly text: string;
  readonly at: Span;
  readonly answered: boolean;
}

/** All of it. */
export interface LogTalk {
  readonly questions: readonly Question[];
  /** Why it is to be signed, if nobody has sent it back since. */
  readonly requested: string | undefined;
  /** Why it was rejected, if nobody has asked for its signature since. */
  readonly rejected: string | undefined;
}

const [requested, changes, rejected, question, answer] = [REQUESTED, CHANGES, REJECTED, QUESTION, ANSWER].map(normalName);

/** A question is answered by what stands below it, or behind it and before the next. */
export function logTalk({ fields }: Pick<FieldDocument, 'fields'>): LogTalk {
  const questions: { text: string; at: Span; answered: boolean }[] = [];
  let last: { readonly name: string; readonly text: string } | undefined;
  for (const part of fields.filter((f) => f.key === LOG).flatMap((f) => f.parts)) {
    const name = normalName(part.name);
    const text = saidIn(part);
    if (name === question && text !== '') questions.push({ text, at: part.at, answered: part.parts.some(isAnswer) });
    else if (isAnswer(part)) {
      const open = questions.at(-1);
      if (open) open.answered = true;
    } else if (name === requested || name === changes || name === rejected) last = { name, text };
  }
  return {
    questions,
    requested: last?.name === requested ? last?.text : undefined,
    rejected: last?.name === rejected ? last?.text : undefined,
  };
}

const isAnswer = (f: Field): boolean => normalName(f.name) === answer && saidIn(f) !== '';

const saidIn = (f: Field): string => f.text || f.items.map((i) => i.text).join('; ');
