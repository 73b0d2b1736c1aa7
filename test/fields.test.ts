/** Fields: every spelling that SYSTEMS.md §0 lists and repositories use, and properties that hold for all of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { flat } from '#core/fields/items';
import { type Field, fieldOf } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import type { Span } from '#core/text';
import { fieldsOf } from './support/fields';
import { holds } from './support/property';

/** `[name|value text|item, item]` of a field, each read back from the source by its range. */
function seen(text: string, key: string): { name: string; text: string; items: string[] } | undefined {
  const f = fieldOf(fieldsOf(text), key);
  const at = (s: Span): string => text.slice(s.start, s.end);
  return f && { name: at(f.nameAt), text: at(f.textAt), items: f.items.map((i) => at(i.bareAt)) };
}

describe('code below an item that names a field and says nothing', () => {
  const packet = (fence: string): string =>
    `# WP-1-X\n\n- RUN_COMMANDS:\n${fence}\n- RISK_MAP:\n  - "a" -> "b"\n\n## VALIDATION\nIt passed.\n`;
  for (const fence of [
    '```bash\nnpm test\nnpm run lint\n```',
    '  ```bash\nnpm test\n  npm run lint\n  ```',
    '  ```bash\n  npm test\nnpm run lint\n  ```',
    '  ```bash\r\nnpm test\r\n  npm run lint\r\n  ```',
  ])
    it(`is its value: ${JSON.stringify(fence)}`, () => {
      const text = packet(fence);
      assert.deepEqual(seen(text, 'RUN_COMMANDS')?.items, ['npm test', 'npm run lint']);
      assert.deepEqual(seen(text, 'RISK_MAP')?.items, ['"a" -> "b"']);
      assert.equal(seen(text, 'VALIDATION')?.text, 'It passed.');
    });
  it('is none where the item says something, or is no field', () => {
    const text = '# WP-1-X\n\n- What: Log in.\n```bash\nnpm test\n```\n- Also:\n```bash\nnpm run lint\n```\n';
    assert.deepEqual(
      fieldsOf(text).fields.map((f) => [f.name, f.text, f.items.length]),
      [
        ['What', 'Log in.', 0],
        ['Also', '', 0],
      ],
    );
  });
});

describe('a name in capitals among the items of a list', () => {
  const items = (text: string): string[] => seen(`# WP-1-X\n\n### DONE_MEANS\n${text}`, 'DONE_MEANS')?.items ?? [];
  it('is a field that no dialect knows', () => {
    const text = '- It works.\n- Tests:\n  - all pass\n\n- PRIMITIVES_EXPOSED:\n  - PRIM-Login\n';
    assert.deepEqual(items(text), ['It works.', 'Tests:']);
    assert.equal(fieldsOf(`# X\n\n### DONE_MEANS\n${text}`).fields.at(-1)?.items[0]?.text, 'PRIM-Login');
  });
  it('groups what is asked for where all items are written so', () =>
    assert.deepEqual(items('- ERROR_CODES:\n  - E1\n- UNIT_TESTS:\n  - all pass\n'), ['ERROR_CODES:', 'UNIT_TESTS:']));
});

describe('a line with a ruler below it', () => {
  const packet = (line: string): string => `# WP-1-X\n\n## Output\n${line}\nWP_ID: WP-1-X\n\n## VALIDATION\n\nnpm test: PASS\n`;
  for (const line of ['BOOTSTRAP [CX-577]\n====', 'BOOTSTRAP\n---------', 'BOOTSTRAP'])
    it(`opens no section below ##: ${JSON.stringify(line)}`, () => {
      const { fields, headings } = fieldsOf(packet(line));
      assert.deepEqual(
        headings.map((h) => h.text),
        ['WP-1-X', 'Output', 'VALIDATION'],
      );
      assert.deepEqual(
        fields.map((f) => f.key),
        ['TASK_ID', 'VALIDATION'],
      );
    });
  it('opens one where the sections are written so', () => {
    const { fields } = fieldsOf(
      '# WP-1-X\n\nRISK_TIER\n---------\n\nLOW\n\n### More\n\nVALIDATION\n----------\n\nnpm test: PASS\n',
    );
    assert.deepEqual(
      fields.map((f) => f.key),
      ['RISK_TIER', 'VALIDATION'],
    );
  });
});

