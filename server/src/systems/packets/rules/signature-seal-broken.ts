/** packets/signature-seal-broken */
import { md } from '#core/rule';
import { sealState, sinceSigned } from '../model/signing/since-signed';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'A seal is one, and was made over what was signed.',
  why: `\`Seal: sha256:…\` is the digest of what a signature locks; [docs/seal.md](../../seal.md) has the recipe, and anybody can make it again. One that
is no digest proves nothing. One that does not fit although history shows no change since the packet was signed was made over another text,
or typed. Where history shows a change, that is what is reported.`,

  check: {
    *packet(view) {
      const { approval, consumed, id, retired } = view.facts;
      const [signature] = consumed;
      if (!approval?.seal || !signature || retired) return;
      const state = sealState(approval);
      const about = { kind: 'signature', name: signature.key } as const;
      if (state === 'unreadable')
        yield { at: approval.seal.at, message: `The seal of ${id} is none: it is "sha256:" and 64 hexadecimal digits.`, about };
      if (state !== 'broken') return;
      const since = sinceSigned(view, signature);
      if (since.is === 'unknown' || since.changed.length > 0) return;
      yield {
        at: approval.seal.at,
        message: `The seal of ${id} does not fit what ${signature.text} signed, though nothing was changed since; sign anew.`,
        about,
      };
    },
  },

  examples: [
    {
      title: 'No digest',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - What: People log in.

        ## Signature & Enrichment Log
        - Signature: alice151220251000
        - Seal: [|sha256:abc|]
      `,
      says: ['The seal of WP-1-Login is none: it is "sha256:" and 64 hexadecimal digits.'],
    },
    {
      title: 'Never fitted',
      past: [
        {
          day: '2025-12-15',
          files: md`
            ==> docs/task_packets/WP-1-Login.md <==
            # WP-1-Login
            - What: People log in.

            ## Signature & Enrichment Log
            - Signature: alice151220251000
            - Seal: sha256:0000000000000000000000000000000000000000000000000000000000000000
          `,
        },
      ],
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - What: People log in.

        ## Signature & Enrichment Log
        - Signature: alice151220251000
        - Seal: [|sha256:0000000000000000000000000000000000000000000000000000000000000000|]
      `,
      says: ['The seal of WP-1-Login does not fit what alice151220251000 signed, though nothing was changed since; sign anew.'],
    },
    {
      title: 'It fits',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - What: People log in.

        ## Signature & Enrichment Log
        - Signature: alice151220251000
        - Timestamp: 2025-12-15 10:00 UTC
        - Seal: sha256:b06f58ce1ffd6e9c44328ab4a80ffb13e9cfad6011d77912eb27bcb12d4f87a4
      `,
    },
    {
      title: 'Superseded: nobody works from what it signed',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Superseded
        - USER_SIGNATURE: alice151220251000

        ## Signature & Enrichment Log

        - Seal: sha256:none
      `,
    },
  ],
});
