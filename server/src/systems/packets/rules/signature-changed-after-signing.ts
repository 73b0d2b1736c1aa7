/** packets/signature-changed-after-signing */

import { brief } from '#core/brief';
import type { Change } from '#core/change';
import type { Offer } from '#core/rule';
import { oneLine, type Span } from '#core/text';
import { examples } from '../examples/signature-changed-after-signing';
import { listed } from '../model/packet/packet';
import { moved, nextVariant, restored } from '../model/signing/restore';
import { type ChangedField, changedItems, type PacketView, sealState, sinceSigned } from '../model/signing/since-signed';
import { type PacketModel, rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'A packet says what it said when it was signed.',
  why: `A signature locks what was agreed: by default SPEC_ANCHOR, What, Why, DONE_MEANS, TEST_PLAN, the scope, RISK_TIER, ROLLBACK_HINT,
Tooling, the audit scope and what triggers a variant. Status, evidence, validation and reports stay open. A seal tells whether they
were changed; without one, git does: they are compared with the commit in which the signature first stood in the packet. Line breaks,
list markers, numbers, emphasis, ticked boxes, renames, links to what is named, evidence below a promise and the order of paths, of anchors and of what is out of scope are no change. What is to change goes into a variant (\`WP-…-v2\`) with a signature of its own,
or into a signed amendment. Where history cannot tell, nothing is reported.`,

  check: {
    *packet(view) {
      const { facts, path } = view;
      const [signature] = facts.consumed;
      // From a packet that is superseded nobody works; that it says so is a change itself.
      if (!facts.approval || !signature || facts.retired) return;
      const seal = sealState(facts.approval);
      if (seal === 'fits' || seal === 'unreadable') return;
      const since = sinceSigned(view, signature);
      const about = { kind: 'signature', name: signature.key } as const;
      if (since.is === 'unknown') {
        if (seal === 'broken' && facts.approval.seal && !isPending(view))
          yield {
            at: facts.approval.seal.at,
            message: `${facts.id} is not what ${signature.text} sealed; restore what was signed, or begin a variant.`,
            about,
          };
        return;
      }
      const [first] = since.changed;
      if (!first) return;
      const keys = since.changed.map((c) => c.key);
      const then = {
        get model() {
          return since.signed;
        },
        text: since.text,
      };
      const restore: Offer = {
        title: `Restore what was signed in ${listed(keys)}`,
        safety: 'ask',
        change(desk): Change | undefined {
          const doc = desk.document<PacketModel>(path, 'packets/packet');
          const edits = doc && restored(doc, then, keys);
          return doc && edits && [{ do: 'edit', path, hash: doc.hash, edits }];
        },
      };
      const variant = nextVariant(facts.id, (name) => view.look.defs({ kind: 'packet', name }).length > 0);
      const begin: Offer = {
        title: `Begin ${variant} with the change, and restore ${facts.id}`,
        safety: 'ask',
        change: (desk) => moved(desk, path, then, keys),
      };
      yield {
        at: placesOf(first)[0] ?? signature.at,
        message: `${listed(keys)} ${keys.length > 1 ? 'are' : 'is'} not what ${signature.text} signed (${since.by.id.slice(0, 10)}, ${since.by.day}); restore ${keys.length > 1 ? 'them' : 'it'}, have the change signed as an amendment, or begin a variant.`,
        related: [
          ...since.changed.flatMap((c, i) =>
            placesOf(c).flatMap((at, j) => (i + j > 0 ? [{ at, message: `${c.key} too` }] : [])),
          ),
          ...since.changed.flatMap((c) => saidOf(c, since.text)),
          { at: signature.at, message: 'the signature' },
        ],
        fixes: [restore, begin],
        about,
      };
    },
  },

  examples,
});

/** So many places of one field are named. */
const MOST = 5;

/** Items that were not signed, else the field. */
function placesOf(changed: ChangedField): readonly Span[] {
  const { fresh } = changedItems(changed);
  return fresh.length > 0 ? fresh.slice(0, MOST) : changed.now ? [changed.now.at] : [];
}

/** What was signed and is gone, told where the field is. @param text that was signed */
function saidOf(changed: ChangedField, text: string): readonly { readonly at: Span; readonly message: string }[] {
  const at = placesOf(changed)[0];
  if (!at) return [];
  return changedItems(changed)
    .gone.slice(0, MOST)
    .map(({ start, end }) => ({ at, message: `signed was “${brief(oneLine(text.slice(start, end)))}”` }));
}

/** Whether history was asked and has not answered yet. */
const isPending = ({ facts, path, world }: PacketView): boolean => {
  const touched = world.touched(path, /\d{10,}$/.exec(facts.consumed[0]?.key ?? '')?.[0] ?? '');
  return touched.is === 'unknown' && touched.why === 'pending';
};
