/** gatehouse.yaml: what it changes, what it builds on, what is wrong in it and where. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { md } from '#core/rule';
import type { RelPath } from '#core/text';
import { parseYaml } from '#host/yaml';
import { CONFIG, type Config, configSchema } from '#service/config/config';
import { type Layer, readConfig } from '#service/config/config-layers';
import type { Schema } from '#service/editor/config-help';
import { applyConfig } from '#systems/packets/model/dialect/config';
import { packetsDialect } from '#systems/packets/model/dialect/defaults';
import type { PacketsDialect } from '#systems/packets/model/dialect/dialect';
import { rules, systems } from '#systems/registry.generated';
import { inRepository } from './support/disk';
import { type Fixture, findingsOf, fixture, marked, parseFixture } from './support/fixture';
import { holds } from './support/property';

const known = { systems, rules };
const schema = z.toJSONSchema(configSchema(z, known), { io: 'input' }) as Schema;

/** Reads files of one string by the file that is called gatehouse.yaml. */
function read(
  source: string,
): ReturnType<typeof readConfig> & { readonly files: ReadonlyMap<string, { readonly text: string }> } {
  const { files } = parseFixture(source);
  const layerOf = (path: RelPath): Layer => {
    const text = files.get(path)?.text;
    if (text === undefined) return { is: path.startsWith('../../') ? 'outside' : 'missing' };
    return { is: 'text', text, data: parseYaml(text) };
  };
  return { ...readConfig(CONFIG, layerOf, z, known), files };
}

function good(yaml: string): Config {
  const { config, problems } = read(`==> ${CONFIG} <==\n${yaml}`);
  assert.deepEqual([...problems], []);
  return config ?? assert.fail('it is not in force');
}

const dialectOf = (yaml: string): PacketsDialect =>
  applyConfig(packetsDialect, good(`packets:\n${yaml.replace(/^/gm, '  ')}`).systems.packets as never);

/** The problems are where the marks are, and say this. */
function wrong(source: string, ...says: string[]): void {
  const { config, problems, files } = read(source);
  const all = [...problems].flatMap(([path, list]) => list.map((p) => ({ path, ...p })));
  assert.equal(config, undefined, 'the last good one stays in force');
  assert.equal(marked(files as never, all), marked(files as never, parseFixture(source).marks));
  assert.deepEqual(
    all.map((p) => p.message),
    says,
  );
}

