/** The dependency graph and the overview, in a real VS Code. The tests build on each other's order. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core';
import { seriousIn } from './axe';
import { Workbench } from './workbench';

const {
  GATEHOUSE_EXAMPLE_URL = '',
  GATEHOUSE_CHROMIUM = '',
  GATEHOUSE_CHROMIUM_ARGS = '[]',
  GATEHOUSE_SHOTS = '.',
} = process.env;

describe('pages', { timeout: 120_000 }, () => {
  let browser: Browser;
  let page: Page;
  let workbench: Workbench;
  let shown: FrameLocator;
  let shots = 0;

  before(async () => {
    browser = await chromium.launch({ executablePath: GATEHOUSE_CHROMIUM, args: JSON.parse(GATEHOUSE_CHROMIUM_ARGS) });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(20_000);
    workbench = new Workbench(page);
    await page.goto(GATEHOUSE_EXAMPLE_URL, { timeout: 60_000 });
    await workbench.ready();
    await page.locator('.part.statusbar', { hasText: 'Phase 1' }).waitFor({ timeout: 60_000 });
    shown = workbench.webview();
  });
  afterEach(async () => {
    await page.screenshot({ path: join(GATEHOUSE_SHOTS, `pages-${++shots}.png`) }).catch(() => {});
  });
  after(async () => {
    await browser?.close();
  });

  it('the graph shows who waits for whom, in lines, in words and as a list', async () => {
    await workbench.run('Gatehouse: Show Dependency Graph');
    await shown.getByRole('button', { name: /^WP-1-Logout Backlog.*waits for WP-1-Session-Store/ }).waitFor();
    await shown.getByRole('status').filter({ hasText: 'The longest chain: WP-1-Session-Store → WP-1-Logout.' }).waitFor();
    assert.equal(await shown.locator('svg path.edge.critical').count(), 1);
    await shown.getByText('The same as a list').click();
    await shown
      .getByRole('listitem')
      .filter({ hasText: 'WP-1-Logout' })
      .filter({ hasText: 'waits for WP-1-Session-Store' })
      .waitFor();
  });

  it('the graph has nothing serious for axe', async () => {
    assert.deepEqual(await seriousIn(page, 'svg .node'), []);
  });

  it('the arrow keys go along the lines, + and - zoom, Enter opens', async () => {
    await shown.locator('[data-name="WP-1-Session-Store"]').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await shown.locator(':focus').getAttribute('data-name'), 'WP-1-Logout');
    await page.keyboard.press('+');
    await shown.getByRole('button', { name: 'Zoom to 100 percent' }).filter({ hasText: '125 %' }).waitFor();
    await page.keyboard.press('0');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await workbench.activeTab('WP-1-Session-Store.md').waitFor();
    await workbench.run('View: Close All Editors');
  });

  it('the overview says where the work stands, and counts findings over time when it is asked to', async () => {
    await workbench.run('Gatehouse: Show Overview');
    await shown.getByRole('heading', { name: 'Overview' }).waitFor();
    await shown.getByText('1 of 5 done').waitFor();
    await shown.getByRole('button', { name: 'packets/board-status-mismatch' }).waitFor();
    await shown.getByRole('button', { name: 'Count' }).click();
    await shown
      .getByRole('columnheader', { name: 'Commit' })
      .or(shown.getByText(/git|history/).first())
      .first()
      .waitFor();
  });

  it('the overview has nothing serious for axe', async () => {
    assert.deepEqual(await seriousIn(page, 'main table'), []);
  });
});
