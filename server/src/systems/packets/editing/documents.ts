/** The documents of this system as features of the editor get them: which model it is, the kind says. */
import type { OpenDocument } from '#core/editor';
import { query } from '#core/look';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { PacketKinds } from '../model/types';

/** A document of one kind. */
export type DocumentOf<K extends keyof PacketKinds> = OpenDocument<
  PacketKinds[K]['model'],
  PacketsDialect,
  PacketKinds[K]['facts']
> & { readonly kind: K };

/** A document of any kind. */
export type PacketDocument = { readonly [K in keyof PacketKinds]: DocumentOf<K> }[keyof PacketKinds];

/** All packets with what tells them apart, in order of name. */
export const packetList = query('packets/packet-list', (look) =>
  look
    .all('packet')
    .filter((p) => !p.data.alias)
    .map(({ name, data: { title, status, validated, failed } }) => ({
      name,
      title,
      status,
      validated,
      ...(failed ? { failed } : {}),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
);

/** All anchors that somebody may cite, in the order of their documents. */
export const anchorList = query('packets/anchor-list', (look) =>
  look.all('anchor').map((a) => ({ id: a.name, title: a.data.title, binding: a.data.binding, path: a.path })),
);
