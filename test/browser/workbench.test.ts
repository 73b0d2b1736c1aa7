/**
 * Gatehouse as a person meets it: VS Code in a real browser, with the extension installed as `npm start` installs it.
 * scripts/run-browser.mjs gives the address, the browser and the folder for screenshots. The tests build on each other's order.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { Workbench } from './workbench';

const { GATEHOUSE_URL = '', GATEHOUSE_CHROMIUM = '', GATEHOUSE_CHROMIUM_ARGS = '[]', GATEHOUSE_SHOTS = '.' } = process.env;

const wanted = 20_000;

describe('Gatehouse in the browser', { timeout: 150_000 }, () => {
  let browser: Browser;
  let page: Page;
  let workbench: Workbench;
  let shots = 0;
  const shoot = (name: string): Promise<Buffer> => page.screenshot({ path: join(GATEHOUSE_SHOTS, `${name}.png`) });

  before(async () => {
    browser = await chromium.launch({ executablePath: GATEHOUSE_CHROMIUM, args: JSON.parse(GATEHOUSE_CHROMIUM_ARGS) });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(wanted);
    workbench = new Workbench(page);
    await page.goto(GATEHOUSE_URL, { timeout: 60_000 });
    await workbench.ready();
  });
  afterEach(async () => {
    await shoot(`after-${++shots}`).catch(() => {});
  });
  after(async () => {
    await browser?.close();
  });

  it('lists findings of closed files in the Problems panel', async () => {
    await workbench.showProblems();
    const mismatch = workbench.problem('packets/board-status-mismatch');
    await mismatch.nth(1).waitFor();
    const lines = await mismatch.allInnerTexts();
    assert.equal(lines.length, 2, lines.join('\n'));
    for (const line of lines) assert.match(line, /WP-1-Storage[\s\S]*gatehouse/);
    await workbench.problem('TASK_BOARD.md').first().waitFor();
    await shoot('problems');
  });

  it('opens the page of a rule from the code of a finding', async () => {
    await workbench.problem('packets/board-status-mismatch').first().getByText('packets/board-status-mismatch').click();
    await workbench.webview().getByRole('heading', { name: 'packets/board-status-mismatch' }).first().waitFor();
    await shoot('rule-from-problem');
  });

  it('shows phases and packets, and opens the packet that is clicked', async () => {
    await workbench.openContainer('Gatehouse');
    await workbench.treeItem('Phase 1').waitFor();
    await workbench.treeItem('WP-1-Storage').waitFor();
    await workbench.treeItem('WP-1-Login').click();
    await workbench.activeTab('WP-1-Login.md').waitFor();
    await page.locator('.editor-instance .view-line', { hasText: 'Task Packet: WP-1-Login' }).first().waitFor();
    await shoot('phases');
  });

  it('explains the rule of the finding at the cursor first', async () => {
    await workbench
      .problem('packets/board-status-mismatch')
      .first()
      .locator('.marker-message-details, .marker-line')
      .first()
      .click();
    await page.locator('.tabs-container .tab.active').waitFor();
    await workbench.run('Gatehouse: Explain Rule');
    await workbench.row('packets/board-status-mismatch').waitFor();
    await shoot('explain-rule-pick');
    const first = page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row .label-name').first();
    assert.equal((await first.textContent())?.trim(), 'packets/board-status-mismatch');
    await workbench.pick('packets/board-status-mismatch');
    await workbench.webview().getByRole('heading', { name: 'packets/board-status-mismatch' }).first().waitFor();
    await shoot('explain-rule');
  });

  it('checks the workspace and says what it counted', async () => {
    await workbench.run('Gatehouse: Check Workspace');
    await workbench.notification(/Gatehouse: \d+ error/).waitFor();
    await shoot('check-workspace');
  });
});
