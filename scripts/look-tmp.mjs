import { ensureChromium } from './chromium.mjs';
import { ensureVscodeServer } from './vscode-server-install.mjs';
import { copyWorkspace, launchBrowser, quiet, startServer, steady, workbenchUrl } from './vscode-web.mjs';
const [folder, themeArg, width, file, mode='sheet'] = process.argv.slice(2);
const [chromium, installation] = await Promise.all([ensureChromium(), ensureVscodeServer()]);
const workspace = copyWorkspace(folder);
const server = await startServer(installation, { extension: true, token: true, settings: { ...quiet, ...steady, 'workbench.colorTheme': themeArg, 'window.commandCenter': false } });
const browser = await launchBrowser(chromium);
try {
  const page = await browser.newPage({ viewport: { width: Number(width), height: Number(process.env.H ?? 1300) } });
  page.setDefaultTimeout(20000);
  page.on('console', (m) => { if (m.type()==='error' && /webview|Content Security|sign\.js/.test(m.text())) console.log('console:', m.text()); });
  await page.goto(workbenchUrl(server, workspace.dir).href, { timeout: 60000 });
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60000 });
  const rows = page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  const cmd = async (t) => { await page.keyboard.press('F1'); await page.locator('.quick-input-widget:visible .quick-input-box input').fill('>' + t); await rows.filter({ hasText: t }).first().click(); };
  await page.waitForTimeout(1500);
  await cmd('View: Close Primary Side Bar').catch(()=>{});
  await cmd('Gatehouse: Sign…');
  await rows.filter({ hasText: 'WP-1-Password-Reset' }).first().click();
  const f = page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  await f.locator('h1').waitFor();
  if (mode === 'bottom') await f.locator('.decide').evaluate((e) => e.scrollIntoView());
  await page.waitForTimeout(400);
  await page.screenshot({ path: file });
} catch (e) { console.error(e); process.exitCode = 1; } finally { await browser.close(); await server.stop(); workspace.remove(); }
