/** The licences of what is bundled: they ask to be handed on, and some would not let us. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';

const allowed = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
]);

/** Packages that have no licence in their package.json; where it stands instead. */
const elsewhere = { format: { license: 'MIT', in: 'Readme.md' } };

/** The packages of some bundled files, outermost folder first: `node_modules/zod`, `node_modules/a/node_modules/b`. */
export function packagesOf(inputs) {
  const folders = inputs.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path.replaceAll('\\', '/'))?.[0]);
  return [...new Set(folders.filter(Boolean))].sort();
}

/** The text of THIRD-PARTY-NOTICES.txt. Throws where a licence is unknown, or none of those that we may ship. */
export function notices(inputs, from = root) {
  const parts = packagesOf(inputs).map((folder) => noticeOf(join(from, folder)));
  const unique = [...new Set(parts)];
  return `What Gatehouse is made of, and the licence of each.\n\n${unique.join('\n')}`;
}

function noticeOf(dir) {
  const { name, version, license } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const stated = license ?? elsewhere[name]?.license;
  if (!allowed.has(stated))
    throw new Error(`${name}@${version} has the licence ${stated ?? 'none'}: it may not be shipped unseen.`);
  const texts = readdirSync(dir)
    .filter((file) => /^(licen[cs]e|notice|copying|thirdpartynotices)/i.test(file))
    .sort();
  if (texts.length === 0 && elsewhere[name] && existsSync(join(dir, elsewhere[name].in))) texts.push(elsewhere[name].in);
  const text = texts.map((file) => readFileSync(join(dir, file), 'utf8').replaceAll('\r\n', '\n').trim()).join('\n\n');
  return `${'='.repeat(72)}\n${name} ${version} (${stated})\n\n${text || 'Its package has no text of the licence.'}\n`;
}
