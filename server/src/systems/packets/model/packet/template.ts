/** New documents, in our own words with the users' field names. */
import type { PacketsDialect } from '../dialect/dialect';
import { type StatusReading, spelt } from '../dialect/status';

interface Begun {
  readonly status: StatusReading | undefined;
  /** One or two sentences, where somebody has said them. */
  readonly what?: string | undefined;
  /** What SPEC_ANCHOR says; empty or absent: that comes later. */
  readonly anchors?: string;
}

/** A packet with what a Backlog packet needs, as the dialect calls it; the rest comes when it is made ready. */
export function newPacket(id: string, { names, words }: PacketsDialect, { status, what, anchors }: Begun): string {
  const { called } = names;
  return [
    `# Task Packet: ${id}`,
    '',
    '## Metadata',
    `- ${called('TASK_ID')}: ${id}`,
    `- ${called('STATUS')}: ${spelt(status ?? { status: 'Backlog', validated: false }, words)}`,
    ...(anchors ? [`- ${called('SPEC_ANCHOR')}: ${anchors}`] : []),
    `- ${called('USER_SIGNATURE')}: <pending>`,
    '',
    `## ${called('What')}`,
    '',
    what ?? '<!-- one or two sentences -->',
    '',
  ].join('\n');
}
