/** The items of DONE_MEANS, with the evidence that speaks of each. */
import { fieldOf, type Item } from '#core/fields/model';
import type { EvidenceRow } from '../model/evidence/evidence';
import { pairs } from '../model/evidence/proof-pairs';
import { itemsIn } from '../model/packet/packet';
import type { PacketModel } from '../model/types';

/** An item of DONE_MEANS with its evidence. */
export interface ProvedItem {
  readonly item: Item;
  /** From 1, as it is written where it is. */
  readonly number: number;
  readonly rows: readonly EvidenceRow[];
}

/** In order of place. Paired as validation pairs them. */
export function provedItems(model: PacketModel): readonly ProvedItem[] {
  const field = fieldOf(model.fields, 'DONE_MEANS');
  const items = field ? itemsIn(field) : [];
  const wanted = items.map((item, i) => ({ text: item.text, number: item.number ?? i + 1 }));
  const rows = items.length > 0 && model.proof.rows.length > 0 ? pairs(wanted, model.proof.rows) : [];
  return items.map((item, i) => ({ item, number: wanted[i]?.number ?? i + 1, rows: rows[i] ?? [] }));
}
