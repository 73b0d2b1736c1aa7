/** action.yml: its steps, run as the runner of GitHub would, with inputs that would break out of them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { inRepository } from './support/disk';
import { folder } from './support/folders';
import { Repository } from './support/repository';
import { bin, environment } from './support/run';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly id?: string;
      readonly shell: string;
      readonly run: string;
      readonly env: Readonly<Record<string, string>>;
    }[];
  };
}
const action = parse(readFileSync(inRepository('action.yml'), 'utf8')) as Action;
const [step] = action.runs.steps;

function repository(): Repository {
  const r = new Repository();
  r.commit('2026-01-01', folder);
  mkdirSync(r.disk.full('node_modules/.bin'), { recursive: true });
  symlinkSync(bin, r.disk.full('node_modules/.bin/gatehouse'));
  return r;
}

/** What a step is given: the variables that its inputs become. */
function envOf(of: typeof step, inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(of?.env ?? {}).map(([name, value]) => [
      name,
      value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => {
        const known = action.inputs[input];
        assert.ok(known, input);
        return inputs[input] ?? known.default;
      }),
    ]),
  );
}

function run(r: Repository, inputs: Readonly<Record<string, string>>) {
  const files = { GITHUB_OUTPUT: r.disk.full('.git/out'), GITHUB_PATH: r.disk.full('.git/path') };
  const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''], {
    cwd: r.root,
    env: environment({ ...envOf(step, inputs), ...files }),
    encoding: 'utf8',
  });
  const out = existsSync(files.GITHUB_OUTPUT) ? readFileSync(files.GITHUB_OUTPUT, 'utf8') : '';
  return { code: ran.status, said: ran.stdout, err: ran.stderr, out };
}

describe('the action', () => {
  it('takes no input as a part of its script', () => {
    assert.equal(action.runs.using, 'composite');
    for (const s of action.runs.steps) {
      assert.doesNotMatch(s.run, /\$\{\{/);
      assert.equal(s.shell, 'bash');
    }
    const used = action.runs.steps.flatMap(
      (s) =>
        Object.values(s.env)
          .join(' ')
          .match(/inputs\.[\w-]+/g) ?? [],
    );
    assert.deepEqual([...new Set(used.map((u) => u.slice(7)))].sort(), Object.keys(action.inputs).sort());
  });

  it('checks the folder, and a gate', () => {
    const r = repository();
    const checked = run(r, {});
    assert.equal(checked.code, 1, checked.err);
    assert.match(checked.said, /^::error title=/m);
    assert.equal(checked.out, 'exit-code=1\noutput=\n');
    const gate = run(repository(), { gate: 'pre-work', subject: 'WP-1-Login' });
    assert.equal(gate.code, 1, gate.err);
    assert.match(gate.said, /^pre-work WP-1-Login: fail/m);
    assert.equal(
      run(repository(), { gate: 'pre-work', subject: 'WP-1-Login', rerun: 'true', run: 'true', since: 'HEAD' }).code,
      1,
    );
  });

  it('writes SARIF where the upload finds it, also where something was found', () => {
    const r = repository();
    const { code, out } = run(r, { format: 'sarif' });
    assert.deepEqual([code, out], [1, 'exit-code=1\noutput=gatehouse.sarif\n']);
    assert.equal(JSON.parse(r.disk.read('gatehouse.sarif')).version, '2.1.0');
  });

  it('tells of a part', () => {
    const all = [1, 2].map((i) => run(repository(), { shard: `${i}/2` }).said.match(/^::/gm)?.length ?? 0);
    const whole = run(repository(), {}).said.match(/^::/gm)?.length;
    assert.equal((all[0] as number) + (all[1] as number), whole);
    assert.equal(run(repository(), { since: 'HEAD' }).code, 0);
    assert.equal(run(repository(), { since: 'nowhere' }).code, 2);
  });

  const evil = ['$(touch owned)`touch owned`', '"; touch owned; "', "'; touch owned; '", '--output=owned', 'x\ntouch owned'];
  for (const input of Object.keys(action.inputs).filter((i) => i !== 'output'))
    it(`runs nothing that stands in ${input}`, () => {
      for (const value of evil) {
        const r = repository();
        const others = input === 'subject' || input === 'rerun' || input === 'run' ? { gate: 'pre-work' } : {};
        const before = readdirSync(r.root);
        const { code, out } = run(r, { ...others, [input]: value });
        assert.notEqual(code, null);
        if (input !== 'rerun' && input !== 'run') assert.notEqual(code, 0, `${value}: ${out}`);
        assert.deepEqual(readdirSync(r.root), before, value);
        assert.ok(out === '' || /^exit-code=\d+\noutput=[^\n]*\n$/.test(out), out);
      }
    });

  it('takes its own copy where the program is not there, and says what to do without one', () => {
    const r = repository();
    r.disk.remove('node_modules');
    const at = (process.env.PATH ?? '')
      .split(':')
      .filter((p) => !existsSync(`${p}/gatehouse`))
      .join(':');
    const ran = (own: string) =>
      spawnSync('bash', ['-eo', 'pipefail', '-c', step?.run ?? ''], {
        cwd: r.root,
        env: environment({ ...envOf(step, {}), GITHUB_OUTPUT: r.disk.full('.git/out'), GITHUB_ACTION_PATH: own, PATH: at }),
        encoding: 'utf8',
      });
    assert.equal(ran('').status, 2);
    assert.match(ran('').stdout, /gatehouse was not found/);
    // The action has a copy of its own.
    assert.match(ran(inRepository('')).stdout, /^::error title=/m);
  });
});
