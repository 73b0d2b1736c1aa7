/** packets/signature-spec-moved */
import { md } from '#core/rule';
import { currentSpec } from '../model/queries';
import { sectionDigest } from '../model/signing/seal';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  since: '0.2.0',
  summary: 'The spec still says what it said when the packet was signed.',
  why: `A seal keeps a digest of each section that the packet cites. When such a section reads differently now, the person agreed to
something that the spec no longer asks for: look at what changed, and have the packet signed anew as a variant, or amend it.
The text is the one in the file: what is typed in the spec counts when it is saved.`,

  check: {
    *packet({ facts, look, world }) {
      const status = facts.status?.reading?.status;
      if (!facts.approval?.seal || facts.retired || status === 'Done') return;
      const spec = look.ask(currentSpec);
      if (spec.is !== 'known') return;
      for (const { id, digest, at } of facts.approval.seal.sections) {
        const symbol = { kind: 'anchor', name: id } as const;
        // One that the spec lacks is a dead anchor.
        if (!look.defs(symbol).some((d) => d.path === spec.path)) continue;
        const body = world.body(spec.path, symbol);
        if (body.is !== 'known' || body.value === undefined || sectionDigest(body.value) === digest) continue;
        yield {
          at,
          message: `${id} reads differently now than when ${facts.id} was signed; have it signed anew as a variant, or amend it.`,
          related: [{ path: spec.path, symbol, message: `${id} now` }],
          about: symbol,
        };
      }
    },
  },

  examples: [
    {
      title: 'A section that was rewritten, and one that was not',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        The spec is **Master_Spec_v1.0.md**.

        ==> Master_Spec_v1.0.md <==
        # Master Spec

        ## A2 Storage

        All reads go through the store.

        ## A3 Login

        People log in by name.

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - SPEC_ANCHOR: A2, A3

        ## Signature & Enrichment Log
        - Signature: alice151220251000
        - Section: [|2 0000000000000000000000000000000000000000000000000000000000000000|]
        - Section: 3 b27f9c017fc8887437d775eaafc15cc3f8171bb7660722d344c4f96756fa0e18
        - Seal: sha256:0000000000000000000000000000000000000000000000000000000000000000
      `,
      says: ['2 reads differently now than when WP-1-Login was signed; have it signed anew as a variant, or amend it.'],
    },
    {
      title: 'Done: it was judged by the spec of then',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        The spec is **Master_Spec_v1.0.md**.

        ==> Master_Spec_v1.0.md <==
        # Master Spec

        ## A2 Storage

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done
        - SPEC_ANCHOR: A2

        ## Signature & Enrichment Log
        - Signature: alice151220251000
        - Section: 2 0000000000000000000000000000000000000000000000000000000000000000
        - Seal: sha256:0000000000000000000000000000000000000000000000000000000000000000
      `,
    },
    {
      title: 'Signed without a seal',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        The spec is **Master_Spec_v1.0.md**.

        ==> Master_Spec_v1.0.md <==
        ## A2 Storage

        ==> docs/task_packets/WP-1-Store.md <==
        # WP-1-Store

        - STATUS: In-Progress
        - SPEC_ANCHOR: A2
        - USER_SIGNATURE: alice151220251000
      `,
    },
  ],
});
