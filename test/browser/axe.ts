/** What axe finds in the document of a webview that hinders somebody. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Serious and critical violations, a line each. @param marker a selector of something in the document that is meant */
export async function seriousIn(page: Page, marker: string): Promise<readonly string[]> {
  for (const frame of page.frames()) {
    if (
      (await frame
        .locator(marker)
        .count()
        .catch(() => 0)) === 0
    )
      continue;
    // The page's policy allows no script of ours but its own; the debugger's does not ask it.
    await frame.evaluate(readFileSync(process.env.GATEHOUSE_AXE ?? '', 'utf8'));
    const found = await frame.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
      return (await axe.run()).violations;
    });
    return found
      .filter((v) => v.impact === 'serious' || v.impact === 'critical')
      .map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`);
  }
  throw new Error(`${marker} is in none of ${page.frames().length} frames`);
}
