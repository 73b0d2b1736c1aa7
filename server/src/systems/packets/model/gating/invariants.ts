/** Invariants that are declared: by a configuration, and by the codex in force. Source: SYSTEMS.md §1, *Gates*, `codex-check`. */

import { globMatcher } from '#core/glob';
import { pattern } from '#core/pattern';
import type { Finding } from '#core/rule';
import type { RelPath } from '#core/text';
import { isWaivable, waiverRules } from '../audit/waivers';
import type { Forbidden } from '../dialect/dialect';
import { wantedCodexes } from '../queries';
import type { Waiver } from '../signing/approval';
import type { CodexModel, Invariant, PacketFacts } from '../types';
import { globsOf, scopeOf } from './auditing';
import { asReady, PACKET, signatureRules, type View } from './gating';

const CODEX = 'packets/codex';

/** An invariant, with what breaks it. */
export interface DeclaredInvariant {
  readonly id: string;
  readonly forbids: readonly Forbidden[];
  /** As its heading has it. Empty: no codex in force states it, or only its id. */
  readonly title: string;
  readonly isStated: boolean;
  /** Its Waiver says that there is leave to break it. */
  readonly isWaivable: boolean;
}

/** In order of their ids. @param codexes the models of those in force */
export function declaredInvariants(view: View, codexes: readonly CodexModel[]): readonly DeclaredInvariant[] {
  const stated = new Map<string, { readonly invariant: Invariant; readonly title: string }>();
  for (const model of codexes)
    for (const invariant of model.invariants) {
      const title = model.anchors.find((a) => a.id === invariant.id && a.by !== 'text')?.title ?? '';
      if (!stated.has(invariant.id)) stated.set(invariant.id, { invariant, title });
    }
  const { invariants } = view.dialect;
  const ids = new Set([
    ...Object.keys(invariants),
    ...[...stated].flatMap(([id, s]) => (s.invariant.declared.length > 0 ? [id] : [])),
  ]);
  return [...ids]
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((id) => {
      const own = stated.get(id);
      const fences = (own?.invariant.declared ?? []).flatMap(({ pattern: text, ...rest }): readonly Forbidden[] => {
        const read = pattern(text);
        return 'problem' in read ? [] : [{ ...rest, pattern: read }];
      });
      const waiver = own?.invariant.waiver?.replace(/^[\s*_|]+/, '');
      return {
        id,
        forbids: [...(invariants[id] ?? []), ...fences],
        title: own?.title ?? '',
        isStated: own !== undefined,
        isWaivable: waiver !== undefined && waiver.trim() !== '' && !/^(?:none|no|never|not|n\/a|[-–—])(?![\w])/i.test(waiver),
      };
    });
}

/** The codexes in force. Undefined: one cannot be read. */
export function codexesOf(view: View): {
  readonly paths: readonly RelPath[];
  readonly models: readonly CodexModel[];
  readonly unread: readonly RelPath[];
} {
  const paths = view.look.ask(wantedCodexes);
  const readings = paths.map((path) => ({ path, model: view.reading(path, CODEX)?.model as CodexModel | undefined }));
  return {
    paths,
    models: readings.flatMap((r) => (r.model ? [r.model] : [])),
    unread: readings.flatMap((r) => (r.model ? [] : [r.path])),
  };
}

/** Leave that a packet has to break an invariant. */
export interface Leave {
  /** The packet that has it. */
  readonly packet: string;
  readonly covers: (path: RelPath) => boolean;
  /** Why it does not count. Absent: it does. */
  readonly but?: string;
}

/** Waivers of an invariant, each for the scope of its packet. They count where they are signed, in force and of a kind that is allowed, and the packet is signed too where keys are required. */
export function leaves(view: View, id: string): readonly Leave[] {
  return view.documents(PACKET).flatMap(({ path, facts }): readonly Leave[] => {
    const { waivers = [], id: packet } = facts as PacketFacts;
    const about = waivers.filter((w) => names(w.check.text, id));
    if (about.length === 0 || (view.subject !== '' && packet !== view.subject)) return [];
    const but = whyNot(view, path, about);
    const covers = globMatcher(globsOf(scopeOf(view, path) ?? []));
    return [{ packet, covers, ...(but === undefined ? {} : { but }) }];
  });
}

/** Undefined: one of them counts. */
function whyNot(view: View, path: RelPath, about: readonly Waiver[]): string | undefined {
  const unknown = 'Not everything that it rests on could be looked at.';
  const { findings, open } = view.found(path, waiverRules);
  if (open.length > 0) return unknown;
  const wrong = about.map(
    (w) =>
      findings.find((f) => isAbout(f, w))?.message ?? (isWaivable(w, view.dialect) ? undefined : 'Such a check is never waived.'),
  );
  if (!wrong.includes(undefined)) return wrong[0];
  // The waiver is over its words; for which code is what the packet's signature says.
  if (view.dialect.approvals.level !== 'require-key') return undefined;
  const own = view.found(path, signatureRules(view), asReady);
  return own.findings[0]?.message ?? (own.open.length > 0 ? unknown : undefined);
}

const isAbout = ({ at }: Finding, { check, until }: Waiver): boolean =>
  [check.at, until?.at].some((span) => span !== undefined && span.start <= at.start && at.end <= span.end);

const names = (text: string, id: string): boolean =>
  text
    .toUpperCase()
    .split(/[^A-Z0-9-]+/)
    .includes(id.toUpperCase());
