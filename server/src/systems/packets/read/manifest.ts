/**
 * What VALIDATION says of the files that were changed, one after another: `Target File`, its lines, its hashes before and after, the gates that were passed.
 */
import type { FieldDocument } from '#core/fields/model';
import { detach } from '#core/text';
import type { Cited } from '../model/evidence/evidence';
import type { Manifest } from '../model/evidence/manifest';
import { saysNothing } from '../model/packet/blanks';
import { citedIn } from './cited';
import type { Around } from './evidence-draft';
import type { Line, Named } from './lines';

/** Cheap to see: most packets have none. */
export const mayList = (text: string): boolean => /target[ _]file/i.test(text);

/** Only those within VALIDATION. @param lines of the document */
export function manifestsIn(lines: readonly Line[], fields: FieldDocument, text: string, { path }: Around): readonly Manifest[] {
  const within = fields.fields.filter((f) => f.key === 'VALIDATION' && f.role === 'value').map((f) => f.at);
  const out: Draft[] = [];
  let open: Draft | undefined;
  let underGates = -1;
  for (const line of lines) {
    if (!within.some((s) => s.start <= line.at.start && line.at.end <= s.end)) continue;
    if (line.cells) {
      const row = inRow(line.cells, path);
      if (row) out.push(row);
      continue;
    }
    const name = line.named;
    if (line.is === 'heading' || name?.name === 'target file') {
      underGates = -1;
      open = line.is === 'heading' || !name ? undefined : draft(name, path);
      if (open) out.push(open);
      continue;
    }
    if (!open) continue;
    if (underGates >= 0 && line.depth > underGates) {
      const box = /\[([ xX])\][\s*_`]*$/.exec(text.slice(Math.max(0, line.at.start - 12), line.at.start))?.[1];
      if (box !== undefined) open.gates.push({ text: detach(line.text.trim()), at: line.at, open: box === ' ' });
      continue;
    }
    underGates = name && /^gates(?: passed)?$/.test(name.name) ? line.depth : -1;
    if (name) add(open, name);
  }
  return out.map(finished);
}

interface Draft {
  readonly name: Named;
  readonly cited: Cited | undefined;
  from?: { readonly line: number; readonly at: Named['valueAt'] };
  to?: { readonly line: number; readonly at: Named['valueAt'] };
  gone: boolean;
  /** Its hash before and after. */
  before: string | undefined;
  after: string | undefined;
  readonly gates: { text: string; at: Named['valueAt']; open: boolean }[];
}

/** What a template has in the place of a path. */
const isNoPath = (value: string): boolean => {
  const bare = value.replace(/^[\s`*_]+|[\s`*_]+$/g, '');
  return saysNothing(bare) || /^(?:path[/\\]to[/\\]|none\b|n\/a\b|[<{[]|\.{3})/i.test(bare);
};

const draft = (name: Named, path: string): Draft => ({
  name,
  cited: isNoPath(name.value) ? undefined : citedIn(name.value, name.valueAt.start, path).find((c) => c.path !== ''),
  gone: false,
  before: undefined,
  after: undefined,
  gates: [],
});

function add(to: Draft, { name, value, valueAt }: Named): void {
  const digits = /^[\s`*_L]*(\d{1,7})[\s`*_]*$/i.exec(value)?.[1];
  const line = digits === undefined ? undefined : { line: Number(digits), at: valueAt };
  if (/^(?:start|from)(?: line)?$/.test(name) && line) to.from = line;
  else if (/^(?:end|to)(?: line)?$/.test(name) && line) to.to = line;
  else if (/^pre sha ?\d*$/.test(name)) to.before = hashIn(value);
  else if (/^post sha ?\d*$/.test(name)) {
    to.after = hashIn(value);
    // A file that is gone has no hash after.
    to.gone ||= /^[\s`*_]*(?:0{40,}|none|n\/a|-|deleted)[\s`*_]*(?:\(|$)/i.test(value);
  }
}

const hashIn = (value: string): string | undefined => /\b[0-9a-f]{40,64}\b/i.exec(value)?.[0].toLowerCase();

function inRow(cells: NonNullable<Line['cells']>, path: string): Draft | undefined {
  const asNamed = cells.map((c) => ({ name: c.column, nameAt: c.at, value: c.text, valueAt: c.at }));
  const target = asNamed.find((c) => c.name === 'target file');
  if (!target) return undefined;
  const out = draft(target, path);
  for (const cell of asNamed) add(out, cell);
  return out;
}

function finished({ name, cited, from, to, gone, before, after, gates }: Draft): Manifest {
  const given = from && to && !cited?.lines ? { lines: { from: from.line, to: to.line, at: to.at } } : {};
  return {
    name: detach(cited?.path ?? ''),
    at: name.nameAt,
    ...(cited ? { cited: { ...cited, ...given, ...(gone ? { absent: true as const } : {}) } } : {}),
    unchanged: before !== undefined && before === after,
    gates,
  };
}
