/** Completion and hover in a configuration, from its schema: keys, values, rules with what they hold, defaults. */
import type { Suggestion } from '#core/editor';
import type { Zod } from '#core/system';
import { LineIndex, type Place, type RelPath, type Span } from '#core/text';
import { configSchema, type Known } from '../config/config';
import type { Session } from '../engine/session';
import type { HoverText } from './hover';
import { type KeyPath, keyAt, yamlPlace } from './yaml-place';

/** What of JSON Schema the configuration's has. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  /** Keys that are usual where any may stand. */
  readonly propertyNames?: Schema;
  readonly items?: Schema | boolean;
  readonly prefixItems?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
}

/** The schema as JSON Schema; it is also published as a file. */
export const jsonSchema = (z: Zod, known: Known): Schema => ({
  ...(z.toJSONSchema(configSchema(z, known), { io: 'input' }) as Schema),
});

const made = new WeakMap<Known, Schema>();

function schemaOf(z: Zod, known: Known): Schema {
  const schema = made.get(known) ?? jsonSchema(z, known);
  made.set(known, schema);
  return schema;
}

/** What can be written at an offset of a document, where that is a configuration. */
export async function configSuggestionsAt(
  session: Session,
  path: RelPath,
  place: Place,
): Promise<{ readonly list: readonly Suggestion[]; readonly lines: LineIndex } | undefined> {
  const file = session.configSources.includes(path) ? await session.text(path) : undefined;
  if (!file) return undefined;
  const lines = LineIndex.of(file.text);
  const { zod, plugins } = session.options;
  return { list: configSuggestions(file.text, lines.offset(place, file.text), zod(), plugins), lines };
}

/** What is said of a key of a document, where that is a configuration. */
export async function configHoverAt(session: Session, path: RelPath, offset: number): Promise<HoverText | undefined> {
  const file = session.configSources.includes(path) ? await session.text(path) : undefined;
  return file && configHover(file.text, offset, session.options.zod(), session.options.plugins);
}

/** What can be written at a place. */
export function configSuggestions(text: string, offset: number, z: Zod, known: Known): readonly Suggestion[] {
  const place = yamlPlace(text, offset);
  if (!place) return [];
  const schemas = schemasAt(schemaOf(z, known), place.path);
  if (place.is === 'value') return schemas.flatMap((s) => valuesOf(s, place.at));
  const ahead = text.slice(place.at.end, place.at.end + 1);
  const keys = schemas.flatMap((s) => keysOf(s).map(([name, own]) => [name, own, byDefault(s, name)] as const));
  const out = keys.flatMap(([name, s, otherwise]): Suggestion[] =>
    place.taken.has(name)
      ? []
      : [
          {
            label: name,
            is: 'field',
            ...detail(s, otherwise),
            at: place.at,
            text: ahead === ':' ? name : `${name}:${opening(s, place.column)}`,
          },
        ],
  );
  // On a line of its own under a list's key the item may follow without its mark.
  return out.length > 0 ? out : schemas.flatMap((s) => valuesOf(s, place.at));
}

function keysOf({ properties, propertyNames, additionalProperties }: Schema): readonly (readonly [string, Schema])[] {
  const usual = (propertyNames?.examples ?? []).map((name) => {
    const own: Schema = typeof additionalProperties === 'object' ? additionalProperties : {};
    return [String(name), own] as const;
  });
  return [...Object.entries(properties ?? {}), ...usual];
}

/** What a key means, with its values and what holds without it. */
export function configHover(text: string, offset: number, z: Zod, known: Known): HoverText | undefined {
  const found = keyAt(text, offset);
  if (!found) return undefined;
  const schemas = schemasAt(schemaOf(z, known), found.path);
  const said = schemas.find((s) => s.description !== undefined);
  const values = [...new Set(schemas.flatMap((s) => [...(s.enum ?? []), ...(s.const === undefined ? [] : [s.const])]))];
  const parts = [
    ...(said ? [said.description as string] : []),
    ...(values.length > 0 ? [`One of ${values.map((v) => `\`${v}\``).join(', ')}.`] : []),
    ...schemas.flatMap((s) => (s.default === undefined ? [] : [`Default:\n\n\`\`\`yaml\n${asYaml(s.default)}\n\`\`\``])),
  ];
  const name = found.path.filter((p) => p !== '-').join('.');
  return parts.length === 0 ? undefined : { at: found.at, markdown: [`**${name}**`, ...parts].join('\n\n') };
}

/** Every form that the value at a path may have. */
function schemasAt(top: Schema, path: KeyPath): readonly Schema[] {
  let here = formsOf(top);
  for (const step of path) {
    here = here.flatMap((s) => {
      const next = step === '-' ? [...(s.prefixItems ?? []), s.items] : [s.properties?.[step] ?? s.additionalProperties];
      return next.flatMap((n) => (typeof n === 'object' ? formsOf(n) : []));
    });
  }
  return here;
}

/** A schema and its alternatives, each with what is said of all. */
const formsOf = (s: Schema): readonly Schema[] => (s.anyOf ? [s, ...s.anyOf.flatMap(formsOf)] : [s]);

function valuesOf(s: Schema, at: Span): readonly Suggestion[] {
  const values = [...(s.enum ?? []), ...(s.const === undefined ? [] : [s.const]), ...(s.examples ?? [])];
  return values.map((v) => ({ label: String(v), is: 'value', at, text: String(v) }));
}

/** What holds for a key of a map while nobody says otherwise. */
function byDefault(s: Schema, key: string): string | undefined {
  const value = typeof s.default === 'object' && s.default !== null ? (s.default as Record<string, unknown>)[key] : undefined;
  return value === undefined ? undefined : `by default ${asYaml(value)}`;
}

const detail = (s: Schema, otherwise: string | undefined): { readonly detail?: string } => {
  const said = s.description ?? otherwise ?? s.anyOf?.find((a) => a.description)?.description;
  return said === undefined ? {} : { detail: said };
};

/** What follows a key: a map begins on the next line. */
const opening = (s: Schema, column: number): string =>
  formsOf(s).some((f) => f.properties || f.additionalProperties) &&
  !formsOf(s).some((f) => f.type === 'array' || f.type === 'string')
    ? `\n${' '.repeat(column + 2)}`
    : ' ';

/** As a person would write it, on as few lines as that takes. */
export function asYaml(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return `[${value.map((v) => scalar(v)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value);
  const entries = Object.entries(value);
  return entries
    .map(
      ([k, v]) =>
        `${indent}${scalar(k)}: ${typeof v === 'object' && v !== null && !Array.isArray(v) ? `\n${asYaml(v, `${indent}  `)}` : asYaml(v)}`,
    )
    .join('\n');
}

/** In quotes unless it is plainly a word, a path or a phrase. */
function scalar(v: unknown): string {
  const s = String(v);
  if (typeof v !== 'string' || (/^[A-Za-z_][\w ./*&()-]*$/.test(s) && !/ $|^(?:true|false|null)$/i.test(s))) return s;
  return /^[ -~]*$/.test(s) ? `'${s.replaceAll("'", "''")}'` : JSON.stringify(s);
}
