/** Our own requests: views, status, check, rules, explain. */
import type { AnyRule } from '#core/rule';
import type { CheckSummary, RuleLine, StatusLine, ViewNode } from '#protocol/messages';
import * as messages from '#protocol/messages';
import { rulePage } from '#service/rule-page';
import { phaseNodes, statusLine } from '#service/views';
import { type Feature, feature } from '../feature';

export const ownRequests = (rules: Readonly<Record<string, AnyRule>>): Feature =>
  feature({
    capability: {},
    register: (connection, desk) => {
      connection.onRequest(
        messages.view.method,
        desk.safely('view', [] as readonly ViewNode[], ({ parent }: { parent?: string }) => {
          const { all } = desk.folders;
          if (all.length === 1 && all[0]) return phaseNodes(all[0].session, parent, (p) => all[0]!.uris.uri(p));
          // Several folders: the first part of an id says which.
          if (parent === undefined)
            return all.flatMap((f, i) =>
              phaseNodes(f.session, undefined, (p) => f.uris.uri(p)).map((n) => ({
                ...n,
                id: `${i}:${n.id}`,
                description: [f.uris.name, n.description].filter(Boolean).join(' · '),
              })),
            );
          const m = /^(\d+):(.*)$/s.exec(parent);
          const folder = m && all[Number(m[1])];
          return folder
            ? phaseNodes(folder.session, m[2], (p) => folder.uris.uri(p)).map((n) => ({ ...n, id: `${m[1]}:${n.id}` }))
            : [];
        }),
      );
      connection.onRequest(
        messages.status.method,
        desk.safely('status', null as StatusLine | null, () => statusLine(desk.folders.all.map((f) => f.session)) ?? null),
      );
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
          return {
            errors: counts.error,
            warnings: counts.warning,
            infos: counts.info,
            hints: counts.hint,
            files,
            ms: Math.round(performance.now() - began),
            systems,
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
          const rule = rules[id];
          return rule ? { title: id, markdown: rulePage(id, rule) } : null;
        }),
      );
    },
  });

const nothing: CheckSummary = { errors: 0, warnings: 0, infos: 0, hints: 0, files: 0, ms: 0, systems: [] };