it('an item that is just begun below a name makes no heading of it', () => {
  for (const eol of ['\n', '\r\n'])
    for (const typed of ['  -', '  - ', '  - s', '-'])
      for (const name of ['OUT_OF_SCOPE:', '**OUT_OF_SCOPE:**']) {
        const text = ['# WP-1-X', '', '- STATUS: Done', `- ${name}`, typed, '  - Logout', ''].join(eol);
        const { fields } = fieldsOf(text);
        assert.ok(
          fields.some((f) => f.key === 'OUT_OF_SCOPE'),
          JSON.stringify(text),
        );
        assert.equal(fieldsOf(text).headings.length, 1);
      }
});

describe('a header of plain lines', () => {
  const texts = (...lines: string[]) => fieldsOf(`# WP-1-X\n\n${lines.join('\n')}\n`).fields.map((f) => `${f.key}=${f.text}`);
  it('has a field a line, whatever it is called', () =>
    assert.deepEqual(texts('Room: Hall', 'Status: Done', 'Work Class: small'), ['room=Hall', 'STATUS=Done', 'work class=small']));
  it('ends a value of one line at a name, and not one of prose', () => {
    assert.deepEqual(texts('STATUS: Done', 'Room: Hall', 'and no name here'), ['STATUS=Done', 'room=Hall\nand no name here']);
    assert.deepEqual(texts('- STATUS: Done', '  Room: Hall'), ['STATUS=Done', 'room=Hall']);
    assert.deepEqual(texts('Why: it is dark.', 'Note: at night,', 'and in winter'), [
      'Why=it is dark.\nNote: at night,\nand in winter',
    ]);
  });
  it('is none without a known name', () => assert.deepEqual(texts('Room: Hall', 'Class: small'), []));
});

describe('lines below the heading of a list', () => {
  const items = (...lines: string[]): number | undefined =>
    seen(`## OUT_OF_SCOPE\n\n${lines.join('\n')}\n`, 'OUT_OF_SCOPE')?.items.length;
  it('are one thing where a sentence goes on', () => {
    assert.equal(
      items('Roads, bridges and whatever leads to the', 'river, `paint.md`, colours of the door and', 'the garden.'),
      1,
    );
    assert.equal(items('Imports and replacements of', 'NOTES.md', 'and its kind'), 1);
    assert.equal(items('Whatever the menu shows to somebody who is not logged in yet', 'counts as another packet’s work.'), 1);
    assert.equal(items('The menu, the roads,', 'bridges and gardens'), 1);
  });
  it('are as many where each stands for itself', () => {
    assert.equal(items('Password reset', 'session expiry', 'the menu'), 3);
    assert.equal(items('src/a.ts,', 'src/b.ts'), 2);
    assert.equal(items('The menu.', 'the roads.'), 2);
    assert.equal(items('Log in', 'Log out'), 2);
    assert.equal(items('in', 'out'), 2);
  });
});

