/** packets/invariant-duplicate */
import { md } from '#core/rule';
import type { Span } from '#core/text';
import { isTag } from '../model/anchors/anchors';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.2.0',
  summary: 'A codex states an invariant once.',
  why: 'Two rules with one id: whoever cites it means one of them, and nobody knows which. Codexes of former versions are not read.',

  check: {
    *codex({ model }) {
      const first = new Map<string, Span>();
      for (const { id, at, by } of model.anchors) {
        if (by === 'item' || !isTag(id)) continue;
        const before = first.get(id);
        if (before === undefined) first.set(id, at);
        else
          yield {
            at,
            message: `${id} is stated twice in this codex; give one of them an id of its own.`,
            related: [{ at: before, message: 'stated here first' }],
            about: { kind: 'anchor', name: id },
          };
      }
    },
  },

  examples: [
    {
      title: 'Two rules with one id',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md** and **Dock Codex v1.4.md**

        ==> Dock Codex v1.4.md <==
        # Codex

        ### CX-101: One client

        One for all of them.

        ### [|CX-101|]: Logging

        Log with the shared logger.
      `,
      says: ['CX-101 is stated twice in this codex; give one of them an id of its own.'],
    },
    {
      title: 'Cited again, shown in a fence, and stated in an older codex too',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md** and **Dock Codex v1.4.md**

        ==> Dock Codex v1.4.md <==
        # Codex

        [CX-101] CLIENT: One client; see also [CX-102].
        [CX-102] LOGGING: As in [CX-101].

        ~~~
        [CX-101] NAME: text
        ~~~

        ==> Dock Codex v1.3.md <==
        [CX-101] CLIENT: One client.
        [CX-101] CLIENT: One client.
      `,
    },
  ],
});
