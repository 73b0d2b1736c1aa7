/**
 * Gatehouse as a person meets it: VS Code in a real browser, with the extension installed as `npm start` installs it.
 * scripts/run-browser.mjs gives the address, the browser and the folder for screenshots. The tests build on each other's order.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, type Workbench } from './workbench';

const { GATEHOUSE_URL = '', GATEHOUSE_FOLDER = '.' } = process.env;

const _wanted = 20_000;

describe('Gatehouse in the browser', { timeout: 150_000 }, () => {
  let browser: Browser;
  let page: Page;
  let workbench: Workbench;
  let shots = 0;
  const shoot = (name: string): Promise<void> => workbench.shoot(name);

  before(async () => {
    ({ browser, page, workbench } = await openBrowser(GATEHOUSE_URL));
    await workbench.ready();
  });
  afterEach(async () => {
    await shoot(`after-${++shots}`);
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

  it('has states to drag a packet onto, and says why one may not go there', async () => {
    const packets = page.locator('.part.sidebar .pane', { has: page.locator('.pane-header', { hasText: 'Packets' }) });
    const row = (text: string) => packets.getByRole('treeitem').filter({ hasText: text }).first();
    await row('Done').waitFor();
    await workbench.drag(row('WP-1-Login'), row('Done'), workbench.notification('no move leads'));
    await shoot('drag-refused');
    assert.match(readFileSync(join(GATEHOUSE_FOLDER, 'docs/task_packets/WP-1-Login.md'), 'utf8'), /STATUS: In-Progress/);
    await workbench.run('Notifications: Clear All Notifications');
  });

  it('explains the rule of the finding at the cursor first', async () => {
    await workbench.openFile('WP-1-Storage.md');
    await workbench.goTo('WP-1-Storage.md', 5, 12);
    await workbench.run('Gatehouse: Explain Rule');
    await workbench.row('packets/board-status-mismatch').waitFor();
    await shoot('explain-rule-pick');
    const first = page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row .label-name').first();
    assert.equal((await first.textContent())?.trim(), 'packets/board-status-mismatch');
    await workbench.pick('packets/board-status-mismatch');
    await workbench.webview().getByRole('heading', { name: 'packets/board-status-mismatch' }).first().waitFor();
    await shoot('explain-rule');
  });

  it('leads from a code lens to the findings', async () => {
    await workbench.openFile('WP-1-Login.md');
    await workbench.run('View: Toggle Panel Visibility');
    await page.locator('.markers-panel').waitFor({ state: 'hidden' });
    await workbench.lens(/\d+ warning/).click();
    await page.locator('.markers-panel').waitFor();
    await shoot('lens');
  });

  it('completes an anchor while it is typed, by a word of its title', async () => {
    await workbench.openFile('WP-1-Storage.md');
    await workbench.goTo('WP-1-Storage.md', 10, 23);
    // The space asks for suggestions: what the line cites already is none. Each has its title beside it, whose word finds it.
    const suggestions = page.locator('.suggest-widget.visible .monaco-list-row');
    await page.keyboard.type(', ');
    await suggestions.filter({ hasText: /A3\.2\.1[\s\S]*Authentication/ }).waitFor();
    assert.equal(await suggestions.filter({ hasText: 'A2.3.12' }).count(), 0);
    await page.keyboard.type('auth');
    await suggestions.filter({ hasText: 'A3.2.1' }).waitFor();
    await shoot('completion');
    await page.keyboard.press('Enter');
    await workbench.line(/SPEC_ANCHOR.*A2\.3\.12.*,\s+A3\.2\.1/).waitFor();
    await workbench.run('File: Revert File');
    await workbench.line(/SPEC_ANCHOR.*,\s+A3\.2\.1/).waitFor({ state: 'detached' });
  });

  it('asks for the id of a new packet, and says in the box what is wrong with one', async () => {
    await workbench.run('Gatehouse: New Packet…');
    const box = page.locator('.quick-input-widget:visible');
    await box.getByText('Its id, such as WP-1-Login').waitFor();
    const input = box.locator('.quick-input-box input');
    assert.equal(await input.inputValue(), 'WP-1-');
    await input.fill('WP-1-Login');
    await input.press('Enter');
    await box.getByText('There is a packet WP-1-Login already').waitFor();
    await input.fill('WP-1-Something-New');
    await input.press('Enter');
    await box.getByText('One or two sentences: what it is about').waitFor();
    await page.keyboard.press('Escape');
  });

  it('renames a packet with its file and all that names it', async () => {
    writeFileSync(
      join(GATEHOUSE_FOLDER, 'docs/task_packets/WP-1-Logout.md'),
      '# Task Packet: WP-1-Logout\n\n- TASK_ID: WP-1-Logout\n- STATUS: In-Progress\n- Blocked on: WP-1-Storage\n',
    );
    await workbench.treeItem('WP-1-Logout').click();
    await workbench.goTo('WP-1-Logout.md', 3, 15);
    await page.keyboard.press('F2');
    const box = page.locator('.rename-box input');
    await box.waitFor();
    assert.equal(await box.inputValue(), 'WP-1-Logout');
    await box.fill('WP-1-Sign-Out');
    await shoot('rename');
    await box.press('Enter');
    await workbench.activeTab('WP-1-Sign-Out.md').waitFor();
    await workbench.line('Task Packet: WP-1-Sign-Out').waitFor();
    await workbench.line('TASK_ID: WP-1-Sign-Out').waitFor();
    await shoot('renamed');
  });

  it('leads from a code lens to the packets that one waits for', async () => {
    await workbench.lens('waits for WP-1-Storage').click();
    await page.locator('.peekview-widget .call-hierarchy .monaco-list-row', { hasText: 'WP-1-Storage' }).first().waitFor();
    await shoot('blockers');
    await page.keyboard.press('Escape');
  });

  it('checks the workspace and says what it counted', async () => {
    await workbench.run('Gatehouse: Check Workspace');
    await workbench.notification(/Gatehouse: \d+ error/).waitFor();
    await shoot('check-workspace');
  });
});