describe('one field, every spelling', () => {
  const one = { text: 'a.ts', items: ['a.ts'] };
  const spellings: readonly (readonly [what: string, source: string, name: string])[] = [
    ['list item', '- IN_SCOPE_PATHS: a.ts', 'IN_SCOPE_PATHS'],
    ['bold, colon outside', '- **IN_SCOPE_PATHS**: a.ts', 'IN_SCOPE_PATHS'],
    ['bold, colon inside', '- **IN_SCOPE_PATHS:** a.ts', 'IN_SCOPE_PATHS'],
    ['star list', '* __IN_SCOPE_PATHS__: a.ts', 'IN_SCOPE_PATHS'],
    ['numbered list', '1. IN_SCOPE_PATHS: a.ts', 'IN_SCOPE_PATHS'],
    ['code', '- `IN_SCOPE_PATHS`: a.ts', 'IN_SCOPE_PATHS'],
    ['check box', '- [ ] IN_SCOPE_PATHS: a.ts', 'IN_SCOPE_PATHS'],
    ['bold paragraph', '**IN_SCOPE_PATHS:** a.ts', 'IN_SCOPE_PATHS'],
    ['plain paragraph', 'IN_SCOPE_PATHS: a.ts', 'IN_SCOPE_PATHS'],
    ['full-width colon', '- IN_SCOPE_PATHS： a.ts', 'IN_SCOPE_PATHS'],
    ['note after the name', '- **IN_SCOPE_PATHS** (exact): a.ts', 'IN_SCOPE_PATHS'],
    ['alias', '- In-scope paths: a.ts', 'In-scope paths'],
    ['escaped underscores', '- IN\\_SCOPE\\_PATHS: a.ts', 'IN\\_SCOPE\\_PATHS'],
    ['heading', '## IN_SCOPE_PATHS\n\na.ts', 'IN_SCOPE_PATHS'],
    ['heading with tag', '## IN_SCOPE_PATHS [CX-577]\n\na.ts', 'IN_SCOPE_PATHS'],
    ['heading with parenthesis', '## IN_SCOPE_PATHS (filled by Coder)\n\na.ts', 'IN_SCOPE_PATHS'],
    ['heading with colon and emphasis', '### **IN_SCOPE_PATHS:**\na.ts', 'IN_SCOPE_PATHS'],
    ['numbered heading', '## 4. In Scope\n\na.ts', 'In Scope'],
    ['heading below a group', '## Scope\n\n### In Scope\n\na.ts', 'In Scope'],
    ['setext heading', 'IN_SCOPE_PATHS\n---\n\na.ts', 'IN_SCOPE_PATHS'],
    ['table row', '| Field | Value |\n|---|---|\n| IN_SCOPE_PATHS | a.ts |', 'IN_SCOPE_PATHS'],
    ['table that is nothing but rows', '| TASK_ID | WP-1-X |\n|---|---|\n| **In Scope** | a.ts |', 'In Scope'],
    ['front matter', '---\nIN_SCOPE_PATHS: a.ts\n---\n\n# X', 'IN_SCOPE_PATHS'],
    ['below the heading of a field of one word', '## TASK_ID\nWP-1-X\n\n**IN_SCOPE_PATHS:** a.ts', 'IN_SCOPE_PATHS'],
    ['listed below the heading of a field of one word', '## STATUS\nBacklog\n\n- **IN_SCOPE_PATHS:** a.ts', 'IN_SCOPE_PATHS'],
    ['beside another in one line', '**STATUS:** Done · **IN_SCOPE_PATHS:** a.ts', 'IN_SCOPE_PATHS'],
    ['before another in an item', '- **IN_SCOPE_PATHS**: a.ts | **RISK_TIER**: LOW', 'IN_SCOPE_PATHS'],
    ['grouped by a list item', '- Scope:\n  - IN_SCOPE_PATHS: a.ts', 'IN_SCOPE_PATHS'],
  ];
  for (const [what, source, name] of spellings) {
    it(what, () => assert.deepEqual(seen(source, 'IN_SCOPE_PATHS'), { name, ...one }));
    it(`${what}, with CRLF, emoji and CJK around`, () => {
      const around = source.startsWith('---') ? `${source}\n\n文字 😀` : `# 题目 😀\n\n文字 😀\n\n${source}\n\n## 注\n\n文字`;
      const crlf = around.replaceAll('\n', '\r\n');
      assert.deepEqual(seen(crlf, 'IN_SCOPE_PATHS'), { name, ...one });
    });
  }
});

describe('a heading that goes on after its name', () => {
  for (const [source, text] of [
    ['## STATUS: Ready for Dev', 'Ready for Dev'],
    ['## **Status:** Done', 'Done'],
    ['### 2. Status — In-Progress (since Monday)', 'In-Progress (since Monday)'],
  ] as const)
    it(source, () => assert.equal(seen(`# WP-1-X\n\n${source}\n`, 'STATUS')?.text, text));
  it('a subtitle of a list is no item', () =>
    assert.deepEqual(seen('# WP-1-X\n\n## TEST_PLAN — commands\n\n- npm test\n', 'TEST_PLAN')?.items, ['npm test']));
  it('a sentence is no field', () => assert.equal(seen('# WP-1-X\n\n## A status: what it is\n\ntext\n', 'STATUS'), undefined));
});

