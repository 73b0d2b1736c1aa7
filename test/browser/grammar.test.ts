/** Colours of packet words in Markdown, by VS Code's own Markdown grammar with ours injected. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import * as oniguruma from 'vscode-oniguruma';
import { type IGrammar, parseRawGrammar, Registry, type StateStack } from 'vscode-textmate';

const { GATEHOUSE_VSCODE = '' } = process.env;
const own = 'text.html.markdown.gatehouse';

describe('the injected grammar', () => {
  let grammar: IGrammar;

  before(async () => {
    const wasm = readFileSync(createRequire(join(process.cwd(), 'package.json')).resolve('vscode-oniguruma/release/onig.wasm'));
    await oniguruma.loadWASM(wasm);
    const files: Readonly<Record<string, string>> = {
      'text.html.markdown': join(GATEHOUSE_VSCODE, 'extensions/markdown-basics/syntaxes/markdown.tmLanguage.json'),
      [own]: 'syntaxes/gatehouse.tmLanguage.json',
    };
    const registry = new Registry({
      onigLib: Promise.resolve({
        createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
        createOnigString: (text) => new oniguruma.OnigString(text),
      }),
      loadGrammar: async (scope) => {
        const file = files[scope];
        return file ? parseRawGrammar(readFileSync(file, 'utf8'), file) : null;
      },
      getInjections: (scope) => (scope === 'text.html.markdown' ? [own] : undefined),
    });
    const loaded = await registry.loadGrammar('text.html.markdown');
    assert.ok(loaded);
    grammar = loaded;
  });

  /** The text with each coloured word as `⟦kind:word⟧`. */
  function coloured(text: string): string {
    let state: StateStack | null = null;
    return text
      .split('\n')
      .map((line) => {
        const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
        state = ruleStack;
        return tokens
          .map(({ startIndex, endIndex, scopes }) => {
            const mine = scopes.find((s) => s.endsWith('.gatehouse') && s !== own);
            const kind = mine?.split('.').at(-2);
            const part = line.slice(startIndex, endIndex);
            return kind ? `⟦${kind}:${part}⟧` : part;
          })
          .join('');
      })
      .join('\n');
  }

  const cases: Readonly<Record<string, string>> = {
    'fields in a list, in bold and as headings': [
      '- ⟦field:TASK_ID⟧: ⟦packet:WP-1-Login⟧',
      '- **⟦field:STATUS⟧:** ⟦status:Ready-for-Dev⟧ 🔴',
      '- **⟦field:STATUS⟧**: ⟦status:In Progress⟧',
      '**⟦field:RISK_TIER⟧:** HIGH',
      '## ⟦field:DONE_MEANS⟧',
      '### ⟦field:Signature & Enrichment Log⟧',
    ].join('\n'),
    'an id of any form in the field that holds it': [
      '- ⟦field:TASK_ID⟧: ⟦packet:TASK-12⟧',
      '- **⟦field:WP_ID⟧:** ⟦packet:T042⟧ (see TASK-13)',
      '**⟦field:TASK_ID⟧**: ⟦packet:WP16-STORE⟧',
      '- ⟦field:TASK_ID⟧: {id}, <pending>',
      '- ⟦field:TASK_ID⟧: none yet',
      '- ⟦field:TASK_ID⟧: ⟦packet:WP-1-Login⟧',
    ].join('\n'),
    'a table': '| ⟦field:SPEC_ANCHOR⟧ | ⟦anchor:A2.3.1⟧ |',
    anchors: [
      '- ⟦field:SPEC_ANCHOR⟧: ⟦anchor:§2.3.12⟧ Storage, [⟦anchor:HSK-JOB-100⟧], ⟦anchor:CX-101⟧',
      'Version 2.3 of A4 paper, CSS-in-JS',
    ].join('\n'),
    'a board': [
      '- **[⟦packet:WP-1-Login⟧]** - text. [⟦status:READY FOR DEV⟧ 🔴]',
      '- [⟦packet:WP-1-Login⟧] [⟦status:VALIDATED⟧], blocked on **⟦packet:WP-1-Store⟧**, not WP-1-*',
    ].join('\n'),
    verdicts: ['**Verdict**: ⟦pass:PASS⟧', 'Verdict: ⟦fail:FAIL⟧', 'Tests PASS here'].join('\n'),
    signatures: '- ⟦field:USER_SIGNATURE⟧: ⟦signature:alice_151220251000⟧',
    'names of any letters': [
      '- Blocked on: ⟦packet:WP-1-Größe⟧, [⟦packet:WP-1-Überblick⟧]',
      '- ⟦field:USER_SIGNATURE⟧: ⟦signature:zoë201120261000⟧',
    ].join('\n'),
    'a path is left in one piece': '- docs/notes/WP-1-Login-design.md, docs/task_packets/WP-1-Login.md',
    'code is left alone': ['Run `STATUS: Done` and', '', '```', '- STATUS: Done', 'TASK_ID: WP-1-X', '```'].join('\n'),
    'prose is left alone': 'The status is done, the done list blocked nobody; see STATUS quo and UTF-8, ISO-8859-1.',
  };
  for (const [title, expected] of Object.entries(cases)) {
    it(title, () => {
      assert.equal(coloured(expected.replace(/⟦[a-z]+:([^⟧]+)⟧/g, '$1')), expected);
    });
  }
});
