/**
 * What npm runs before it packs: the command line and the server, for production, with the licences of what they are made of.
 * The native parser stays out: npm installs the right one with `satteri`.
 */
import { writeFileSync } from 'node:fs';
import { build } from '../build.mjs';
import { putParser } from '../parsers.mjs';
import { at, isMain } from '../root.mjs';
import { notices } from './notices.mjs';

if (isMain(import.meta.url)) {
  const { inputs } = await build({ production: true });
  // The build does without it where it cannot be had; what ships does not.
  await putParser('wasm32-wasi', at('dist'));
  writeFileSync(at('dist/THIRD-PARTY-NOTICES.txt'), notices(inputs));
}