describe('what a configuration says', () => {
  it('nothing at all: the defaults', () => {
    for (const empty of ['', '# nothing\n', 'packets:\n', 'packets:\n  sla:\nrules:\n'])
      assert.deepEqual({ ...good(empty), systems: {} }, { ...good(''), systems: {} }, empty);
    assert.deepEqual(
      { ...applyConfig(packetsDialect, {}), names: 0, status: 0, sectionStatus: 0 }.paths,
      { ...packetsDialect }.paths,
    );
  });

  it('a dialect: names, words, numbers, patterns', () => {
    const d = dialectOf(md`
      paths: {packet: work/*.md, stub: [ideas/*.md]}
      aliases: {IN_SCOPE_PATHS: [Files], Owner: [Lead]}
      required: {Backlog: [TASK_ID], default: [TASK_ID, Team]}
      statuses: {Ready-for-Dev: [groomed]}
      order: [Backlog, Ready-for-Dev, Done]
      boardSections: {Ready-for-Dev: [Up soon]}
      closure: [exit criteria]
      anchors: ['REQ-{number}']
      requiredAnchors: [2.30, REQ-1]
      signatures: ['{user} @ {YYYY-MM-DD}']
      counts: {DONE_MEANS: [1, 3], RISK_MAP: off}
      sla: {Backlog: off, In-Progress: 7}
      tiers: [P3, P2, P1]
      locked: [What]
      approvals: require-key
      waivers: [coverage]
      production: lib/**
      retired: [old/**]
      forbidden: [{pattern: .unwrap(), reason: It can panic.}]
      invariants: {CX-101: {pattern: 'console.{word}', files: src/**}}
    `);
    assert.deepEqual(d.paths.packet, ['work/*.md']);
    assert.deepEqual([d.isStub('ideas/a.md'), d.isStub('work/a.md'), d.isStub('work/stubs/a.md')], [true, false, true]);
    assert.deepEqual(
      ['files', 'in scope', 'lead', 'team'].map((n) => d.names.resolve(n)[0]?.key),
      ['IN_SCOPE_PATHS', 'IN_SCOPE_PATHS', 'Owner', 'Team'],
    );
    assert.deepEqual(
      [d.status.value('Groomed')?.status, d.status.value('in progress')?.status, d.sectionStatus.leading('Up soon')?.status],
      ['Ready-for-Dev', undefined, 'Ready-for-Dev'],
    );
    assert.deepEqual([d.isClosure('Phase 1: Exit criteria'), d.isClosure('Closure gates')], [true, false]);
    assert.deepEqual(d.requiredAnchors, ['2.30', 'REQ-1'], 'a number is the text that stands there');
    assert.deepEqual(
      [d.counts.DONE_MEANS, d.counts.RISK_MAP],
      [
        [1, 3],
        [0, Number.POSITIVE_INFINITY],
      ],
    );
    assert.deepEqual(d.sla, { 'Ready-for-Dev': 10, 'In-Progress': 7, 'Ready-for-Validation': 3 });
    assert.deepEqual(d.tierNeeds, { aiReview: [], auditScope: [], justification: [] }, 'the old tiers are gone');
    assert.deepEqual([d.approvals.level, d.production, d.isRetired('old/a.md')], ['require-key', ['lib/**'], true]);
    assert.equal(d.invariants['CX-101']?.[0]?.pattern.source, 'console\\.[A-Za-z0-9_]{1,60}');
    assert.equal(d.forbidden[0]?.reason, 'It can panic.');
  });

  it('every key of the dialect can be set, has a description, and is in the documentation', () => {
    const page = readFileSync(inRepository('docs/configuration.md'), 'utf8');
    const look = (s: Schema, path: readonly string[]): void => {
      for (const [key, inner] of Object.entries(s.properties ?? {})) {
        assert.ok(inner.description, `${[...path, key].join('.')} has no description`);
        assert.match(page, new RegExp(`^ *(?:# )?${key}:`, 'm'), `${key} is not in docs/configuration.md`);
        if (path.length === 0 && key === 'packets') look(inner, [key]);
      }
    };
    look(schema, []);
  });

  it('what the schema calls a default is one', () => {
    for (const [key, inner] of Object.entries(schema.properties?.packets?.properties ?? {})) {
      if (inner.default === undefined) continue;
      const d = applyConfig(packetsDialect, { [key]: inner.default } as never);
      const plain = (x: PacketsDialect): string => JSON.stringify({ ...x, words: undefined, verdicts: undefined });
      assert.equal(plain(d), plain(packetsDialect), key);
    }
  });
});

describe('severities', () => {
  const folder = md`
    ==> docs/task_packets/WP-1-A.md <==
    # WP-1-A
    - TASK_ID: WP-1-A
    - STATUS: Backlog
    - What: TBD
    ==> docs/task_packets/old/WP-1-B.md <==
    # WP-1-B
    - TASK_ID: WP-1-B
    - STATUS: Backlog
    - What: TBD
    ==> docs/task_packets/old/new/WP-1-C.md <==
    # WP-1-C
    - TASK_ID: WP-1-C
    - STATUS: Backlog
    - What: TBD
  `;
  const of = async (yaml: string): Promise<readonly unknown[]> => {
    const f = await fixture(`==> ${CONFIG} <==\n${yaml}\n${folder}`);
    return ['', 'old/', 'old/new/'].map(
      (dir) =>
        findingsOf(f.session).find((x) => x.rule === 'packets/placeholder' && x.path.startsWith(`docs/task_packets/${dir}WP`))
          ?.severity,
    );
  };
  it('by groups of files: the last that fits counts, off in one is on elsewhere', async () => {
    const overrides = (rest: string): string =>
      `${rest}overrides:\n  - files: '**/old/**'\n    rules: {packets/placeholder: hint}\n  - files: ['**/new/**']\n    rules: {packets/placeholder: warning}\n`;
    assert.deepEqual(await of(overrides('')), ['error', 'hint', 'warning']);
    assert.deepEqual(await of(overrides('rules: {packets/placeholder: off}\n')), [undefined, 'hint', 'warning']);
    assert.deepEqual(await of("overrides: [{files: '**/old/**', rules: {packets/placeholder: off}}]"), [
      'error',
      undefined,
      undefined,
    ]);
  });
});

