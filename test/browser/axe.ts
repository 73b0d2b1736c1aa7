/** What axe finds in a page of ours that hinders somebody. */
import axe from 'axe-core';
import type { FrameLocator } from 'playwright-core';

/** Serious and critical violations, each with its place. */
export async function seriousIn(view: FrameLocator): Promise<readonly string[]> {
  const frame = await (await view.locator('#page').elementHandle())?.ownerFrame();
  if (!frame) throw new Error('There is no page of ours.');
  // The page's policy allows no script but its own; the debugger's does not ask it.
  await frame.evaluate(axe.source);
  const { violations } = (await frame.evaluate('axe.run(document)')) as axe.AxeResults;
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary}`));
}
