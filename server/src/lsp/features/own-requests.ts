/** Our own requests: check, rules, explain. */
import type { AnyRule } from '#core/rule';
import type { CheckSummary, RuleLine } from '#protocol/messages';
import * as messages from '#protocol/messages';
import { seenElsewhere } from '#service/elsewhere';
import { rulePage } from '#service/rule-page';
import { type Feature, feature } from '../feature';

/** `check` reads the folders again before it answers. */
export const ownRequests = (rules: Readonly<Record<string, AnyRule>>): Feature =>
  feature({
    capability: {},
    register: (connection, desk) => {
      connection.onRequest(
        messages.check.method,
        desk.safely('check', nothing, async () => {
          const began = performance.now();
          for (const { session } of desk.folders.all) await session.refresh();
          await desk.published();
          const counts = { error: 0, warning: 0, info: 0, hint: 0 };
          let files = 0;
          for (const { session } of desk.folders.all) {
            files += session.workspace.entries.size;
            for (const entry of session.workspace.entries.values()) for (const f of entry.findings) counts[f.severity]++;
          }
          const systems = [...new Set(desk.folders.all.flatMap((f) => f.session.systems.map((s) => s.title)))];
          const near = systems.length > 0 ? [] : await Promise.all(desk.folders.all.map((f) => seenElsewhere(f.session)));
          const seen = near.find((n) => n !== undefined);
          return {
            errors: counts.error,
            warnings: counts.warning,
            infos: counts.info,
            hints: counts.hint,
            files,
            ms: Math.round(performance.now() - began),
            systems,
            ...(seen === undefined ? {} : { seen }),
          };
        }),
      );
      connection.onRequest(
        messages.rules.method,
        desk.safely('rules', [] as readonly RuleLine[], () =>
          Object.entries(rules).map(([id, r]) => ({ id, severity: r.severity, summary: r.summary })),
        ),
      );
      connection.onRequest(
        messages.explain.method,
        desk.safely('explain', null as { title: string; markdown: string } | null, ({ rule: id }: { rule: string }) => {
          const rule = Object.hasOwn(rules, id) ? rules[id] : undefined;
          return rule ? { title: id, markdown: rulePage(id, rule) } : null;
        }),
      );
    },
  });

const nothing: CheckSummary = { errors: 0, warnings: 0, infos: 0, hints: 0, files: 0, ms: 0, systems: [] };
