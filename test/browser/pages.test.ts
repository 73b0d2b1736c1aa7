/**
 * The dependency graph and the overview as a person meets them in VS Code: by mouse, from the keyboard alone, and by axe.
 * What is added to the folder is taken out again.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { seriousIn } from './axe';
import { openBrowser, type Workbench } from './workbench';

const { GATEHOUSE_URL = '', GATEHOUSE_FOLDER = '.' } = process.env;

const packets: Readonly<Record<string, { readonly status: string; readonly on?: string }>> = {
  'WP-2-Base': { status: 'Done' },
  'WP-2-Api': { status: 'In-Progress', on: 'WP-2-Base' },
  'WP-2-Page': { status: 'Backlog', on: 'WP-2-Api' },
  'WP-2-Theme': { status: 'Backlog', on: 'WP-2-Page' },
  'WP-2-Egg': { status: 'Backlog', on: 'WP-2-Hen' },
  'WP-2-Hen': { status: 'Backlog', on: 'WP-2-Egg' },
};
const fileOf = (id: string): string => join(GATEHOUSE_FOLDER, `docs/task_packets/${id}.md`);
const board = join(GATEHOUSE_FOLDER, 'docs/TASK_BOARD.md');
const git = (...args: readonly string[]): Buffer =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false', ...args], {
    cwd: GATEHOUSE_FOLDER,
  });

describe('Pages in the browser', { timeout: 240_000 }, () => {
  let browser: Browser;
  let page: Page;
  let workbench: Workbench;
  let view: FrameLocator;
  const shoot = (name: string): Promise<void> => workbench.shoot(name);
  const box = (name: string) => view.locator(`.box[data-name="${name}"]`);
  const shownBoxes = (): Promise<string[]> => view.locator('.box .name').allInnerTexts();
  const focused = (): Promise<string | null> => view.locator('.box:focus').getAttribute('data-name');
  const boardBefore = readFileSync(board, 'utf8');

  before(async () => {
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'Begin');
    for (const [id, { status, on }] of Object.entries(packets))
      writeFileSync(
        fileOf(id),
        `# Task Packet: ${id}\n\n- TASK_ID: ${id}\n- STATUS: ${status}\n- USER_SIGNATURE: <pending>\n- Blocked on: ${on ?? 'None'}\n`,
      );
    writeFileSync(board, `${boardBefore}\n## In Progress\n- [WP-2-Api] Started 2020-01-01\n`);
    git('add', '-A');
    git('commit', '-q', '-m', 'More');
    ({ browser, page, workbench } = await openBrowser(GATEHOUSE_URL, ['clipboard-read', 'clipboard-write']));
    view = workbench.webview();
    await workbench.ready();
    // The server has read the folder: its commands are there, too.
    await page.locator('.part.statusbar', { hasText: /Phase 1 · \d+ of \d+ done/ }).waitFor();
  });
  after(async () => {
    await workbench?.shoot('pages-last');
    await browser?.close();
    for (const id of Object.keys(packets)) rmSync(fileOf(id), { force: true });
    writeFileSync(board, boardBefore);
    rmSync(join(GATEHOUSE_FOLDER, '.git'), { recursive: true, force: true });
  });

  it('draws the graph: what comes first at the left, the critical path and the cycle in words', async () => {
    await workbench.run('Gatehouse: Show Dependency Graph');
    await box('WP-2-Theme').waitFor();
    const at = async (name: string) => (await box(name).boundingBox()) ?? assert.fail(name);
    assert.ok((await at('WP-2-Base')).x < (await at('WP-2-Api')).x && (await at('WP-2-Api')).x < (await at('WP-2-Page')).x);
    await view.getByText('Critical path of 3: WP-2-Api').waitFor();
    await view.getByText('wait for each other: none of them can begin.').waitFor();
    assert.match((await box('WP-2-Page').allInnerTexts())[0] ?? '', /WP-2-Page\s+Backlog\s+critical path/);
    assert.match(
      (await box('WP-2-Page').getAttribute('aria-label')) ?? '',
      /^WP-2-Page Backlog critical path. waits for WP-2-Api, In-Progress. 1 waits for it$/,
    );
    await shoot('graph');
  });

  it('is gone through from the keyboard alone', async () => {
    await box('WP-2-Base').focus();
    for (const [key, name] of [
      ['ArrowRight', 'WP-2-Api'],
      ['ArrowRight', 'WP-2-Page'],
      ['ArrowLeft', 'WP-2-Api'],
    ] as const) {
      await page.keyboard.press(key);
      assert.equal(await focused(), name);
    }
    // One of them is in the order of Tab, and it is the one that had the focus last.
    assert.equal(await view.locator('.box[tabindex="0"]').count(), 1);
    assert.equal(await view.locator('.box[tabindex="0"]').getAttribute('data-name'), 'WP-2-Api');
    await page.keyboard.press('+');
    await view.getByText('120 %').waitFor();
    await page.keyboard.press('-');
    await page.keyboard.press('-');
    await view.getByText('83 %').waitFor();
    await page.keyboard.press('0');
    await view.getByText('100 %').waitFor();
    assert.equal(await focused(), 'WP-2-Api');
    await page.keyboard.press('Enter');
    await workbench.activeTab('WP-2-Api.md').waitFor();
    await workbench.run('View: Close Editor');
  });

  it('shows one packet’s neighbourhood, without what is done, and all of it again', async () => {
    await box('WP-2-Page').focus();
    await page.keyboard.press('f');
    await view.getByText('around WP-2-Page').waitFor();
    assert.deepEqual((await shownBoxes()).sort(), ['WP-2-Api', 'WP-2-Base', 'WP-2-Page', 'WP-2-Theme']);
    assert.equal(await focused(), 'WP-2-Page');
    await view.locator('#done').selectOption('hidden');
    await box('WP-2-Base').waitFor({ state: 'detached' });
    await shoot('graph-around');
    await box('WP-2-Page').focus();
    await page.keyboard.press('Escape');
    await box('WP-2-Hen').waitFor();
    await view.locator('#done').selectOption('touched');
    await box('WP-2-Base').waitFor();
  });

  it('is copied as Mermaid text, and read as a list', async () => {
    await view.getByRole('button', { name: 'Copy as Mermaid' }).click();
    await view.getByText('Copied as Mermaid text.').waitFor();
    const text = (await page.evaluate('navigator.clipboard.readText()')) as string;
    assert.match(text, /^flowchart LR\n/);
    assert.match(text, /\["WP-2-Page<br>Backlog<br>critical path"\]/);
    await view.getByText('As a list').click();
    await view.locator('.list li', { hasText: 'WP-2-Page' }).getByText('waits for WP-2-Api (In-Progress)').waitFor();
    assert.deepEqual(await seriousIn(view), []);
    await view.getByText('As a list').click();
  });

  it('follows the files', async () => {
    const text = readFileSync(fileOf('WP-2-Theme'), 'utf8');
    writeFileSync(fileOf('WP-2-Theme'), text.replace('Backlog', 'Superseded'));
    await view.getByText('Critical path of 2: WP-2-Api').waitFor();
    writeFileSync(fileOf('WP-2-Theme'), text);
    await view.getByText('Critical path of 3: WP-2-Api').waitFor();
  });

  it('shows the overview: phases, what waits, what is late, blockers, findings', async () => {
    await workbench.run('Gatehouse: Show Overview');
    await view.getByRole('heading', { name: 'Phase 2' }).waitFor();
    await view.getByText('1 of 6 done').waitFor();
    await view.getByRole('progressbar', { name: 'Phase 2: 1 of 6 done' }).waitFor();
    await view.locator('section', { hasText: 'Over or near its time' }).last().getByText('WP-2-Api').first().waitFor();
    await view.getByText('holds up WP-2-Page').waitFor();
    assert.deepEqual(await seriousIn(view), []);
    await shoot('overview');
  });

  it('counts findings over time, as a chart and as a table', async () => {
    await view.getByRole('button', { name: 'Count them' }).click();
    await view.locator('svg.chart').waitFor();
    await view.getByText('As a table').click();
    assert.equal(await view.locator('tbody tr').count(), 3);
    const errors = (await view.locator('tbody td.number:nth-child(3)').allInnerTexts()).map(Number);
    assert.ok((errors[1] ?? 0) > (errors[2] ?? 0), errors.join());
    await shoot('overview-over-time');
    assert.deepEqual(await seriousIn(view), []);
  });

  it('opens the panel in which a person signs, and signs nothing', async () => {
    await view.getByRole('button', { name: 'Sign… WP-2-Page' }).click();
    await view.getByRole('heading', { name: 'Sign WP-2-Page' }).waitFor();
    assert.match(readFileSync(fileOf('WP-2-Page'), 'utf8'), /USER_SIGNATURE: <pending>/);
    assert.ok(!existsSync(join(GATEHOUSE_FOLDER, 'docs/task_packets/WP-2-Page.md.sig')));
    await workbench.run('View: Close Editor');
  });

  it('has nothing serious in the other theme, nor narrow', async () => {
    await workbench.run('Preferences: Toggle between Light/Dark Themes');
    for (const title of ['Gatehouse: Show Overview', 'Gatehouse: Show Dependency Graph']) {
      await workbench.run(title);
      await view.getByRole('heading', { name: title.replace('Gatehouse: Show ', ''), exact: true }).waitFor();
      assert.deepEqual(await seriousIn(view), []);
      // Pages that are hidden stay: the one behind this is looked at next.
      if (title.endsWith('Overview')) await workbench.run('View: Close Editor');
    }
    await workbench.run('View: Close Primary Side Bar').catch(() => {});
    await page.setViewportSize({ width: 400, height: 800 });
    assert.deepEqual(await seriousIn(view), []);
    await shoot('graph-narrow');
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});
