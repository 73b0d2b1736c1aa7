/** What reads as a command, as a blank, as a tier; what a test is about. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Item } from '#core/fields/model';
import { fieldOf } from '#core/fields/model';
import { packetsDialect } from '#systems/packets/model/dialect/defaults';
import { contentWords, tested } from '#systems/packets/model/evidence/pairing';
import { isBlank } from '#systems/packets/model/packet/blanks';
import { commandsOf, isProse } from '#systems/packets/model/packet/commands';
import { tierOf } from '#systems/packets/model/packet/tiers';
import type { PacketModel } from '#systems/packets/model/types';
import { fieldsOf } from './support/fields';

const itemsOf = (source: string): readonly Item[] => fieldOf(fieldsOf(source), 'TEST_PLAN')?.items ?? [];
const listed = (text: string): Item => itemsOf(`## TEST_PLAN\n\n- ${text}\n`)[0] as Item;
const fenced = (text: string): Item => itemsOf(`## TEST_PLAN\n\n~~~\n${text}\n~~~\n`)[0] as Item;
const programs = (item: Item): readonly string[] => commandsOf(item).map((c) => c.program);

describe('a command', () => {
  for (const [text, program] of [
    ['cargo test -p api', 'cargo'],
    ['$ npm test', 'npm'],
    ['NODE_ENV=test CI="1" npx vitest run', 'npx'],
    ['cd app && pnpm test', 'pnpm'],
    ['sudo -E make install', 'make'],
    ['time go test ./...', 'go'],
    ['./scripts/check.sh --all', './scripts/check.sh'],
    ['scripts\\check.ps1', 'scripts\\check.ps1'],
    ['python3 -m pytest', 'python3'],
    ['make lint', 'make'],
    ['just validate WP-1-X', 'just'],
    ['`mytool check`', 'mytool'],
    ['Unit tests: `npm run unit` (12 pass)', 'npm'],
    ['Backend: cargo test', 'cargo'],
    ['Backend tests – cargo test', 'cargo'],
    ['Run `just e2e` and look at the report', 'just'],
    ['Run the suite with pytest', 'pytest'],
    ['mytool verify --strict', 'mytool'],
    ['Invoke-Pester ./tests', 'Invoke-Pester'],
    ['PS C:\\repo> dotnet test', 'dotnet'],
    ['test -f dist/index.js', 'test'],
    ['! grep -rn "TODO" src', 'grep'],
    ['npm test → PASS', 'npm'],
    ['curl -d \'{"the": "body"}\' localhost', 'curl'],
  ] as const)
    it(text, () => assert.deepEqual(programs(listed(text)), [program]));

  it('each code span of a sentence', () => assert.deepEqual(programs(listed('`npm ci` and then `npm test`')), ['npm', 'npm']));
  it('after a prompt in a fence', () => assert.deepEqual(programs(fenced('> yarn build')), ['yarn']));
  it('in a fence, one unknown word with another', () => assert.deepEqual(programs(fenced('mytool check')), ['mytool']));
  it('its words, without flags, quotations and what is piped on', () =>
    assert.deepEqual(commandsOf(listed('pnpm -C app test "a b" --run | tee log'))[0]?.words, ['app', 'test']));
});

describe('no command', () => {
  for (const text of [
    'Code review: no passwords in the logs',
    'Make sure that nothing is logged',
    'make sure nothing is logged',
    'go to the settings page',
    'find all usages of the token',
    'test that login works',
    'Open http://localhost:3000 and log in',
    'GET /users/1 returns 200',
    'The grep is empty, and the page loads',
    'Manuelle Prüfung der Texte',
    'Check the `Authorization` header',
    'node is restarted and the queue drains',
  ])
    it(text, () => {
      assert.deepEqual(programs(listed(text)), []);
      assert.ok(isProse(listed(text)));
    });
  for (const text of ['smoke test', 'mytool check']) it(`${text}: nobody can tell`, () => assert.ok(!isProse(listed(text))));
});

describe('a blank of a template', () => {
  for (const text of [
    '{name}',
    '{{ID}}',
    '{1-2 sentences}',
    '{e.g., A2.3}',
    '{rationale + spec reference}',
    '{ai-review if medium/high}',
    '{path:line}',
    '<pending>',
    '<commit sha>',
    'TBD',
    'tbd.',
    'TODO',
    'TODO(TBD)',
    'TODO: ask the owner',
    'FIXME',
    '[Requirement] -> [File:Line]',
    '...',
    'YYYY-MM-DD',
  ])
    it(text, () => assert.ok(isBlank(text)));
  for (const text of [
    '{email, password}',
    // A pattern that tries all ways to cut this up never ends.
    `{${'a, '.repeat(100)}b: c}`,
    '{k: v}',
    '{"a": 1}',
    '{}',
    '$' + '{HOME}',
    '{3,5}',
    '{f()}',
    '<br>',
    '<https://example.org>',
    '<a@example.org>',
    'TODO list: an item can be ticked off',
    'TODO(WP-1-X): remove the flag',
    'TODO app',
    '[POST /login] -> [src/api.rs:12]',
    '[Login](a.md)',
    '[x] -> done',
    'Placeholder text is gone',
    '... and so on',
  ])
    it(`not ${text}`, () => assert.ok(!isBlank(text)));
});

describe('a risk tier', () => {
  const tier = (value: string): string | undefined =>
    tierOf({ fields: fieldsOf(`# WP-1-X\n\n${value}\n`) } as PacketModel, packetsDialect)?.tier;
  for (const [value, expected] of [
    ['- RISK_TIER: HIGH', 'HIGH'],
    ['- RISK_TIER: high (auth)', 'HIGH'],
    ['- RISK_TIER: **Medium** – one module', 'MEDIUM'],
    ['- RISK_TIER: 🔴 HIGH', 'HIGH'],
    ['- RISK_TIER: Low risk', 'LOW'],
    ['## RISK_TIER: LOW', 'LOW'],
    ['## RISK_TIER\n\nMEDIUM\n- Why: HIGH load', 'MEDIUM'],
    ['## RISK_TIER\n- Level: `HIGH`', 'HIGH'],
    ['- RISK_TIER: MEDIUM-HIGH', undefined],
    ['- RISK_TIER: Critical', undefined],
    ['- RISK_TIER: not LOW', undefined],
  ] as const)
    it(JSON.stringify(value), () => assert.equal(tier(value), expected));
});

describe('what a test is about', () => {
  it('words, cut down, and the parts of names', () =>
    assert.deepEqual(
      [...contentWords('validateJwt() rejects expired_token, validated by AUTH-002')],
      [...contentWords('Validation JWT rejected expires tokens auth 002')],
    ));
  const all = (requirements: readonly string[], tests: readonly string[], suite = false): readonly string[] =>
    tested(
      requirements.map((text, i) => ({ text, number: i + 1 })),
      tests.map((text) => ({ text, suite })),
    ).map(String);
  it('by number, alone and as a range', () =>
    assert.deepEqual(all(['alpha', 'beta', 'gamma', 'delta'], ['check.sh (DONE_MEANS 1)', 'items 2-3: other.sh']), [
      'yes',
      'yes',
      'yes',
      'no',
    ]));
  it('by quotation', () => assert.deepEqual(all(['It is all in one', 'Or so'], ['run it: "it is all in one"']), ['yes', 'no']));
  it('by words; those of every test count for nothing', () =>
    assert.deepEqual(all(['PDF export of the report', 'The test passes'], ['curl localhost/report.pdf (test passes)']), [
      'yes',
      'no',
    ]));
  it('in another language, perhaps', () =>
    assert.deepEqual(all(['Der Bericht wird gedruckt'], ['cargo test -p api report']), ['maybe']));
  it('in a suite, perhaps', () => assert.deepEqual(all(['PDF export'], ['npm test'], true), ['maybe']));
});
