/** New documents, in our own words with the users' field names. */
import { type StatusReading, written } from '../dialect/status';

/** A packet with what a Backlog packet needs; the rest comes when it is made ready. */
export function newPacket(id: string, status: StatusReading | undefined): string {
  return [
    `# Task Packet: ${id}`,
    '',
    '## Metadata',
    `- TASK_ID: ${id}`,
    `- STATUS: ${status ? written(status) : 'Backlog'}`,
    '- USER_SIGNATURE: <pending>',
    '',
    '## What',
    '',
    '<!-- one or two sentences -->',
    '',
  ].join('\n');
}
