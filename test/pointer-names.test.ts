/** Names of files in what a pointer marks: found in linear time, they are those that plain patterns would find. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { codexIn, fileIn, listingIn, type Named, specAlone, specAsTarget, specIn } from '#systems/packets/read/pointer-names';
import { holds } from './support/property';

/** As one would write them, were no line long: each goes back at every place. */
const plain = {
  specIn: /[\p{L}\p{N}_.-]*Spec[\p{L}\p{N}_.-]*v[\p{L}\p{N}_.-]*\.md/iu,
  specAlone: /^[\s`]*[\p{L}\p{N}_. -]*Spec[\p{L}\p{N}_. -]*v[\p{L}\p{N}_.-]*\.md[\s`]*$/iu,
  specAsTarget: /(?<=\]\(<?(?:[^()<>]*\/)?)[\p{L}\p{N}_. %-]*Spec[\p{L}\p{N}_. %-]*v[\p{L}\p{N}_.-]*\.md(?=>?\))/iu,
  codexIn: /[\p{L}\p{N}_. -]*Codex[\p{L}\p{N}_. -]*v[\p{L}\p{N}_.-]*\.md/iu,
  fileIn: /(?:[\p{L}\p{N}_.-]+\/)*[\p{L}\p{N}_.-]+\.md/iu,
  listingIn:
    /(?:[\p{L}\p{N}_.-]+\/)+(?=$|[\s`*)\]])|(?:[\p{L}\p{N}_.-]+\/)*[\p{L}\p{N}_.-]+\.(?:json|ya?ml|toml)(?![\p{L}\p{N}])/iu,
};
const quick = { specIn, specAlone, specAsTarget, codexIn, fileIn, listingIn };

const piece = fc.constantFrom(
  ...[' ', ' ', '.', '-', '_', '/', '`', '*', '%20', '\n', '(', ')', '](', '](<', '>', 'é', '1', 'a/', 'docs/', '//'],
  ...['Spec', 'spec', 'Codex', 'v', 'V1', 'v1.2', '.md', '.MD', 'a.md', 'Spec_v1.md', ' Codex v1.md', '.json', '.yaml', 'x'],
);
const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

for (const name of Object.keys(plain) as (keyof typeof plain)[])
  it(`${name} finds what its pattern finds`, () => {
    holds(
      fc.property(text, (value) => {
        const found = plain[name].exec(value);
        const own = found?.[0].replace(/^[\s`]+|[\s`]+$/g, '');
        const expected: Named | undefined = found && own ? { text: own, index: found.index + found[0].indexOf(own) } : undefined;
        assert.deepEqual(quick[name](value), expected, JSON.stringify(value));
      }),
      3000,
    );
  });
