/** The keys that a schema knows at a place: for "did you mean". */
import type { z } from 'zod';

/** What is below a schema, as far as it is of use here. zod tells it to whoever asks, and promises none of it: what is other is nothing. */
interface Inside {
  readonly type?: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly innerType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly valueType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
}

const insideOf = (schema: z.core.$ZodType): Inside => schema._zod.def as unknown as Inside;

/** Each form that a value may have: of a choice all of them. */
function formsOf(schema: z.core.$ZodType): readonly Inside[] {
  const { innerType, options, ...rest } = insideOf(schema);
  if (innerType) return formsOf(innerType);
  return options ? options.flatMap(formsOf) : [rest];
}

/** In the order of the schema. Empty: no key is known there. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const [key, ...rest] = path;
  return formsOf(schema).flatMap(({ shape, valueType, element }) => {
    if (key === undefined) return Object.keys(shape ?? {});
    const below = typeof key === 'number' ? element : shape && Object.hasOwn(shape, key) ? shape[String(key)] : valueType;
    return below ? keysAt(below, rest) : [];
  });
}
