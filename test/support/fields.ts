/** Reads the fields of a Markdown text with the packets dialect. */
import type { FieldDocument } from '#core/fields/model';
import { readFields } from '#core/fields/read';
import type { MarkdownSource } from '#core/source';
import { cut, markdownSource } from '#service/engine/source';
import { packetsDialect } from '#systems/packets/model/dialect/defaults';
import { parsers } from './fixture';

export function sourceOf(text: string, path = 'docs/task_packets/WP-1-X.md'): MarkdownSource {
  const { sections, problems } = cut(text, parsers);
  return markdownSource(path, { text, undecoded: [] }, sections, problems, parsers);
}

export const fieldsOf = (text: string): FieldDocument => readFields(sourceOf(text), packetsDialect.names);
