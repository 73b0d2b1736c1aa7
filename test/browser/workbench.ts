/** The workbench of VS Code as a person sees it in a browser: what can be looked at and done. Never sleeps: waits for what it needs. */
import { join } from 'node:path';
import { type Browser, chromium, type FrameLocator, type Locator, type Page } from 'playwright-core';

const { GATEHOUSE_CHROMIUM = '', GATEHOUSE_CHROMIUM_ARGS = '[]', GATEHOUSE_SHOTS = '.' } = process.env;

/** A browser with a folder open in VS Code. Who opens it closes it. */
export interface Opened {
  readonly browser: Browser;
  readonly page: Page;
  readonly workbench: Workbench;
}

/** @param url of the workbench. @param permissions that the page has, such as to read the clipboard */
export async function openBrowser(url: string, permissions: readonly string[] = []): Promise<Opened> {
  const browser = await chromium.launch({ executablePath: GATEHOUSE_CHROMIUM, args: JSON.parse(GATEHOUSE_CHROMIUM_ARGS) });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, permissions: [...permissions] });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(url, { timeout: 60_000 });
  return { browser, page, workbench: new Workbench(page) };
}

export class Workbench {
  constructor(readonly page: Page) {}

  /** A picture among those that the run leaves, for who looks into a failure. */
  async shoot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(GATEHOUSE_SHOTS, `${name}.png`) }).catch(() => {});
  }

  /** The status bar is drawn and the explorer shows files: the server answers. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  }

  /** Runs a command by its title in the palette. A palette that was open before an extension was there does not have its commands: then again. */
  async run(title: string): Promise<void> {
    for (let tries = 5; ; tries--) {
      await this.type(`>${title}`, 'F1');
      try {
        await this.row(title).waitFor({ timeout: 4000 });
        break;
      } catch (error) {
        if (tries === 0) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
    await this.row(title).click();
  }

  /** Picks a line of the open quick pick. */
  async pick(label: string): Promise<void> {
    await this.row(label).click();
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  row(label: string): Locator {
    const rows = this.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
    return rows.filter({ has: this.page.locator('.label-name', { hasText: label }) }).first();
  }

  async openFile(name: string): Promise<void> {
    await this.type(name, 'Control+P');
    await this.row(name).click();
    await this.activeTab(name).waitFor();
    await this.page.locator('.editor-instance .monaco-editor .view-line').first().waitFor();
  }

  /** Puts the cursor of an open file somewhere. */
  async goTo(name: string, line: number, column: number): Promise<void> {
    await this.activeTab(name).waitFor();
    await this.run('Go to Line/Column...');
    const input = this.page.locator('.quick-input-widget:visible .quick-input-box input');
    await input.fill(`:${line}:${column}`);
    await input.press('Enter');
    await this.page.locator('.part.statusbar', { hasText: `Ln ${line}, Col ${column}` }).waitFor();
  }

  /** A line of the open editor that holds a text. */
  line(text: string | RegExp): Locator {
    return this.page.locator('.editor-instance .view-line', { hasText: text }).first();
  }

  lens(text: string | RegExp): Locator {
    return this.page.locator('.editor-instance .codelens-decoration a').filter({ hasText: text }).first();
  }

  activeTab(name: string): Locator {
    return this.page.locator(`.tabs-container .tab.active[data-resource-name="${name}"]`);
  }

  async showProblems(): Promise<void> {
    await this.run('Problems: Focus on Problems View');
    await this.page.locator('.markers-panel').waitFor();
  }

  /** The lines of the Problems panel that hold a text. Only those on the screen are there. */
  problem(text: string | RegExp): Locator {
    return this.page.locator('.markers-panel .monaco-list-row').filter({ hasText: text });
  }

  /** Opens a container of the activity bar by its title. */
  async openContainer(title: string): Promise<void> {
    await this.page
      .locator(`.activitybar .action-item [aria-label^="${title}"], .activitybar .action-item[aria-label^="${title}"]`)
      .first()
      .click();
    await this.page.locator('.part.sidebar .composite.title', { hasText: new RegExp(title, 'i') }).waitFor();
  }

  /** A line of a tree in the side bar. */
  treeItem(text: string): Locator {
    return this.page.locator('.part.sidebar [role="treeitem"]').filter({ hasText: text }).first();
  }

  /** Drags one thing onto another until that shows. A tree that is drawn anew meanwhile lets go of what is dragged: then again. */
  async drag(from: Locator, to: Locator, until: Locator): Promise<void> {
    for (let tries = 4; ; tries--) {
      await from.hover();
      await this.page.mouse.down();
      await to.hover();
      // The first move only begins it.
      await to.hover({ position: { x: 12, y: 8 } });
      await this.page.mouse.up();
      try {
        return await until.waitFor({ timeout: 5000 });
      } catch (error) {
        if (tries === 0) throw error;
      }
    }
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });
  }

  /** The document inside the visible webview: a Markdown preview, say. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  }

  /** Opens the quick input with a text in it. What starts up meanwhile may take the focus: then again. */
  private async type(text: string, key: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget:visible .quick-input-box input');
    for (let tries = 5; ; tries--) {
      await this.page.keyboard.press(key);
      try {
        await input.waitFor({ timeout: 3000 });
        await input.fill(text, { timeout: 2000 });
        if ((await input.inputValue()) === text) return;
      } catch (error) {
        if (tries === 0) throw error;
      }
    }
  }
}
