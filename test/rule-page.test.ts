/** A rule's page, as somebody reads it who just got the finding. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { AnyRule } from '#core/rule';
import { rulePage } from '#service/rule-page';

it('begins with what is wrong and what is said then, and says where it is where it does not say what', () => {
  const examples = [
    { title: 'Kept', files: '# A\n' },
    { title: 'Two files', files: '==> a.md <==\n# A\n\n==> b.md <==\n# B\n- X: [|1|] and [||]\n' },
    { title: 'Otherwise', config: 'packets: {}', files: '[|x|]\n', says: ['x.'] },
    { title: 'Plain', files: '[|y|]\n', says: ['y is wrong.'], severities: ['hint'] },
    { title: 'One file', files: '# A\n[|z|]\n' },
  ];
  const page = rulePage('packets/x', { severity: 'error', summary: 's', why: 'w', since: '1', examples } as unknown as AnyRule);
  const titles = [...page.matchAll(/^## (.*)$/gm)].map((m) => m[1]);
  assert.deepEqual(titles, [
    'Found: Plain',
    'Found: Two files',
    'Found: Otherwise',
    'Found: One file',
    'Fine: Kept',
    'Silence it',
  ]);
  const said = [...page.matchAll(/^> (.*)$/gm)].map((m) => m[1]);
  assert.deepEqual(said, ['(hint) y is wrong.', '`b.md`, line 2: “1”', '`b.md`, line 2', 'x.', 'Line 2: “z”']);
});
