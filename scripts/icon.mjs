/**
 * Draws media/gallery-icon.png, the extension's icon in galleries, from media/gallery-icon.svg: VS Code takes no SVG there.
 *
 *   node scripts/icon.mjs            draws it
 *   node scripts/icon.mjs --look     and out/icons.png: both icons as small as they are shown, on light and dark
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { ensureChromium } from './chromium.mjs';
import { at } from './root.mjs';
import { launchBrowser } from './vscode-web.mjs';

const svg = readFileSync(at('media/gallery-icon.svg'), 'utf8');
const bar = readFileSync(at('media/icon.svg'), 'utf8');
const page = (body) => `<!doctype html><style>body{margin:0}svg{display:block}</style>${body}`;
const sized = (text, px) => text.replace(/width="\d+" height="\d+"/, `width="${px}" height="${px}"`);

const browser = await launchBrowser(await ensureChromium());
try {
  const tab = await browser.newPage({ viewport: { width: 256, height: 256 } });
  await tab.setContent(page(sized(svg, 256)));
  await tab.screenshot({ path: at('media/gallery-icon.png'), omitBackground: true });
  if (process.argv.includes('--look')) {
    const row = (back, front) =>
      `<div style="display:flex;gap:16px;align-items:center;padding:16px;background:${back};color:${front}">
        ${[16, 32, 128].map((px) => sized(svg, px)).join('')}${[16, 24].map((px) => sized(bar, px)).join('')}</div>`;
    await tab.setViewportSize({ width: 340, height: 320 });
    await tab.setContent(page(row('#ffffff', '#3b3b3b') + row('#181818', '#cccccc')));
    mkdirSync(at('out'), { recursive: true });
    await tab.screenshot({ path: at('out/icons.png') });
  }
} finally {
  await browser.close();
}
