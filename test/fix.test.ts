/** `check --fix`: it comes to an end, whatever the fixes do. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { md, type Offer, rulesOf } from '#core/rule';
import { fix } from '../server/src/cli/fix';
import { apply, fixture } from './support/fixture';

const path = 'docs/task_packets/WP-1-Login.md';

interface Kinds {
  readonly packet: { readonly model: unknown; readonly facts: unknown };
}

/** A rule with a fix that makes another text of the whole document, as long as that differs. */
const mending = (message: string, makes: (text: string) => string) =>
  rulesOf<Kinds, unknown>()({
    scope: 'document',
    severity: 'error',
    since: '0',
    summary: 'X.',
    why: '',
    check: {
      *packet({ path: at }) {
        const change: Offer['change'] = (desk) => {
          const doc = desk.document(at, 'packets/packet');
          const text = doc && makes(doc.text);
          if (!doc || text === undefined || text === doc.text) return undefined;
          return [{ do: 'edit', path: at, hash: doc.hash, edits: [{ at: { start: 0, end: doc.text.length }, text }] }];
        };
        yield { at: { start: 0, end: 1 }, message, fixes: [{ title: 'Mend it', safety: 'safe', change }] };
      },
    },
    examples: [{ title: '', files: '' }],
  });

async function fixedWith(
  rules: Readonly<Record<string, ReturnType<typeof mending>>>,
): Promise<{ text: string; endless: boolean; n: number }> {
  const { session, files } = await fixture(
    md`
    ==> docs/task_packets/WP-1-Login.md <==
    # WP-1-Login
  `,
    { plugins: { rules } },
  );
  const { endless, fixes } = await fix(
    session,
    () => true,
    async (change) => {
      for (const [at, file] of await apply(files, change)) files.files.set(at, file);
    },
  );
  return { text: files.files.get(path)?.text ?? '', endless, n: fixes.length };
}

it('a fix after which its finding is told again is made once', async () => {
  const { text, endless, n } = await fixedWith({ 'packets/more': mending('There is too little.', (t) => `${t}more\n`) });
  assert.deepEqual({ text, endless, n }, { text: '# WP-1-Login\nmore\n', endless: true, n: 1 });
});

it('two rules that undo each other come to an end', async () => {
  const { endless, n } = await fixedWith({
    'packets/more': mending('There is too little.', (t) => (t.includes('more') ? t : `${t}more\n`)),
    'packets/less': mending('There is too much.', (t) => t.replace('more\n', '')),
  });
  assert.deepEqual({ endless, n }, { endless: true, n: 2 });
});

it('a fix that mends its finding is the end of it', async () => {
  const { endless, n } = await fixedWith({
    'packets/more': mending('There is too little.', (t) => (t.includes('more') ? t : `${t}more\n`)),
  });
  assert.deepEqual({ endless, n }, { endless: false, n: 1 });
});
