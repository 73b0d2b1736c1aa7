/** Tries canaries in this process, on folders on disk. */
import { z } from 'zod';
import { nodeFiles } from '#host/node-files';
import { nodePace } from '#host/node-pace';
import { inSampleFolder } from '#host/sample-folder';
import { nodeTools } from '#host/tools';
import type { Plugins } from '#service/config/setup';
import { Session } from '#service/engine/session';
import { type CanaryReport, type InScratch, type Tried, tryCanaries } from '#service/gates/canaries';
import { gates, rules, systems } from '#systems/registry.generated';
import { type FixtureOptions, fixture, parsers } from './fixture';

const day = '2026-01-15';

const scratchOf =
  (plugins: Partial<Plugins>, errors: string[]): InScratch =>
  (files, use) =>
    inSampleFolder(files, ({ root, plant }) =>
      use({
        plant,
        open: async (config, tools) => {
          const session = new Session({
            files: nodeFiles(root, () => day),
            pace: nodePace,
            log: { info: () => {}, warn: () => {}, error: (m) => void errors.push(m) },
            plugins: { systems, rules, gates, ...plugins },
            parsers,
            zod: () => z,
            config,
            tools: tools(nodeTools(root)),
          });
          await session.start();
          return session;
        },
      }),
    );

/** What becomes of all canaries in a folder's dialect. @param source the folder, as fixtures are written */
export async function canariesOf(
  source: string,
  options: FixtureOptions = {},
): Promise<CanaryReport & { errors: readonly string[] }> {
  const { session } = await fixture(source, { today: day, ...options });
  const errors: string[] = [];
  return { ...(await tryCanaries(session, scratchOf(options.plugins ?? {}, errors), day)), errors };
}

/** `pre-work/fields silent: A required field is not there. It says pass: …`. */
export const openIn = (tried: readonly Tried[]): readonly string[] =>
  tried.filter((t) => t.is !== 'bites').map((t) => `${t.gate}/${t.check} ${t.is}: ${t.what} ${t.says ?? ''}`);
