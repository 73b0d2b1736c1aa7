/**
 * The signature pause as a person goes through it: asked for, looked at, shut by what stands against it, mended, signed by the keyboard alone.
 * The tests build on each other's order.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { seriousIn } from './axe';
import { openBrowser, type Workbench } from './workbench';

const { GATEHOUSE_SIGN_URL = '', GATEHOUSE_SIGN_FOLDER = '.' } = process.env;

const packet = join(GATEHOUSE_SIGN_FOLDER, 'docs/task_packets/WP-1-Password-Reset.md');
const audit = join(GATEHOUSE_SIGN_FOLDER, 'docs/SIGNATURE_AUDIT.md');
const read = (path: string): string => readFileSync(path, 'utf8');
const mend = (from: string, to: string): void => writeFileSync(packet, read(packet).replace(from, to));

describe('the signature pause', { timeout: 150_000 }, () => {
  let browser: Browser;
  let page: Page;
  let workbench: Workbench;
  let panel: FrameLocator;
  let shots = 0;
  const button = (name: string | RegExp): Locator => panel.getByRole('button', { name });
  const shut = async (): Promise<boolean> => (await button(/^Sign WP/).getAttribute('aria-disabled')) === 'true';

  before(async () => {
    execFileSync('git', ['init', '-q'], { cwd: GATEHOUSE_SIGN_FOLDER });
    execFileSync('git', ['config', 'user.email', 'mara@example.org'], { cwd: GATEHOUSE_SIGN_FOLDER });
    ({ browser, page, workbench } = await openBrowser(GATEHOUSE_SIGN_URL));
    await workbench.ready();
    // The palette has our commands once the extension is there.
    await page.locator('.part.statusbar', { hasText: 'Phase 1' }).waitFor({ timeout: 60_000 });
    panel = workbench.webview();
  });
  afterEach(async () => {
    await workbench.shoot(`signing-${++shots}`);
  });
  after(async () => {
    await browser?.close();
  });

  it('shows what would be agreed to, and what stands against it', async () => {
    await workbench.run('Gatehouse: Sign…');
    await workbench.row('WP-1-Password-Reset').click();
    await panel.getByRole('heading', { name: 'Sign WP-1-Password-Reset' }).waitFor();
    await panel.getByText('Asked for: the mail queue is agreed').waitFor();
    await panel.getByText('Proved by npm test -- reset/used-once').waitFor();
    await panel.getByText('No test of the plan names it').waitFor();
    assert.equal(await panel.getByText('No test or evidence names').count(), 0, 'what a line says is not said again below');
    await panel.getByText('is in the scope of WP-1-Mail-Queue too').first().waitFor();
    assert.match((await panel.getByLabel('Text of 2.2').textContent()) ?? '', /The link MUST work once, and for an hour/);
    await panel.locator('.spec ins', { hasText: 'MUST' }).first().waitFor();
    await panel.locator('.spec del', { hasText: 'works' }).first().waitFor();
    await panel.getByRole('status').filter({ hasText: 'Signing stays shut: 1 thing stands against it.' }).waitFor();
    assert.ok(await shut());
  });

  it('has nothing serious for axe', async () => {
    assert.deepEqual(await seriousIn(panel), []);
  });

  it('stays shut for a click, and for whoever else would press it', async () => {
    const before = read(packet);
    await button(/^Sign WP/).click({ force: true });
    await button(/^Sign WP/).evaluate((b: { click(): void }) => b.click());
    const frame = page.frames().find((f) => f.name() === 'active-frame');
    await frame?.evaluate(`window.postMessage({ is: 'sign' }, '*')`);
    await frame?.evaluate(`window.postMessage({ is: 'sheet', sheet: { against: [] } }, 'https://example.org')`).catch(() => {});
    await panel.getByRole('heading', { name: 'Sign WP-1-Password-Reset' }).waitFor();
    assert.equal(read(packet), before);
  });

  it('is sent back with a question from the panel, and asked for again once that is answered', async () => {
    await button('Request Changes…').click();
    await panel.getByLabel('What is to be answered first? A line for each question.').fill('Does the link work twice?');
    await button('Send back with these questions').click();
    await panel.getByText('Nobody has answered: Does the link work twice?').waitFor();
    assert.match(read(packet), /- Changes requested: one question \(.*\)\n- Question: Does the link work twice\?\n/);
    mend('- Question: Does the link work twice?', '- Question: Does the link work twice?\n- Answer: no');
    await panel.getByText('Nobody has answered').waitFor({ state: 'detached' });
  });

  it('leaves a way back with Escape, without a word to anybody', async () => {
    const before = read(packet);
    await button('Reject…').press('Enter');
    await panel.getByLabel('Why is it not to be done?').fill('x');
    await page.keyboard.press('Escape');
    await panel.getByLabel('Why is it not to be done?').waitFor({ state: 'detached' });
    assert.equal(await panel.locator(':focus').textContent(), 'Reject…');
    assert.equal(read(packet), before);
  });

  it('takes back what was ticked when the packet changes underneath, and says so where one looks', async () => {
    await panel.getByText('It was never signed before').scrollIntoViewIfNeeded();
    await panel.getByLabel('It says what I mean.').check();
    mend('## ROLLBACK_HINT\nTBD', '## ROLLBACK_HINT\n`git revert` of the merge; links that are out stop working.');
    await panel.getByRole('alert').filter({ hasText: 'Something here has changed since you began to look.' }).waitFor();
    const alert = await panel.getByRole('alert').boundingBox();
    const tab = await page.locator('.tabs-container').first().boundingBox();
    assert.ok(
      alert && tab && alert.y >= tab.y + tab.height - 1 && alert.y < tab.y + tab.height + 100,
      JSON.stringify({ alert, tab }),
    );
    assert.equal(await panel.getByLabel('It says what I mean.').isChecked(), false);
    await panel.getByRole('status').filter({ hasText: 'acknowledge 2 warnings and confirm 5 points' }).waitFor();
  });

  it('is signed from the keyboard alone: warnings, confirmations, a note, the button', async () => {
    // Past the links of all that is agreed to, in three keys.
    await panel.getByRole('button', { name: 'Go to what stands against it' }).focus();
    await page.keyboard.press('Enter');
    assert.equal(await panel.locator(':focus').getAttribute('class'), 'decide');
    await page.keyboard.press('Tab');
    for (let boxes = await panel.getByRole('checkbox').count(), tabs = 0; boxes > 0 && tabs < 40; tabs++) {
      const isOpen = await panel.locator(':focus').evaluate((e) => {
        const box = e as unknown as { type?: string; checked?: boolean };
        return box.type === 'checkbox' && box.checked === false;
      });
      if (isOpen) {
        await page.keyboard.press('Space');
        boxes--;
      }
      if (boxes > 0) await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Tab');
    await page.keyboard.type('the form is tried out by the support desk');
    await page.keyboard.press('Tab');
    assert.match(((await panel.locator(':focus').textContent()) ?? '').replace(/\s+/g, ' ').trim(), /^Sign WP-1-Password-Reset$/);
    assert.equal(await shut(), false);
    // A script that presses it is nobody.
    await button(/^Sign WP/).evaluate((b: { click(): void }) => b.click());
    assert.equal(await panel.getByText('Signing…').count(), 0);
    await page.keyboard.press('Enter');
    await panel.getByText(/WP-1-Password-Reset is signed: mara\d{12}\. Sealed/).waitFor();
    await panel.getByRole('heading', { name: 'WP-1-Password-Reset' }).waitFor();
    await panel.getByRole('button', { name: 'docs/task_packets/WP-1-Password-Reset.md' }).waitFor();
  });

  it('writes signature, log, seal and row, and Gatehouse finds nothing against them', async () => {
    const text = read(packet);
    const signature = /USER_SIGNATURE: (mara\d{12})\n/.exec(text)?.[1] ?? '';
    assert.match(text, new RegExp(`- \\*\\*Signature\\*\\*: ${signature}\\n`));
    assert.match(text, /- Section: 2\.2 [0-9a-f]{64}\n/);
    assert.match(text, /- Note: confirmed interpretation, feasibility, scope, risk, cost\n/);
    assert.match(text, /- Note: acknowledged: src\/account\/mail\.ts is in the scope of WP-1-Mail-Queue too/);
    assert.match(text, /- Note: the form is tried out by the support desk\n/);
    assert.match(text, /- Seal: sha256:[0-9a-f]{64}\n/);
    assert.match(read(audit), new RegExp(`\\| ${signature} \\| mara \\| .* UTC \\| Task packet: WP-1-Password-Reset \\|`));
    await workbench.showProblems();
    await workbench.run('Gatehouse: Check Workspace');
    await page.getByText('No problems have been detected in the workspace.').waitFor();
    assert.equal(await workbench.problem(/packets\/signature-/).count(), 0);
  });

  it('what is locked cannot change unseen', async () => {
    mend('3. An unknown address gets the same answer as a known one', '3. An unknown address is told so');
    await workbench.problem('packets/signature-changed-after-signing').first().waitFor();
  });
});
