/** The sample in which violations are planted, as the system hands it out. */
import { messageOf } from '#core/cause';
import type { Sample } from '#core/sample';
import type { PacketsDialect } from './model/dialect/dialect';
import { PACKET_ID, sampleAnswers, sampleFiles } from './model/gating/sample';

/** Refused, with the reason, where the dialect is one in which no sample can be written. */
export function sample(dialect: PacketsDialect, day: string): Sample | { readonly refused: string } {
  try {
    return {
      files: sampleFiles(dialect, day),
      subjects: { packet: dialect.ids.like(PACKET_ID), phase: '0', commits: 'main..HEAD' },
      answers: sampleAnswers(dialect),
    };
  } catch (cause) {
    return { refused: messageOf(cause) };
  }
}
