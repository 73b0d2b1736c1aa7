/** Profiles: which set of required fields a packet follows. */
import { type FieldDocument, fieldOf } from '#core/fields/model';
import { plainWords, type RelPath } from '#core/text';
import type { PacketsDialect } from './dialect';

/** The field by which a packet names its profile. */
export const PROFILE = 'Profile';

/** The profile that the packet names, else the first whose conditions it meets. Undefined: none, or one that is not there. */
export function profileOf(dialect: PacketsDialect, fields: FieldDocument, path: RelPath): string | undefined {
  if (dialect.profiles.length === 0) return undefined;
  const named = wordsOfField(fields, PROFILE);
  if (named !== undefined) return dialect.profiles.find((p) => valueWords(p.name) === named)?.name;
  return dialect.profiles.find(({ when }) => {
    const asked = Object.entries(when.fields);
    if (asked.length === 0 && !when.files) return false;
    return (
      (when.files?.(path) ?? true) &&
      asked.every(([key, values]) => values.some((v) => valueWords(v) === wordsOfField(fields, key)))
    );
  })?.name;
}

/** A field's value without its remark, as it compares; RISK_TIER's may stand one level down. */
function wordsOfField(fields: FieldDocument, key: string): string | undefined {
  const field = fieldOf(fields, key);
  const value = field && (field.text === '' ? field.parts.find((p) => p.key === 'Level') : field);
  const text = value?.items[0]?.bare ?? value?.text;
  return text === undefined || text === '' ? undefined : valueWords(text);
}

/** Words of a value without its remark. */
const valueWords = (s: string): string => plainWords(s.replace(/\([^)]*\)/g, ' '));
