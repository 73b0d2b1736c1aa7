/** Remakes media/readme.png: the example repository in a real VS Code, as `npm start` shows it. */
import { build } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { at } from './root.mjs';
import { ensureVscodeServer } from './vscode-server-install.mjs';
import { copyWorkspace, launchBrowser, quiet, startServer, steady, workbenchUrl } from './vscode-web.mjs';

const [chromium, installation] = await Promise.all([ensureChromium(), ensureVscodeServer(), build()]);
const workspace = copyWorkspace(at('examples/packets'));
const server = await startServer(installation, {
  extension: true,
  token: true,
  settings: { ...quiet, ...steady, 'editor.minimap.enabled': false, 'breadcrumbs.enabled': false, 'window.commandCenter': false },
});
const browser = await launchBrowser(chromium);
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 720 } });
  const rows = page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  const quickly = async (key, text) => {
    await page.keyboard.press(key);
    await page.locator('.quick-input-widget:visible .quick-input-box input').fill(text);
    await rows
      .filter({ hasText: text.replace(/^>/, '') })
      .first()
      .click();
  };
  await page.goto(workbenchUrl(server, workspace.dir).href, { timeout: 60_000 });
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  await quickly('F1', '>Problems: Focus on Problems View');
  await page.locator('.markers-panel .monaco-list-row', { hasText: 'packets/board-status-mismatch' }).first().waitFor();
  await page
    .locator('.activitybar .action-item [aria-label^="Gatehouse"], .activitybar .action-item[aria-label^="Gatehouse"]')
    .first()
    .click();
  await page.locator('.part.sidebar [role="treeitem"]', { hasText: 'WP-1-Session-Store' }).first().click();
  const cited = page.locator('.editor-instance .view-line', { hasText: 'SPEC_ANCHOR' }).first();
  await cited.waitFor();
  await page.locator('.editor-instance .squiggly-error').first().waitFor();
  await cited.getByText('A2.4').hover();
  await page.locator('.monaco-hover:visible', { hasText: 'Quick Fix...' }).first().waitFor();
  await page.screenshot({ path: at('media/readme.png') });
  console.log('media/readme.png is remade: look at it before you commit it.');
} finally {
  await browser.close();
  await server.stop();
  workspace.remove();
}
