/** The formats by their names. */
import type { Format } from './format';
import { github } from './github';
import { gitlab } from './gitlab';
import { json } from './json';
import { junit } from './junit';
import { sarif } from './sarif';
import { text } from './text';

/** In the order of help. */
export const formats = { text, json, github, gitlab, junit, sarif } satisfies Record<string, Format>;
/** What `--format` of `check` takes. */
export type FormatName = keyof typeof formats;
