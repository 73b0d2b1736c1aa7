/** What a spec defines and asks for, in the forms that people write. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demandsOf, isPromised } from '#systems/packets/model/anchors/demands';
import { compareParts, familyOf, versionIn } from '#systems/packets/model/dialect/versions';
import { findingsOf, fixture } from './support/fixture';

const POINTER = '==> docs/SPEC_CURRENT.md <==\n**Master_Spec_v1.0.md**\n==> Master_Spec_v1.0.md <==\n';

async function read(
  text: string,
  config = '',
): Promise<{ readonly anchors: readonly string[]; readonly asks: readonly string[] }> {
  const { session } = await fixture(`${config === '' ? '' : `==> gatehouse.yaml <==\n${config}\n`}${POINTER}${text}`);
  const defs = session.workspace.entries.get('Master_Spec_v1.0.md')?.facts.flatMap((f) => f.defs) ?? [];
  return {
    anchors: defs.flatMap((d) => (d.kind === 'anchor' ? [`${d.name}${d.data.binding ? '' : ' free'}`] : [])),
    asks: defs.flatMap((d) =>
      d.kind === 'demands' ? d.data.blocks.flatMap(demandsOf).map((x) => `${d.name} ${x.is} ${x.text}`) : [],
    ),
  };
}

const anchors = async (text: string, config?: string): Promise<readonly string[]> => (await read(text, config)).anchors;

describe('anchors of a spec', () => {
  it('nothing is defined in a fence, a quote, a table of contents or a log of changes', async () => {
    assert.deepEqual(
      await anchors(
        '# Spec\n## Table of Contents\n- [REQ-1] one\n- 2.3 Storage\n1. first\n## 2.3 Storage\n```\n## 9.9 No\n- [REQ-9] no\n```\n> ## 8.8 No\n\n- [REQ-1] yes\n## 3 Changelog\n### v1.1\n- [REQ-2] added\n1. no\n',
      ),
      ['2.3', 'REQ-1', '3'],
    );
  });

  it('a code block shows ids in their places, once each, and a citation of one is a warning that leads there', async () => {
    const text = '## 1 Storage\n```md\n## 9.9 No [REQ-8]\n[REQ-9] no\n- [REQ-9] again\nof [REQ-7]\n# x\n```\n';
    const { session } = await fixture(`${POINTER}${text}==> docs/task_packets/WP-1-A.md <==\n# WP-1-A\n- SPEC_ANCHOR: 9.9\n`);
    const defs = session.workspace.entries.get('Master_Spec_v1.0.md')?.facts.flatMap((f) => f.defs) ?? [];
    assert.deepEqual(
      defs.flatMap((d) => (d.kind === 'shown' ? [[d.name, text.slice(d.at.start, d.at.end)]] : [])),
      ['9.9', 'REQ-8', 'REQ-9'].map((id) => [id, id]),
    );
    const [dead] = findingsOf(session).filter((f) => f.rule === 'packets/dead-anchor');
    assert.equal(dead?.severity, 'warning');
    assert.deepEqual(dead?.related, [
      { path: 'Master_Spec_v1.0.md', symbol: { kind: 'shown', name: '9.9' }, message: 'in a code block' },
    ]);
  });

  it('a spec has more modules than there are rounds of questions', async () => {
    const files = Array.from({ length: 30 }, (_, i) => `spec/${10 + i}-part.md`);
    const { session } = await fixture(
      `${POINTER}${files.map((f) => `- ${f}\n`).join('')}${files.map((f, i) => `==> ${f} <==\n## ${10 + i}.1 Part\n`).join('')}` +
        '==> docs/task_packets/WP-1-A.md <==\n# WP-1-A\n- SPEC_ANCHOR: 39.1, 41.1\n',
    );
    assert.deepEqual(
      findingsOf(session).flatMap((f) => (f.rule === 'packets/dead-anchor' ? [f.message] : [])),
      ['Master_Spec_v1.0.md with its 30 modules defines no anchor 41.1.'],
    );
  });

  it('a heading outranks an item of a list, and a link defines nothing', async () => {
    assert.deepEqual(await anchors('## 2 [REQ-1] Storage\n- [REQ-1] again\n- [REQ-2](#x) a link\n- **[REQ-3]** yes\n'), [
      '2',
      'REQ-1',
      'REQ-3',
    ]);
  });

  it('items of a list are numbered on after a fence, and only directly under the heading', async () => {
    const text =
      '## 7.6 Phases\n1. one\n2. two\n\n```\nx\n```\n\n3. three\n\nThen:\n\n1. other\n\n#### Notes\n1. none\n## 7.7 Next\n1. one\n';
    assert.deepEqual(await anchors(text), ['7.6', '7.6.1', '7.6.2', '7.6.3', '7.7', '7.7.1']);
  });

  it('a list goes on behind a heading with another section’s number, and in a list that is indented too far', async () => {
    const text =
      '## 7.6 Phases\n1. one\n2. two\n\n#### 11.7 Gates\n- x\n\n3. three\n\n   4. four\n\n6. six\n\n3. again\n## 7.7 Next\n4. own\n### 7.7.1 Part\n2. own\n';
    assert.deepEqual(await anchors(text), [
      '7.6',
      '7.6.1',
      '7.6.2',
      '11.7',
      '7.6.3',
      '7.6.4',
      '7.6.6',
      '7.6.7',
      '7.7',
      '7.7.4',
      '7.7.1',
      '7.7.1.2',
    ]);
  });

  it('a roadmap and appendices do not bind, with all that is below them', async () => {
    assert.deepEqual(
      await anchors('## 1 Rules\n## 2 Roadmaps\n## 3 Product Roadmap\n### 3.1 Soon\n## Appendices\n### 4.1 More\n## 5 Rules\n'),
      ['1', '2', '3 free', '3.1 free', '4.1 free', '5'],
    );
  });

  it('where the configuration names what binds, the rest does not', async () => {
    const config = 'packets:\n  binding: [Anforderungen, Requirements]\n  nonBinding: [Überblick]';
    assert.deepEqual(
      await anchors(
        '## 1 Intro\n## 2 Anforderungen\n### 2.1 A\n### 2.2 Überblick\n#### 2.2.1 B\n## 3 Requirements: api\n',
        config,
      ),
      ['1 free', '2', '2.1', '2.2 free', '2.2.1 free', '3'],
    );
  });

  it('forms of a dialect', async () => {
    const config = 'packets:\n  anchors: ["REQ{number}", "R.{dotted}"]';
    assert.deepEqual(await anchors('## REQ12 Storage\n- R.1.2 Keeps\n- see REQ13\n### [REQ14] Logs\n', config), [
      'REQ12',
      'R.1.2',
      'REQ14',
    ]);
  });

  it('Windows line ends, setext headings and trailing hashes', async () => {
    assert.deepEqual(await anchors('2.3 Storage\r\n===========\r\n\r\n## A2.4 Logs ##\r\n\r\n- [REQ-1]\r\n  It MUST hold.\r\n'), [
      '2.3',
      '2.4',
      'REQ-1',
    ]);
  });
});

describe('requirements', () => {
  it('belong to the nearest anchor', async () => {
    const { asks } = await read(
      '## 2 Jobs\nA job MUST end. It may fail; then it SHOULD say why.\n### Details\nIt SHALL NOT hang.\n- [REQ-1] A log MUST be kept.\n- Nothing to ask.\n\n| a | b |\n| - | - |\n| x | MUST be y |\n## Roadmap\nAll MUST be well.\n',
    );
    assert.deepEqual(asks, [
      '2 must A job MUST end.',
      '2 should It may fail; then it SHOULD say why.',
      '2 must It SHALL NOT hang.',
      '2 must x | MUST be y',
      'REQ-1 must A log MUST be kept.',
    ]);
  });

  it('a lead asks for what is listed below it', async () => {
    const { asks } = await read('## 2 Jobs\nThe service **MUST**:\n\n- end `jobs`\n- keep logs, which it SHOULD rotate\n');
    assert.deepEqual(asks, ['2 must The service MUST: end jobs', '2 should keep logs, which it SHOULD rotate']);
  });

  it('words in other words are none', () => {
    assert.deepEqual(demandsOf('MUSTARD and a_MUST_HAVE are no requirements. See MUST-HAVES.'), []);
  });

  it('are promised by half of their words, their subsection or the section around', () => {
    const demand = { text: 'Backups MUST be encrypted at rest', is: 'must', anchor: '4.1.2' } as const;
    assert.ok(isPromised(demand, '4.1.2', 'all backups are encrypted'));
    assert.ok(!isPromised(demand, '4.1.2', 'restores are logged (4.1.2)'));
    assert.ok(isPromised(demand, '4.1', 'restores are logged (4.1.2)'));
    assert.ok(isPromised(demand, '4.1.2', 'all of §4.1'));
    assert.ok(!isPromised(demand, '4.1', 'as 4.1.20 and 14.1.2 say'));
  });
});

describe('versions', () => {
  for (const [text, parts] of [
    ['Master_Spec_v02.84.md', [2, 84]],
    ['Master Spec v1.0.md', [1, 0]],
    ['1.10', [1, 10]],
    ['V3', [3]],
    ['SPEC_CURRENT.md', undefined],
    ['2025-12-25', undefined],
    ['Dev2 of §A', undefined],
  ] as const)
    it(text, () => assert.deepEqual(versionIn(text)?.parts, parts));

  it('compare by their numbers', () => {
    assert.ok(compareParts([1, 9], [1, 10]) < 0);
    assert.equal(compareParts([2, 84], [2, 84, 0]), 0);
    assert.equal(familyOf('Master_Spec_v1.0.md'), familyOf('Master_Spec_v02.84.md'));
    assert.notEqual(familyOf('Master_Spec_v2.0-draft.md'), familyOf('Master_Spec_v1.0.md'));
  });
});