describe('parts of a block that are paragraphs', () => {
  const parts = (source: string): Record<string, string[]> =>
    Object.fromEntries(
      (fieldOf(fieldsOf(`# WP-1-X\n\n## BOOTSTRAP\n${source}\n`), 'BOOTSTRAP')?.parts ?? []).map((p) => [
        p.key,
        p.items.map((i) => i.bare),
      ]),
    );
  it('a list after the name', () =>
    assert.deepEqual(parts('**FILES_TO_OPEN:**\n- a.ts\n- b.ts\n\n**SEARCH_TERMS:**\n\n1. "c"'), {
      FILES_TO_OPEN: ['a.ts', 'b.ts'],
      SEARCH_TERMS: ['"c"'],
    }));
  it('a name at the margin right after a list, and a fence', () =>
    assert.deepEqual(parts('FILES_TO_OPEN:\n- a.ts\nRUN_COMMANDS:\n```sh\nnpm ci\n```'), {
      FILES_TO_OPEN: ['a.ts'],
      RUN_COMMANDS: ['npm ci'],
    }));
  it('a value on the line takes no list', () =>
    assert.deepEqual(parts('**FILES_TO_OPEN:** a.ts\n\n- b.ts'), { FILES_TO_OPEN: ['a.ts'] }));
});