describe('profiles', () => {
  const yaml = md`
    packets:
      required: {default: [TASK_ID, STATUS, What, Why]}
      profiles:
        hygiene:
          required: [TASK_ID, STATUS]
          when: {TASK_TYPE: [HYGIENE, CHORE]}
        low:
          required: {default: [Owner], Backlog: [TASK_ID]}
          when: {RISK_TIER: LOW, TASK_TYPE: DEBUG}
        tiny: {required: [], files: docs/task_packets/tiny/**}
        named: {required: [Why]}
  `;
  const missing = async (head: string, path = 'docs/task_packets/WP-1-A.md'): Promise<string> => {
    const f = await fixture(`==> ${CONFIG} <==\n${yaml}\n==> ${path} <==\n# WP-1-A\n- TASK_ID: WP-1-A\n${head}`);
    const all = findingsOf(f.session).filter((x) => x.rule === 'packets/missing-field');
    return all.map((x) => /has no ([\w ]+?)(?: \(|;)/.exec(x.message)?.[1]).join();
  };
  it('a packet follows the one that it names, else the first that it fits, else none', async () => {
    const ready = '- STATUS: Ready-for-Dev\n';
    assert.equal(await missing(ready), 'What,Why');
    assert.equal(await missing(`${ready}- TASK_TYPE: chore (weekly)\n`), '');
    assert.equal(await missing(`${ready}- TASK_TYPE: DEBUG\n`), 'What,Why', 'all conditions must fit');
    assert.equal(await missing(`${ready}- TASK_TYPE: DEBUG\n\n## RISK_TIER\n- Level: LOW (a typo)\n`), 'Owner');
    assert.equal(await missing(`- STATUS: Backlog\n- TASK_TYPE: DEBUG\n- RISK_TIER: LOW\n`), '', 'by status');
    assert.equal(await missing(ready, 'docs/task_packets/tiny/WP-1-A.md'), '');
    assert.equal(await missing(`${ready}- Profile: named\n- TASK_TYPE: HYGIENE\n`), 'Why', 'its word counts');
    assert.equal(await missing(`${ready}- Profile: nothing\n- TASK_TYPE: HYGIENE\n`), 'What,Why', 'no profile of that name');
  });
});

describe('what is wrong', () => {
  it('is told at its place, in plain words', () => {
    wrong('==> gatehouse.yaml <==\n[|packet|]: {}\n', 'Unknown key packet; did you mean packets?');
    wrong(
      '==> gatehouse.yaml <==\nrules: {packets/dead-anchor: [|loud|]}\n',
      'Not a value that rules.packets/dead-anchor takes: expected one of off, hint, info, warning, error.',
    );
    wrong(
      md`
        ==> gatehouse.yaml <==
        ignore: [|/tmp/x|]
        packets:
          paths: {packet: [a, [|../b|]], spec: [|3|]}
          signatures: [[|'{user}'|], [|'{when}'|]]
          counts: {DONE_MEANS: [|[9, 1]|], RISK_MAP: [|loud|]}
          sla: {Done: [|-1|]}
      `,
      'A glob is relative to the folder of gatehouse.yaml.',
      'A glob cannot lead out of the folder.',
      'packets.paths.spec: expected a text or a list.',
      'A pattern of placeholders alone would match everywhere: add a character that stands for itself.',
      '{when} is no placeholder; there are {number}, {dotted}, {LETTERS}, {letters}, {word}, {name}, {user}, {space}, {any}, and times such as {DDMMYYYYHHMM}.',
      'The first number is the least, the second the most.',
      'packets.counts.RISK_MAP: expected a list or off.',
      'packets.sla.Done: Too small: expected number to be >0.',
    );
    wrong(
      '==> gatehouse.yaml <==\npackets: {paths: {board: [|[BOARD.md, sprint-status.yaml]|]}}\n',
      'sprint-status.yaml is no Markdown file; only those are read.',
    );
    wrong(
      '==> gatehouse.yaml <==\npackets: {tierNeeds: {aiReview: [HIGH, [|P1|]]}}\n',
      'P1 is no tier; there are LOW, MEDIUM, HIGH.',
    );
    wrong(
      md`
        ==> gatehouse.yaml <==
        packets:
          aliases: { IN_SCOPE_PATHS: [Dateien], Kosten: [Aufwand], Validations: [] }
          locked: [What, in scope paths, Dateien, Aufwand, Anything else, Test Plan B, Validations, [|DONE_MEANZ|]]
          required: { default: [TASK_ID, [|Rollback_Hnt|], Kostenn] }
          profiles: { small: { required: [[|TEST_PLANS|]] } }
          statuses: { Done: [bereit], Ready-for-Dev: [Ready, [|Bereit|]] }
      `,
      'DONE_MEANZ is no field; did you mean DONE_MEANS? A field of your own is named under aliases.',
      'Rollback_Hnt is no field; did you mean ROLLBACK_HINT? A field of your own is named under aliases.',
      'TEST_PLANS is no field; did you mean TEST_PLAN? A field of your own is named under aliases.',
      '“Bereit” is a word for Done already; it can mean only one state.',
    );
  });

  it('any YAML gives a configuration, or problems within the text; never an exception', () => {
    const keys = [
      'extends',
      'rules',
      'overrides',
      'packets',
      'paths',
      'files',
      'systems',
      'sla',
      'profiles',
      'required',
      'x',
      '<<',
      '__proto__',
      '2.0',
    ];
    const scalar = fc.oneof(
      fc.constantFrom(
        'off',
        '~',
        '3',
        '2.30',
        '"*"',
        "'{user}'",
        '*a',
        '&a b',
        '[',
        '{x',
        '../../x',
        'b.yaml',
        '',
        '!!set',
        '|',
        '\t',
        '\u{1F600}',
      ),
      fc.string({ maxLength: 8 }),
    );
    const line = fc.record({ indent: fc.nat(4), dash: fc.boolean(), key: fc.option(fc.constantFrom(...keys)), value: scalar });
    const text = fc
      .array(line, { maxLength: 14 })
      .map((all) =>
        all.map((l) => `${'  '.repeat(l.indent)}${l.dash ? '- ' : ''}${l.key === null ? '' : `${l.key}: `}${l.value}`).join('\n'),
      );
    holds(
      fc.property(text, text, (top, base) => {
        const files = new Map([
          [CONFIG, top],
          ['b.yaml', base],
          ['../b.yaml', base],
        ]);
        const layerOf = (path: RelPath): Layer => {
          const found = files.get(path);
          return found === undefined ? { is: 'missing' } : { is: 'text', text: found, data: parseYaml(found) };
        };
        const { config, problems } = readConfig(CONFIG, layerOf, z, known);
        assert.ok((config === undefined) === problems.size > 0);
        for (const [path, list] of problems) {
          const length = files.get(path)?.length ?? assert.fail(`a problem in ${path}`);
          for (const { at, message } of list) {
            assert.ok(0 <= at.start && at.start <= at.end && at.end <= length, message);
            assert.match(message, /[.?]$/);
          }
        }
      }),
      400,
    );
  });
});

describe('extends', () => {
  it('maps are joined, lists and values replaced, overrides added; the nearer file outranks', () => {
    const { config } = read(md`
      ==> gatehouse.yaml <==
      extends: conf/team.yaml
      rules: {packets/dead-anchor: hint}
      overrides: [{files: b, rules: {}}]
      packets: {sla: {Backlog: 1}, nonBinding: [Ideas]}
      ==> conf/team.yaml <==
      extends: ../company.yml
      ignore: [x]
      overrides: [{files: a, rules: {}}]
      packets: {sla: {Backlog: 2, Done: 2}}
      ==> company.yml <==
      rules: {packets/dead-anchor: off, packets/placeholder: off}
      packets: {sla: {Blocked: 3}, nonBinding: [Plans, More], aliases: {What: [Goal]}}
    `);
    assert.deepEqual(config?.severities, { 'packets/dead-anchor': 'hint', 'packets/placeholder': 'off' });
    assert.deepEqual([config?.ignore, config?.overrides.map((o) => o.files)], [['x'], [['a'], ['b']]]);
    assert.deepEqual(config?.systems.packets, {
      sla: { Backlog: 1, Done: 2, Blocked: 3 },
      nonBinding: ['Ideas'],
      aliases: { What: ['Goal'] },
    });
  });

  it('a chain of files that never ends is told where it is too long', () => {
    const file = (i: number): string => (i === 0 ? 'gatehouse.yaml' : `c${i}.yaml`);
    const chain = Array.from(
      { length: 30 },
      (_, i) => `==> ${file(i)} <==\nextends: ${i === 19 ? '[|c20.yaml|]' : file(i + 1)}\n`,
    );
    wrong(chain.join(''), 'More than 20 files extend each other.');
  });

  it('what is missing, outside, in a circle, or no file of that kind is told where it is named', () => {
    wrong('==> gatehouse.yaml <==\nextends: [|nowhere.yaml|]\n', 'There is no nowhere.yaml to extend.');
    wrong(
      '==> gatehouse.yaml <==\nextends: [|../../etc/x.yaml|]\n',
      '../../etc/x.yaml lies outside this repository, so it cannot be extended.',
    );
    wrong(
      '==> gatehouse.yaml <==\nextends: [|/etc/x.yaml|]\n',
      '/etc/x.yaml is no path relative to this file, with forward slashes.',
    );
    wrong(
      '==> gatehouse.yaml <==\nextends: [|README.md|]\n',
      'README.md is no YAML file: its name does not end in .yaml or .yml.',
    );
    wrong(
      '==> gatehouse.yaml <==\nextends: [|./gatehouse.yaml|]\n',
      'The files extend each other in a circle: gatehouse.yaml → gatehouse.yaml.',
    );
    wrong(
      '==> gatehouse.yaml <==\nextends: a.yaml\n==> a.yaml <==\nextends: b/b.yaml\n==> b/b.yaml <==\nextends: [|../a.yaml|]\n',
      'The files extend each other in a circle: a.yaml → b/b.yaml → a.yaml.',
    );
  });

  it('what is wrong in a file below is told there; in one outside the folder where it is named', () => {
    wrong('==> gatehouse.yaml <==\nextends: a.yaml\n==> a.yaml <==\n[|x|]: 1\n', 'Unknown key x.');
    wrong(
      '==> gatehouse.yaml <==\nextends: [|../a.yaml|]\n==> ../a.yaml <==\nrules:\n  x: off\n',
      'In ../a.yaml, line 2, column 3: Unknown key x in rules.',
    );
    wrong(
      '==> gatehouse.yaml <==\nextends: a.yaml\npackets: {tierNeeds: {aiReview: [[|HIGH|]]}}\n==> a.yaml <==\npackets: {tiers: [P1, P2]}\n',
      'HIGH is no tier; there are P1, P2.',
    );
  });

  const folder = md`
    ==> gatehouse.yaml <==
    extends: base.yaml
    ==> base.yaml <==
    rules: {packets/placeholder: hint}
    ==> docs/task_packets/WP-1-A.md <==
    # WP-1-A
    - TASK_ID: WP-1-A
    - STATUS: Backlog
    - What: TBD
  `;
  const severity = (f: Fixture): unknown => findingsOf(f.session).find((x) => x.rule === 'packets/placeholder')?.severity;
  const problems = (f: Fixture): readonly string[] =>
    findingsOf(f.session).flatMap((x) => (x.rule === 'gatehouse/config-invalid' ? [`${x.path}: ${x.message}`] : []));
  const typed = async (f: Fixture, path: string, text: string, version = 1): Promise<void> => {
    f.session.open(path, text, version);
    await f.session.settle();
  };

  it('follows the file below as it is typed and as it is written; wrong, the last good one stays', async () => {
    const f = await fixture(folder);
    assert.equal(severity(f), 'hint');
    await typed(f, 'base.yaml', 'rules: {packets/placeholder: info}\n');
    assert.equal(severity(f), 'info');
    await typed(f, 'base.yaml', 'rules: {packets/placeholder: loud}\n', 2);
    assert.equal(severity(f), 'info');
    assert.deepEqual(problems(f), [
      'base.yaml: Not a value that rules.packets/placeholder takes: expected one of off, hint, info, warning, error.',
    ]);
    await f.session.close('base.yaml');
    assert.deepEqual([severity(f), problems(f)], ['hint', []]);
    f.files.files.set('base.yaml', { text: 'rules: {packets/placeholder: warning}\n' });
    await f.session.changed(['base.yaml'], false);
    assert.equal(severity(f), 'warning');
    f.files.files.delete('base.yaml');
    await f.session.changed(['base.yaml']);
    assert.deepEqual([severity(f), problems(f)], ['warning', ['gatehouse.yaml: There is no base.yaml to extend.']]);
    f.files.files.set('base.yaml', { text: '' });
    await f.session.changed(['base.yaml']);
    assert.deepEqual([severity(f), problems(f)], ['error', []]);
  });

  it('names another file while it is typed: that one is read', async () => {
    const f = await fixture(`${folder}==> other.yaml <==\nrules: {packets/placeholder: off}\n==> bad.yaml <==\nx: 1\n`);
    await typed(f, CONFIG, 'extends: oth\n');
    assert.deepEqual(
      [severity(f), problems(f)],
      ['hint', ['gatehouse.yaml: oth is no YAML file: its name does not end in .yaml or .yml.']],
    );
    await typed(f, CONFIG, 'extends: other.yaml\n', 2);
    assert.deepEqual([severity(f), problems(f)], [undefined, []]);
    await typed(f, CONFIG, 'extends: bad.yaml\n', 3);
    assert.deepEqual([severity(f), problems(f)], [undefined, ['bad.yaml: Unknown key x.']]);
    await typed(f, CONFIG, '', 4);
    assert.deepEqual([severity(f), problems(f)], ['error', []]);
  });

  it('closes a circle elsewhere: it is told once, where it closes, and no longer when it is open', async () => {
    const f = await fixture(folder);
    await typed(f, 'base.yaml', 'extends: gatehouse.yaml\n');
    assert.deepEqual(problems(f), [
      'base.yaml: The files extend each other in a circle: gatehouse.yaml → base.yaml → gatehouse.yaml.',
    ]);
    await typed(f, CONFIG, 'rules: {}\n');
    assert.deepEqual(problems(f), []);
  });
});

describe('ignore, include, links', () => {
  it('what is ignored is not read, closed or open', async () => {
    const path = 'docs/task_packets/old/WP-1-A.md';
    const f = await fixture(
      `==> ${CONFIG} <==\nignore: docs/task_packets/old/**\n==> docs/task_packets/WP-1-B.md <==\n# WP-1-B\n==> ${path} <==\n# WP-1-A\n- What: TBD\n`,
    );
    assert.ok(!f.session.workspace.entries.has(path));
    f.session.open(path, '# WP-1-A\n- What: TBD\n', 1);
    await f.session.settle();
    assert.ok(!f.session.workspace.entries.has(path));
    f.session.open(CONFIG, '', 1);
    await f.session.settle();
    assert.equal(f.session.workspace.entries.get(path)?.open?.version, 1);
  });

  it('links may lead where a build writes; a leading slash is the root that is named', async () => {
    const dead = async (yaml: string): Promise<readonly string[]> => {
      const f = await fixture(
        `==> ${CONFIG} <==\n${yaml}\n==> site/a.md <==\nx\n==> docs/task_packets/WP-1-B.md <==\n# WP-1-B\n[a](/a.md) [b](../../dist/x.md)\n`,
      );
      return findingsOf(f.session).flatMap((x) => (x.rule === 'gatehouse/link-dead-file' ? [x.message] : []));
    };
    assert.equal((await dead('')).length, 2);
    assert.deepEqual(await dead('links: {ignore: dist/**, root: ./site/}'), []);
  });
});
