/**
 * `npm run screenshots` remakes the pictures of the README and of the walkthrough: the example repository in a real VS Code, as
 * `npm start` shows it, light and dark.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { build } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { at } from './root.mjs';
import { ensureVscodeServer } from './vscode-server-install.mjs';
import { copyWorkspace, launchBrowser, quiet, startServer, steady, workbenchUrl } from './vscode-web.mjs';

const [chromium, installation] = await Promise.all([ensureChromium(), ensureVscodeServer(), build()]);
const themes = { light: 'Default Light Modern', dark: 'Default Dark Modern' };

mkdirSync(at('media/walkthrough'), { recursive: true });
for (const [name, theme] of Object.entries(themes)) {
  await inVscode('examples/packets', { name, theme, height: 720 }, async (page) => {
    await compose(page);
    await page.screenshot({ path: at(`media/readme-${name}.png`) });
    await walkthrough(page, (step) => at(`media/walkthrough/${step}-${name}.png`));
  });
  await inVscode('test/fixtures/signing', { name, theme, height: 900 }, async (page) => {
    await signing(page);
    await page.screenshot({ path: at(`media/signing-${name}.png`) });
  });
}
console.log('The pictures in media/ are remade: look at them before you commit them.');

async function inVscode(folder, { name, theme, height }, use) {
  const workspace = copyWorkspace(at(folder));
  for (const args of [
    ['init', '-q'],
    ['config', 'user.email', 'mara@example.org'],
  ])
    execFileSync('git', args, { cwd: workspace.dir });
  const server = await startServer(installation, {
    extension: true,
    token: true,
    settings: {
      ...quiet,
      ...steady,
      'workbench.colorTheme': theme,
      'editor.minimap.enabled': false,
      'breadcrumbs.enabled': false,
      'window.commandCenter': false,
    },
  });
  const browser = await launchBrowser(chromium);
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height }, colorScheme: name });
    await page.goto(workbenchUrl(server, workspace.dir).href, { timeout: 60_000 });
    await use(page).catch(async (error) => {
      // What it looked like instead says more than what was waited for.
      await page.screenshot({ path: at('out/screenshots-failed.png') }).catch(() => {});
      throw error;
    });
  } finally {
    await browser.close();
    await server.stop();
    workspace.remove();
  }
}

/** Runs a command by its title in the palette. */
async function command(page, title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget:visible .quick-input-box input').fill(`>${title}`);
  await page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row').filter({ hasText: title }).first().click();
}

/** The signature panel of a packet that one thing stands against. */
async function signing(page) {
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  await command(page, 'View: Close Primary Side Bar');
  await command(page, 'Gatehouse: Sign…');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'WP-1-Password-Reset' }).first().click();
  const panel = page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  await panel.getByText('Signing stays shut').waitFor();
  await page.mouse.move(600, 20);
}

/** The Problems panel, the phases, and a packet with the hover of a dead anchor. */
async function compose(page) {
  const rows = page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget:visible .quick-input-box input').fill('>Problems: Focus on Problems View');
  await rows.filter({ hasText: 'Problems: Focus on Problems View' }).first().click();
  await page.locator('.markers-panel .monaco-list-row', { hasText: 'packets/board-status-mismatch' }).first().waitFor();
  await page
    .locator('.activitybar .action-item [aria-label^="Gatehouse"], .activitybar .action-item[aria-label^="Gatehouse"]')
    .first()
    .click();
  await item(page, 'WP-1-Session-Store').click();
  const cited = page.locator('.editor-instance .view-line', { hasText: 'SPEC_ANCHOR' }).first();
  await cited.waitFor();
  await page.locator('.editor-instance .squiggly-error').first().waitFor();
  const hover = page.locator('.monaco-hover:visible', { hasText: 'Quick Fix...' }).first();
  // The word is one of its own once the line has its colours; colours that come later take the hover away again.
  for (let tries = 5; ; tries--) {
    // Not by `hover`: that may scroll the editor, and the word then lies below what stays at its top.
    const box = await cited
      .getByText(/^A?2\.4$/)
      .last()
      .boundingBox();
    if (box) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    try {
      return await hover.waitFor({ timeout: 4000 });
    } catch (error) {
      if (tries === 0) throw error;
      await page.mouse.move(900, 400);
    }
  }
}

function item(page, text) {
  return page.locator('.part.sidebar [role="treeitem"]', { hasText: text }).first();
}

/** A picture for each step, from what {@link compose} has left on the screen. */
async function walkthrough(page, file) {
  const sidebar = page.locator('.part.sidebar');
  await page.mouse.move(900, 20);
  await page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
  await page.screenshot({ path: file('findings'), clip: { x: 352, y: 30, width: 840, height: 660 } });
  await command(page, 'View: Hide Panel');
  await item(page, 'Waiting for me').waitFor();
  await sidebar.screenshot({ path: file('sidebar') });
  await item(page, 'phase-gate').click();
  const toasts = page.locator('.notifications-toasts .notification-list-item');
  await toasts.getByText('Run Gate', { exact: true }).first().click();
  await toasts.filter({ hasText: 'phase-gate 1:' }).first().waitFor({ timeout: 30_000 });
  // VS Code lets progress stand a moment longer than it is made.
  await toasts.filter({ hasText: 'phase-gate 1…' }).first().waitFor({ state: 'hidden' });
  // From a page of Markdown no key reaches the workbench.
  await sidebar.locator('.composite.title').click();
  await command(page, 'Notifications: Clear All Notifications');
  await page.locator('.part.editor').screenshot({ path: file('gate') });
  await command(page, 'Gatehouse: Focus on Signatures View');
  await item(page, 'Signed').click();
  await item(page, 'typed').waitFor();
  await sidebar.screenshot({ path: file('sign') });
  await command(page, 'View: Show Explorer');
  await item(page, 'docs').click();
  await item(page, 'task_packets').click();
  await item(page, 'WP-1-Session-Store').waitFor();
  // Marks come a moment after the names.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.explorer-folders-view .monaco-icon-label')].some((l) =>
      getComputedStyle(l, '::after').content.includes('S'),
    ),
  );
  await sidebar.screenshot({ path: file('begin') });
}