describe('values', () => {
  const items = (source: string, key = 'IN_SCOPE_PATHS'): string[] | undefined => seen(source, key)?.items;
  const two = ['a.ts', 'b.ts'];
  it('nested list', () => assert.deepEqual(items('- **IN_SCOPE_PATHS**:\n  * a.ts\n  * b.ts'), two));
  it('nested list, tabs', () => assert.deepEqual(items('- **IN_SCOPE_PATHS**:\n\t- a.ts\n\t- b.ts'), two));
  it('list after a paragraph', () => assert.deepEqual(items('**IN_SCOPE_PATHS:**\n\n- a.ts\n- b.ts'), two));
  it('list directly after a paragraph', () => assert.deepEqual(items('**IN_SCOPE_PATHS:**\n- a.ts\n- b.ts'), two));
  it('list under a heading', () => assert.deepEqual(items('## In Scope\n- a.ts\n- b.ts'), two));
  it('numbered list', () => assert.deepEqual(items('## In Scope\n1) a.ts\n2) b.ts'), two));
  it('semicolons', () => assert.deepEqual(items('- IN_SCOPE_PATHS: a.ts; b.ts;'), two));
  it('semicolons in quotes and code stay', () =>
    assert.deepEqual(items('- RUN_COMMANDS: `a; b`; "c; d"', 'RUN_COMMANDS'), ['a; b', '"c; d"']));
  it('fence, comments left out', () =>
    assert.deepEqual(items('- **TEST_PLAN**:\n  ```bash\n  # first\n  npm test\n\n  cargo test -p api\n  ```', 'TEST_PLAN'), [
      'npm test',
      'cargo test -p api',
    ]));
  it('fence under a heading', () => assert.deepEqual(items('## TEST_PLAN\n\n~~~\nnpm test\n~~~\n', 'TEST_PLAN'), ['npm test']));
  it('fence that is never closed', () => assert.deepEqual(items('## TEST_PLAN\n\n```\nnpm test\n', 'TEST_PLAN'), ['npm test']));
  it('table rows', () =>
    assert.equal(items('## DONE_MEANS\n\n| # | Check |\n|---|---|\n| 1 | logs in |\n| 2 | logs out |', 'DONE_MEANS')?.length, 2));
  it('a verdict below a list is none of its items', () =>
    assert.deepEqual(items('## DONE_MEANS\n- It glows\n\nVerdict: PASS\n', 'DONE_MEANS'), ['It glows']));
  it('lines of prose', () => assert.deepEqual(items('## In Scope\n\na.ts\nb.ts\n'), two));
  it('front matter, CRLF', () =>
    assert.deepEqual(items(['---', 'X: y', 'IN_SCOPE_PATHS:', '  - a.ts', '  - b.ts', '---', ''].join('\r\n')), two));
  for (const [written, read] of [
    ['doing (coder: Ben)', 'doing (coder: Ben)'],
    ['**ready**', '**ready**'],
    ['', ''],
    ['null', ''],
    ['{a: b}', ''],
    ['*base', ''],
  ] as const)
    it(`front matter that is no text to YAML: ${written}`, () =>
      assert.deepEqual(
        ['STATUS', 'RISK_TIER'].map(
          (key) => fieldOf(fieldsOf(`---\nSTATUS: ${written}\nRISK_TIER: LOW\n---\n# WP-1-X\n`), key)?.text,
        ),
        [read, 'LOW'],
      ));
  it('front matter list', () => assert.deepEqual(items('---\nIN_SCOPE_PATHS:\n  - a.ts\n  - b.ts\n---\n'), two));
  it('code spans and annotations', () => {
    const f = fieldOf(fieldsOf('- IN_SCOPE_PATHS:\n  - `a.ts`\n  - b.ts (add jwt crate)\n  - **c.ts**'), 'IN_SCOPE_PATHS');
    assert.deepEqual(
      f?.items.map((i) => [i.bare, i.note, i.is]),
      [
        ['a.ts', undefined, 'code'],
        ['b.ts', 'add jwt crate', 'plain'],
        ['c.ts', undefined, 'plain'],
      ],
    );
  });
  it('one level down', () =>
    assert.equal(fieldOf(fieldsOf('## RISK_TIER\n- Level: HIGH\n- Why: money'), 'RISK_TIER')?.text, 'HIGH'));
  it('one level down, without a name', () => assert.equal(fieldOf(fieldsOf('## RISK_TIER\n- HIGH'), 'RISK_TIER')?.text, 'HIGH'));
  it('a lone mark is no value', () => {
    for (const mark of ['-', '*', '#', '//', '<!-- later -->'])
      assert.equal(fieldOf(fieldsOf(`## In Scope\n\n${mark}\n`), 'IN_SCOPE_PATHS')?.items.length, 0, mark);
  });
  it('prose over several lines', () =>
    assert.equal(fieldOf(fieldsOf('- **What**: one\n  two\n- Why: three'), 'What')?.text, 'one\n  two'));
});

