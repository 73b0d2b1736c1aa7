/** packets/invariant-unenforced */
import { md } from '#core/rule';
import { wantedCodexes } from '../model/queries';
import { rule } from '../model/types';

/** A scope that is no code: what people do, which no pattern finds. */
const process =
  /\b(?:commits?|process(?:es)?|reviews?|reviewers?|manual(?:ly)?|branch(?:es)?|pull requests?|meetings?|documentation)\b/i;
const code = /\bcode\b|[\w*]\/[\w*]|\.[a-z]{1,4}\b/i;

export default rule({
  scope: 'folder',
  severity: 'info',
  since: '0.2.0',
  summary: 'Where invariants are enforced by patterns, each of the codex in force is.',
  why: `An invariant that nothing looks for holds as long as everybody remembers it. What breaks it is declared in \`gatehouse.yaml\`
(\`packets.invariants\`), or in the codex, below its heading, in a fence whose info string is \`gatehouse\`:

    pattern: sqlx::query
    files: src/**
    except: [src/storage/**]
    reason: Queries stand in the store.

\`pattern\` is one pattern or a list, \`files\` and \`except\` are globs; \`pattern\` alone is enough, and the production code is meant
then. Of YAML no more is read there than such keys, each with a value on its line, a list in brackets or a list below.

As long as no pattern at all is declared nothing is said. Only invariants with a heading are looked at, and not those whose Scope is
about what people do (\`All commits to main\`), not about code.`,

  check: {
    *codex({ facts, dialect, look, path }) {
      const isDeclared = (i: { readonly id: string; readonly isDeclared: boolean }): boolean =>
        i.isDeclared || (dialect.invariants[i.id]?.length ?? 0) > 0;
      const open = facts.invariants.filter((i) => !isDeclared(i));
      const begun = Object.keys(dialect.invariants).length > 0 || open.length < facts.invariants.length;
      if (!begun || !look.ask(wantedCodexes).includes(path)) return;
      for (const { id, at, scope } of open) {
        if (scope !== undefined && process.test(scope) && !code.test(scope)) continue;
        const message = `No pattern enforces ${id}; declare what breaks it under packets.invariants in gatehouse.yaml, or in a gatehouse fence here.`;
        yield { at, message, about: { kind: 'anchor', name: id } };
      }
    },
  },

  examples: [
    {
      title: 'Some are enforced, one is not',
      config: 'packets:\n  invariants:\n    CX-101: { pattern: "openai.{word}(" }\n',
      files: md`
        ==> Dock Codex v1.4.md <==
        # Codex

        ### CX-101: One client
        **Scope**: Production code

        ### CX-102: One store
        **Scope**: Production code

        \`\`\`gatehouse
        # Only the store knows SQL.
        pattern:
          - sqlx::query
          - ".execute("
        except: [src/storage/**]
        \`\`\`

        ### [|CX-103|]: Typed errors
        **Scope**: Production code (commits too)

        ### CX-110: Hygiene
        - **Scope:** All commits to main

        ### CX-111: Reviews

        #### Scope

        Reviews of the release
      `,
      says: [
        'No pattern enforces CX-103; declare what breaks it under packets.invariants in gatehouse.yaml, or in a gatehouse fence here.',
      ],
    },
    {
      title: 'Nobody has begun',
      files: md`
        ==> Dock Codex v1.4.md <==
        # Codex

        ### CX-101: One client
        **Scope**: Production code
      `,
    },
    {
      title: 'Stated in a line; in a codex of a former version',
      config: 'packets:\n  invariants:\n    CX-101: { pattern: "openai.{word}(" }\n',
      files: md`
        ==> Dock Codex v1.4.md <==
        [CX-101] CLIENT: One client.
        [CX-102] STORE: One store.

        ==> Dock Codex v1.3.md <==
        # Codex

        ### CX-102: One store
      `,
    },
  ],
});
