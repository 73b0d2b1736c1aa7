/** The fields that a signature locks, as a person is shown them: each thing that they say, with what there is to know of it. */
import { flat } from '#core/fields/items';
import { type Field, fieldOf, type Item } from '#core/fields/model';
import type { Finding } from '#core/rule';
import type { LockedField, LockedLine, Note, Tone } from '#core/signing';
import type { RelPath } from '#core/text';
import { tested } from '../model/evidence/pairing';
import { testsIn, whole } from '../model/evidence/plan';
import type { View } from '../model/gating/gating';
import { brief, firstOf, itemsIn } from '../model/packet/packet';
import { claimsOn } from '../model/paths/claims';
import { pathsOf } from '../model/paths/paths';
import { lineOf, lockedFields, lockedTexts } from '../model/signing/seal';
import type { PacketModel } from '../model/types';

/** The packet that is shown, with what rules find in it. */
export interface Shown {
  readonly view: View;
  readonly path: RelPath;
  readonly model: PacketModel;
  readonly findings: readonly Finding[];
}

/** The canonical names of the fields that the dialect locks. */
export const lockedKeys = ({ dialect }: View): readonly string[] =>
  dialect.locked.map((name) => dialect.names.resolve(name)[0]?.key ?? name);

/** Fields that say nothing are left out. */
export function lockedIn(shown: Shown): readonly LockedField[] {
  const { view, path, model, findings } = shown;
  const proofs = proofsOf(shown);
  return lockedTexts(model.fields, lockedKeys(view)).map(({ key, lines, field }) => {
    const fields = lockedFields(model.fields, key);
    const items = itemsByLine(fields);
    const mine = findings.filter((f) => fields.some((o) => within(f, o)));
    const told = new Set<Finding>();
    const shownLines = lines.map((text): LockedLine => {
      const item = items.get(text);
      if (!item) return { text, notes: [] };
      const own = mine.filter((f) => f.at.start >= item.at.start && f.at.end <= item.at.end);
      for (const f of own) told.add(f);
      return {
        text,
        ...(key === 'DONE_MEANS' ? numbered(fields[0], item) : {}),
        notes: [
          ...own.map((f) => asNote(f, path)),
          ...(key === 'DONE_MEANS' ? (proofs.get(item) ?? []) : key === 'IN_SCOPE_PATHS' ? scopeNotes(shown, item) : []),
        ],
      };
    });
    // Which of them no test names has been said, one by one.
    const isMarked = (f: Finding): boolean =>
      f.rule === 'packets/done-means-untested' && f.severity === 'info' && shownLines.some((l) => l.notes.includes(unnamed));
    const rest = mine.filter((f) => !told.has(f) && !isMarked(f));
    return { name: key, at: field.at, lines: shownLines, notes: rest.map((f) => asNote(f, path)) };
  });
}

/** A finding as a note. Information and hints have no tone of their own. */
export const asNote = (f: Finding, path: RelPath): Note => ({
  says: f.message,
  tone: f.severity === 'error' || f.severity === 'warning' ? f.severity : 'plain',
  path,
  at: f.at,
});

const within = (f: Finding, field: Field): boolean => field.at.start <= f.at.start && f.at.end <= field.at.end;

/** The first item that says each line. Below another, it says that one too, as a set's lines do. */
function itemsByLine(fields: readonly Field[]): ReadonlyMap<string, Item> {
  const out = new Map<string, Item>();
  const add = (items: readonly Item[], above: string): void => {
    for (const item of items) {
      const own = lineOf(item);
      for (const line of [own, above + own]) if (!out.has(line)) out.set(line, item);
      add(item.items, `${above}${own} > `);
    }
  };
  for (const f of fields) add(f.items, '');
  return out;
}

const numbered = (field: Field | undefined, item: Item): { readonly number?: number } => {
  const i = field ? itemsIn(field).indexOf(item) : -1;
  return i < 0 ? {} : { number: item.number ?? i + 1 };
};

/** Which steps of the plan prove each requirement. What nothing proves, a rule says. */
function proofsOf({ model }: Shown): ReadonlyMap<Item, readonly Note[]> {
  const field = fieldOf(model.fields, 'DONE_MEANS');
  if (!field) return new Map();
  const wanted = itemsIn(field).map((item, i) => ({ item, text: whole(item), number: item.number ?? i + 1 }));
  const tests = testsIn(model);
  const by = tests.map((t) => tested(wanted, [t]));
  const suites = tests.some((t) => t.suite);
  return new Map(
    wanted.map(({ item }, i): [Item, readonly Note[]] => {
      const proving = tests.filter((_, t) => by[t]?.[i] === 'yes');
      if (proving.length > 0) return [item, [{ says: `Proved by ${few(proving.map((t) => t.text))}`, tone: 'good' }]];
      return [item, suites ? [unnamed] : []];
    }),
  );
}

const unnamed: Note = { says: 'No test of the plan names it', tone: 'plain' };

const FEW = 3;
const few = (texts: readonly string[]): string => {
  const more = texts.length - FEW;
  return `${texts
    .slice(0, FEW)
    .map((t) => brief(t.replace(/\s+/g, ' ').replaceAll('`', '')))
    .join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/** Whether the files of a line of the scope are there, how long they are, and who else claims them. */
function scopeNotes({ view, model, findings }: Shown, item: Item): readonly Note[] {
  const isTold = findings.some(
    (f) => f.rule === 'packets/scope-overlap' && f.at.start >= item.at.start && f.at.end <= item.at.end,
  );
  return flat([item]).flatMap((one) =>
    pathsOf(one).flatMap(({ path, glob, folder, sure }): readonly Note[] => {
      if (glob || !(sure || folder)) return [];
      const claims = firstOf(claimsOn(view.look, path, model.id), FEW).map((c) => c.by);
      const taken: readonly Note[] =
        claims.length > 0 && !isTold ? [{ says: `Claimed by ${claims.join(', ')} too`, tone: 'warning' }] : [];
      return [...existence(view, path), ...taken];
    }),
  );
}

function existence({ world }: View, path: RelPath): readonly Note[] {
  const found = world.exists(path);
  if (found.is !== 'known') return [];
  const note = (says: string, tone: Tone = 'plain'): readonly Note[] => [{ says, tone }];
  if (found.value.as === 'folder') return note('A folder');
  if (found.value.as === 'other-case') return note(`Is written ${found.value.path} on disk`, 'warning');
  if (found.value.as === 'no') return note('Not there yet');
  const lines = world.lines(path, 1, 1);
  const total = lines.is === 'known' ? lines.value?.total : undefined;
  return total === undefined
    ? note('Is there')
    : [{ says: total === 1 ? '1 line' : `${total.toLocaleString('en')} lines`, tone: 'plain', path }];
}