describe('what belongs to what', () => {
  const keys = (fields: readonly Field[]): string[] => fields.filter((f) => f.known && f.role === 'value').map((f) => f.key);
  it('a name in another field’s section is its part', () => {
    const doc = fieldsOf('## RISK_TIER\nMEDIUM\n- Why: tokens\n- Rollback: git revert\n\n## ROLLBACK_HINT\nRestart.');
    assert.deepEqual(keys(doc.fields), ['RISK_TIER', 'ROLLBACK_HINT']);
    assert.deepEqual(
      fieldOf(doc, 'RISK_TIER')?.parts.map((p) => p.name),
      ['Why', 'Rollback'],
    );
    assert.equal(fieldOf(doc, 'ROLLBACK_HINT')?.text, 'Restart.');
  });
  it('VALIDATION is read line by line, fences too', () => {
    const doc = fieldsOf(
      '## VALIDATION (filled by Coder)\n\n### Test Results\n```\nCommand: cargo test\nResult: PASSED\n  ✓ a\n```\n- Notes: none',
    );
    const results = fieldOf(doc, 'VALIDATION')?.parts[0];
    assert.deepEqual(
      results?.parts.map((p) => [p.name, p.text]),
      [
        ['Command', 'cargo test'],
        ['Result', 'PASSED'],
        ['Notes', 'none'],
      ],
    );
  });
  it('a Markdown fence is an example', () =>
    assert.deepEqual(fieldOf(fieldsOf('## VALIDATION\n```markdown\nCommand: x\n```'), 'VALIDATION')?.parts, []));
  it('fences, quotes and comments elsewhere hold no fields', () => {
    assert.deepEqual(
      keys(fieldsOf('## Notes\n\n```\nSTATUS: Done\n```\n\n> STATUS: Done\n\n<!--\nSTATUS: Done\n-->\n\n`STATUS: Done`').fields),
      [],
    );
  });
  it('BOOTSTRAP keeps its parts', () => {
    const doc = fieldsOf('## BOOTSTRAP (Work Plan)\n- **FILES_TO_OPEN**:\n  * a.ts\n- **RISK_MAP**: "x -> y"; "z -> w"');
    assert.deepEqual(
      fieldOf(doc, 'BOOTSTRAP')?.parts.map((p) => [p.key, p.items.length]),
      [
        ['FILES_TO_OPEN', 1],
        ['RISK_MAP', 2],
      ],
    );
  });
  it('the locked intent mentions, it does not declare', () => {
    const doc = fieldsOf(
      '## DONE_MEANS\n1. logs in\n\n## Locked Intent\n- **DONE_MEANS**: [frozen above]\n\n## Validation Reports\n- STATUS: FAIL',
    );
    assert.deepEqual(
      doc.fields.map((f) => [f.key, f.role]),
      [
        ['DONE_MEANS', 'value'],
        ['DONE_MEANS', 'mention'],
        ['STATUS', 'mention'],
      ],
    );
  });
  it('fields indented below a scalar by accident are the document’s own', () => {
    assert.deepEqual(
      keys(fieldsOf('## Metadata\n- TASK_ID: WP-1-X\n  - DATE: today\n  - **Status:** In Progress').fields).sort(),
      ['DATE', 'STATUS', 'TASK_ID'],
    );
  });
  it('plain lines and lists without a blank line between', () => {
    const text =
      '# WP-1-X\n\nSTATUS: In-Progress\nDONE_MEANS:\n- a\n- b\nTEST_PLAN:\n- cargo test\nBOOTSTRAP:\n- FILES_TO_OPEN: a\nROLLBACK_HINT: git revert\nVALIDATION:\n';
    for (const source of [text, text.replaceAll('\n', '\r\n')]) {
      assert.deepEqual(keys(fieldsOf(source).fields), [
        'STATUS',
        'DONE_MEANS',
        'TEST_PLAN',
        'BOOTSTRAP',
        'ROLLBACK_HINT',
        'VALIDATION',
      ]);
      assert.deepEqual(seen(source, 'DONE_MEANS')?.items, ['a', 'b']);
      assert.deepEqual(seen(source, 'TEST_PLAN')?.items, ['cargo test']);
      assert.equal(seen(source, 'ROLLBACK_HINT')?.text, 'git revert');
    }
  });
  it('a step of a sentence is no field', () => {
    assert.deepEqual(
      keys(fieldsOf('## Notes\n- **REPORTING**: a report is due:\n  1. **Validation**: that the build passes').fields),
      [],
    );
    assert.deepEqual(keys(fieldsOf('## Notes\n- Then do the following things:\n  - **Validation**: run it').fields), []);
  });
  it('a field’s heading badly nested below another’s', () =>
    assert.deepEqual(keys(fieldsOf('## DONE_MEANS\n- a\n\n### TEST_PLAN\n- b').fields), ['DONE_MEANS', 'TEST_PLAN']));
  it('Executive Summary is What and Why', () =>
    assert.deepEqual(keys(fieldsOf('## Executive Summary\nWe log in.').fields), ['What', 'Why']));
  it('the header of an evidence table is none', () =>
    assert.deepEqual(keys(fieldsOf('## Notes\n\n| DONE_MEANS | Code |\n|---|---|\n| logs in | a.ts |').fields), []));
  it('an introduction before the list', () =>
    assert.equal(fieldOf(fieldsOf('**TEST_PLAN:** run these:\n- npm test'), 'TEST_PLAN')?.items.at(-1)?.bare, 'npm test'));
});

