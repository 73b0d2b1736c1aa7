/** From what is promised to what proves it, and from what is cited to who does it. */
import type { Target } from '#core/editor';
import { flat } from '#core/fields/items';
import { fieldOf, type Item } from '#core/fields/model';
import { covers, type RelPath } from '#core/text';
import type { Cited } from '../model/evidence/evidence';
import { tested } from '../model/evidence/pairing';
import { whole } from '../model/evidence/plan';
import { itemsIn } from '../model/packet/packet';
import type { DocumentOf, PacketDocument } from './documents';
import { provedItems } from './done';

/** A DONE_MEANS leads to its tests and its evidence, a citation of code to the lines, a packet's own id to all its evidence. */
export function proofs(doc: PacketDocument, offset: number): readonly Target[] {
  return doc.kind === 'packet' ? inPacket(doc, offset) : [];
}

function inPacket(doc: DocumentOf<'packet'>, offset: number): readonly Target[] {
  const { model, path } = doc;
  const cited = model.proof.cited.filter((c) => covers(c.at, offset));
  if (cited.length > 0) return cited.flatMap(targetOf);
  const done = provedItems(model).find(({ item }) => covers(item.at, offset));
  if (!done) return covers(model.head, offset) ? model.proof.cited.flatMap(targetOf) : [];
  const named = testsOf(model, done.number, done.item);
  const tests = (named.length > 0 ? named : alikeOf(model, done.number)).map((item): Target => ({ path, at: item.at }));
  const rows = done.rows.flatMap((r): readonly Target[] => (r.code.length > 0 ? r.code.flatMap(targetOf) : [{ path, at: r.at }]));
  return [...tests, ...rows];
}

const targetOf = (c: Cited): readonly { readonly path: RelPath; readonly line: number }[] =>
  c.path === '' || c.form === 'glob' || c.form === 'command' ? [] : [{ path: c.path, line: c.lines?.from ?? 1 }];

/** The column of a plan that says what a test is for. */
const proves = /prove|cover|require|done|criteri|item/i;

/** Tests of the plan that name the requirement by its number, or quote it. */
function testsOf(model: DocumentOf<'packet'>['model'], number: number, item: Item): readonly Item[] {
  const all = [...flat(fieldOf(model.fields, 'TEST_PLAN')?.items ?? [])];
  const named = new RegExp(String.raw`(?:proves|covers|tests?|DONE_MEANS|#)\s*(?:[\d, and&]*\b)?${number}\b`, 'i');
  const quote = item.text.toLowerCase().slice(0, 60);
  const isNamed = new RegExp(String.raw`(?<![\d.])${number}(?![\d.]\d|\d)`);
  const inCell = (t: Item): boolean => t.cells?.some((c) => proves.test(c.column) && isNamed.test(c.text)) === true;
  return all.filter(
    (t) =>
      inCell(t) || named.test(t.note ?? '') || named.test(t.text) || (quote.length > 15 && t.text.toLowerCase().includes(quote)),
  );
}

/** Tests of the plan that have the words of a requirement, as the rules and the panel for signatures have it. */
function alikeOf(model: DocumentOf<'packet'>['model'], number: number): readonly Item[] {
  const done = fieldOf(model.fields, 'DONE_MEANS');
  const wanted = done ? itemsIn(done).map((item, i) => ({ item, text: whole(item), number: item.number ?? i + 1 })) : [];
  const own = wanted.findIndex((w) => w.number === number);
  return flat(fieldOf(model.fields, 'TEST_PLAN')?.items ?? []).filter(
    (t) => tested(wanted, [{ text: whole(t), suite: false }])[own] === 'yes',
  );
}
