/**
 * A built VSIX as VS Code installed it: its command line, and the extension in a folder that is not trusted and then is.
 * scripts/package/check.mjs gives the places. The tests build on each other's order.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, type Workbench } from '../browser/workbench';

const {
  GATEHOUSE_TARGET = '',
  GATEHOUSE_INSTALLED = '.',
  GATEHOUSE_SERVER_LOGS = '.',
  GATEHOUSE_URL = '',
  GATEHOUSE_FOLDER = '.',
} = process.env;

/** A gate's command would make this file. */
const mark = join(GATEHOUSE_FOLDER, 'the-command-has-run');

/** What is wrong with the example on purpose: its README says so. */
const wrong = ['packets/dead-anchor', 'packets/board-status-mismatch', 'packets/placeholder', 'packets/signature-unlogged'];

const files = (dir: string): readonly string[] => readdirSync(dir, { recursive: true, encoding: 'utf8' });

function commandLine(...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const program = join(GATEHOUSE_INSTALLED, 'bin/gatehouse.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: GATEHOUSE_FOLDER, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

describe(`the extension for ${GATEHOUSE_TARGET}`, () => {
  it('holds one parser, and nothing that only we need', () => {
    const all = files(GATEHOUSE_INSTALLED);
    const parsers = all.filter((file) => /\.(?:node|wasm)$/.test(file));
    assert.equal(parsers.length, 1, parsers.join(', '));
    assert.equal(parsers[0]?.endsWith('.wasm'), GATEHOUSE_TARGET === 'universal');
    assert.deepEqual(
      // The sources of the example are a part of it.
      all.filter(
        (file) => /\.(?:map|ts)$|node_modules|(?:^|[\\/])test/.test(file) && !/^examples[\\/]packets[\\/]src[\\/]/.test(file),
      ),
      [],
    );
  });

  it('has a command line that finds what is wrong, by the fast parser', () => {
    const { code, out, err } = commandLine('check', '--no-cache');
    assert.equal(err, '');
    assert.equal(code, 1, out);
    for (const rule of wrong) assert.ok(out.includes(`[${rule}]`), out);
    assert.match(commandLine('doctor').out, /parser\W+satteri\b/);
  });

  it('has the pages that it names', () => {
    const { code, out } = commandLine('explain', 'packets/dead-anchor');
    assert.equal(code, 0);
    assert.ok(readFileSync(join(GATEHOUSE_INSTALLED, 'docs/rules/packets/dead-anchor.md'), 'utf8').length > 0);
    assert.match(out, /dead-anchor/);
  });
});

describe(`the extension for ${GATEHOUSE_TARGET}, in VS Code`, { timeout: 150_000 }, () => {
  let browser: Browser;
  let page: Page;
  let workbench: Workbench;
  let shots = 0;

  before(async () => {
    const config = join(GATEHOUSE_FOLDER, 'gatehouse.yaml');
    const command = `packets:\n  gates: { scan: { run: touch ${mark}, instead: true } }\n`;
    writeFileSync(config, readFileSync(config, 'utf8').replace('packets:\n', command));
    ({ browser, page, workbench } = await openBrowser(GATEHOUSE_URL));
  });
  afterEach(async () => {
    await workbench.shoot(`${++shots}`);
  });
  after(async () => {
    await browser?.close();
  });

  it('finds what is wrong in a folder that is not trusted, and changes nothing there', async () => {
    await workbench.ready();
    await page.getByText('Restricted Mode is intended for safe code browsing').waitFor();
    await workbench.showProblems();
    for (const rule of wrong) await workbench.problem(rule).first().waitFor();
    const before = files(GATEHOUSE_FOLDER);
    await workbench.run('Gatehouse: New Packet…');
    await workbench.notification('Gatehouse changes nothing in a workspace that is not trusted.').waitFor();
    assert.deepEqual(files(GATEHOUSE_FOLDER), before);
  });

  it('runs no command of a folder that is not trusted', async () => {
    await gate();
    await workbench.webview().getByText('The folder is not trusted').first().waitFor();
    assert.ok(!existsSync(mark));
  });

  it('asks before it runs the command in a folder that is trusted', async () => {
    await workbench.run('Workspaces: Manage Workspace Trust');
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await page.getByText('Restricted Mode is intended for safe code browsing').waitFor({ state: 'hidden' });
    await gate();
    const question = page.locator('.monaco-dialog-box');
    await question.getByText(`touch ${mark}`).waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await workbench.webview().getByText('Nobody agreed').first().waitFor();
    assert.ok(!existsSync(mark));
  });

  it('shows the packets in the side bar, with its icon', async () => {
    await workbench.openContainer('Gatehouse');
    await workbench.treeItem('Phase 1').waitFor();
    await workbench.treeItem('WP-1-Login-Endpoint').click();
    await workbench.activeTab('WP-1-Login-Endpoint.md').waitFor();
  });

  it('shows the page of a rule', async () => {
    await workbench.run('Gatehouse: Explain Rule');
    await pick('packets/dead-anchor');
    await workbench.webview().getByRole('heading', { name: 'packets/dead-anchor' }).first().waitFor();
  });

  it('opens the signature panel', async () => {
    await workbench.run('Gatehouse: Sign…');
    await pick('WP-1-Logout');
    await workbench.webview().getByRole('heading', { name: 'Sign WP-1-Logout' }).waitFor();
  });

  it('has a page among the extensions, with icon, licence and pictures that are found', async () => {
    await workbench.openContainer('Extensions');
    await page.locator('.extension-list-item', { hasText: 'Gatehouse' }).first().click();
    await page.locator('.extension-editor').waitFor();
    const icon = page.locator('.extension-editor .icon-container img').first();
    await icon.waitFor();
    assert.ok(await icon.evaluate(isDrawn));
    const text = workbench.webview();
    await text.getByRole('heading', { name: 'Gatehouse', exact: true }).waitFor();
    for (const picture of await text.locator('img').all()) assert.ok(await picture.evaluate(isDrawn));
    assert.equal(await text.getByText('npm start').count(), 0);
  });

  it('has nothing but news in its log', async () => {
    await workbench.run('Gatehouse: Show Log');
    await page.locator('.output-view').waitFor();
    const logs = files(GATEHOUSE_SERVER_LOGS).filter((file) => /Gatehouse[^/\\]*\.log$/.test(file));
    assert.ok(logs.length > 0, files(GATEHOUSE_SERVER_LOGS).join('\n'));
    const lines = logs.flatMap((file) => readFileSync(join(GATEHOUSE_SERVER_LOGS, file), 'utf8').split('\n'));
    assert.ok(lines.some((line) => line.includes('[info]')));
    assert.deepEqual(
      lines.filter((line) => /\[(?:error|warning)\]/.test(line)),
      [],
    );
  });

  /** Runs the gate that has a command, on the folder. */
  async function gate(): Promise<void> {
    await workbench.run('Gatehouse: Run Gate…');
    await pick('scan');
    await page.locator('.quick-input-widget:visible', { hasText: 'folder' }).waitFor();
    await page.keyboard.press('Enter');
  }

  /** Only the first lines of a long list are there: the others have to be asked for. */
  async function pick(label: string): Promise<void> {
    const input = page.locator('.quick-input-widget:visible .quick-input-box input');
    await workbench.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row').first().waitFor();
    await input.fill(label);
    await workbench.row(label).click();
  }
});

/** Runs in the page. */
const isDrawn = async (element: unknown): Promise<boolean> => {
  const image = element as { decode(): Promise<void>; naturalWidth: number };
  await image.decode();
  return image.naturalWidth > 0;
};