it('names compare without case, marks, tags, notes and numbers', () => {
  for (const n of [
    'IN_SCOPE_PATHS',
    'In-Scope Paths',
    '**in scope paths:**',
    '3.1 In scope paths [CX-1] (exact)',
    '🚨 `IN_SCOPE_PATHS`',
    '3. ✅ IN_SCOPE_PATHS',
  ])
    assert.equal(normalName(n), 'in scope paths', n);
});

describe('properties', () => {
  const scalar = ['TASK_ID', 'REQUESTOR', 'DATE', 'SPEC_VERSION'] as const;
  const list = ['IN_SCOPE_PATHS', 'OUT_OF_SCOPE', 'DONE_MEANS', 'SEARCH_TERMS'] as const;
  const word = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);
  const path = fc.tuple(word, word).map(([a, b]) => `${a}/${b}.ts`);
  const bullet = fc.constantFrom('-', '*', '+');
  const named = (name: string) => fc.constantFrom(`**${name}**:`, `**${name}:**`, `${name}:`, `__${name}__:`);
  const spelledScalar = fc
    .constantFrom(...scalar)
    .chain((key) =>
      fc
        .tuple(fc.constant(key), word, bullet, named(key))
        .map(([k, v, b, n]) => ({ key: k as string, values: [v], text: `${b} ${n} ${v}` })),
    );
  const spelledList = fc.constantFrom(...list).chain((key) =>
    fc
      .tuple(
        fc.constant(key),
        fc.array(path, { minLength: 1, maxLength: 5 }),
        bullet,
        named(key),
        fc.constantFrom('nested', 'heading', 'fence', 'semicolons', 'numbered'),
      )
      .map(([k, v, b, n, how]) => {
        const lines = {
          nested: `${b} ${n}\n${v.map((x) => `  - ${x}`).join('\n')}`,
          heading: `## ${k}\n\n${v.map((x) => `${b} ${x}`).join('\n')}`,
          fence: `## ${k}\n\n\`\`\`\n${v.join('\n')}\n\`\`\``,
          semicolons: `${b} ${n} ${v.join('; ')}`,
          numbered: `## ${k}\n${v.map((x, i) => `${i + 1}. ${x}`).join('\n')}`,
        };
        return { key: k as string, values: v, text: lines[how as keyof typeof lines] };
      }),
  );
  const fields = fc.uniqueArray(fc.oneof(spelledScalar, spelledList), { selector: (f) => f.key, maxLength: 7 });
  const noise = fc.constantFrom('', 'Some prose.', '> quoted: text', '<!-- STATUS: x -->', '## Notes\n\nwords', '---');
  const eol = fc.constantFrom('\n', '\r\n');

  it('what is written in any spelling is read, each range slicing to its text', () => {
    holds(
      fc.property(fields, fc.array(noise, { maxLength: 8 }), eol, (written, between, nl) => {
        // Headings last: a list after a heading would be that field's.
        const ordered = [...written.filter((f) => !f.text.startsWith('#')), ...written.filter((f) => f.text.startsWith('#'))];
        const text =
          `# 😀 WP-1-X\n\n## Metadata\n\n${ordered.map((f, i) => `${f.text}\n\n${f.text.startsWith('#') ? '' : (between[i] ?? '')}\n\n${f.text.startsWith('#') || !between[i]?.startsWith('## ') ? '' : '## Metadata\n\n'}`).join('')}`.replaceAll(
            '\n',
            nl,
          );
        const doc = fieldsOf(text);
        for (const { key, values } of written) {
          const f = fieldOf(doc, key);
          assert.ok(f, `${key} in ${JSON.stringify(text)}`);
          const got = f.items.length > 0 ? f.items.map((i) => i.bare) : [f.text];
          assert.deepEqual(got, values, JSON.stringify(text));
        }
        check(doc.fields, text);
      }),
      300,
    );
  });

  it('any text at all: no exception, ranges inside the text, in order, and true to it', () => {
    const piece = fc.constantFrom(
      '- ',
      '* ',
      '1. ',
      '## ',
      '**',
      '`',
      '```\n',
      '~~~\n',
      '> ',
      '\n',
      '\n\n',
      '\r\n',
      '\t',
      '    ',
      'STATUS',
      ': ',
      'TASK_ID',
      'VALIDATION',
      'Command: x',
      '|',
      '|---|---|\n',
      '<!--',
      '-->',
      '(',
      ')',
      '[',
      ']',
      '😀',
      '中',
      ';',
      'a.ts',
      '---\n',
      '\u0000',
      '\ufeff',
      'BOOTSTRAP',
      '\\',
    );
    holds(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        check(fieldsOf(text).fields, text);
      }),
      900,
    );
  });
});

function check(fields: readonly Field[], text: string): void {
  const inside = (s: Span): void =>
    assert.ok(s.start >= 0 && s.start <= s.end && s.end <= text.length, JSON.stringify([s, text]));
  for (const f of fields) {
    for (const s of [f.at, f.nameAt, f.valueAt, f.textAt]) inside(s);
    assert.equal(text.slice(f.nameAt.start, f.nameAt.end), f.name, JSON.stringify(text));
    assert.equal(text.slice(f.textAt.start, f.textAt.end), f.text, JSON.stringify(text));
    assert.ok(f.nameAt.start >= f.at.start && f.nameAt.end <= f.at.end, JSON.stringify([f.name, f.at, text]));
    for (const i of flat(f.items)) {
      inside(i.at);
      inside(i.bareAt);
      assert.equal(text.slice(i.at.start, i.at.end), i.text, JSON.stringify(text));
      assert.equal(text.slice(i.bareAt.start, i.bareAt.end), i.bare, JSON.stringify(text));
    }
    check(f.parts, text);
  }
}

describe('names that stand in', () => {
  it('mean the field where nothing else does', () => {
    const text = '## Acceptance Criteria\n- a\n\n## Goal\nb';
    assert.deepEqual(seen(text, 'DONE_MEANS')?.items, ['a']);
    assert.equal(seen(text, 'What')?.text, 'b');
  });
  it('and are something else beside it', () => {
    const text = '## Acceptance Criteria\n- a\n\n## DONE_MEANS\n- b\n\n## What\nc';
    const doc = fieldsOf(text);
    assert.deepEqual(
      doc.fields.filter((f) => f.known).map((f) => f.name),
      ['DONE_MEANS', 'What'],
    );
  });
});

describe('a block quote right below the title', () => {
  it('holds fields where each line of it is one', () => {
    const text = '# TKT-1: A\n\n> Status: DONE\n> Type: bug\n> Blocked on: — | Blocks: TKT-2\n\n## What\nIt.\n';
    assert.equal(seen(text, 'STATUS')?.text, 'DONE');
    assert.equal(seen(text, 'Blocks')?.text, 'TKT-2');
    assert.equal(seen('# X\n\n> **Status:** Done · **Owner:** Ann\n', 'STATUS')?.text, 'Done');
    assert.equal(seen('# X\n\n> - Status: Done\n> - Owner: Ann\n', 'STATUS')?.text, 'Done');
  });
  it('is an example, or words of somebody, anywhere else', () => {
    for (const text of [
      '# X\n\n> Status: Done\n',
      '# X\n\n> Status: Done\n> and nothing came of it\n',
      '# X\n\n## Notes\n\n> Status: Done\n> Owner: Ann\n',
      '> Status: Done\n> Owner: Ann\n\n# X\n',
    ])
      assert.equal(seen(text, 'STATUS'), undefined, text);
  });
});

describe('a name that stands in for a field, in a paragraph', () => {
  it('is the field where it is in bold above the sections', () => {
    assert.equal(
      seen('# X\n\n**Status:** Done\n**Goal:** Log in\nwith a password.\n\n## Phase 1\n', 'What')?.text,
      'Log in\nwith a password.',
    );
    for (const text of ['# X\n\nGoal: log in.\n', '# X\n\n## Phase 1\n\n**Goal:** Log in.\n'])
      assert.equal(seen(text, 'What'), undefined, text);
  });
});
