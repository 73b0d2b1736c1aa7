/** packets/todo-untracked */
import { md } from '#core/rule';
import { isTracked } from '../model/gating/todos';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  since: '0.2.0',
  summary: 'A TODO in code has a tracking id.',
  why: `What nobody tracks nobody does. An error in production code, else a warning (\`packets.production\`, \`packets.tests\`).

An id is what leads to an issue or a packet: \`TODO(HSK-1042)\`, \`TODO(WP-1-Login)\`, \`TODO(#123)\`. Reported is a parenthesis with nothing
in it or only a placeholder: \`TODO()\`, \`TODO(TBD)\`, \`TODO(fixme)\`, \`TODO(HSK-####)\`. With \`packets.todos: ids\` every
parenthesis without an id counts, such as \`TODO(alice)\`; with \`all\` a bare \`TODO\` too.

Read are comments, and Python's docstrings, in source code that git tracks or would track, of the languages that Gatehouse knows by
the file's ending; not strings, nor calls (Rust's \`todo!()\`, Kotlin's \`TODO()\`). Without git only production code is read, up to 4,000
files. A file over 8 MB is not read.`,

  check: {
    *source({ model, dialect, path }) {
      const severity = dialect.isProduction(path) && !dialect.isTest(path) ? 'error' : 'warning';
      for (const todo of model.todos) {
        if (isTracked(todo, dialect.todos, dialect.ids)) continue;
        const written = todo.holds === undefined ? 'TODO' : `TODO(${todo.holds})`;
        yield {
          at: todo.at,
          severity,
          message: `${written} has no tracking id; write it as in TODO(${dialect.ids.like('WP-1-Name')}) or TODO(#123).`,
        };
      }
    },
  },

  examples: [
    {
      title: 'Nothing, a placeholder, a form not filled in',
      files: md`
        ==> src/store.rs <==
        /// Opens the store. [|TODO(TBD)|]: close it again.
        fn open<'a>(path: &'a str) {
            /* [|TODO()|] /* nested */ [|TODO(fixme: later)|] */
            todo!()
        }

        ==> app/src/login.ts <==
        const url = 'https://example.org'; // [|TODO(HSK-####)|] read it from the settings

        ==> tests/login.py <==
        def test_login():
            """[|TODO(xxx)|]"""
      `,
      says: [
        'TODO(HSK-####) has no tracking id; write it as in TODO(WP-1-Name) or TODO(#123).',
        'TODO(TBD) has no tracking id; write it as in TODO(WP-1-Name) or TODO(#123).',
        'TODO() has no tracking id; write it as in TODO(WP-1-Name) or TODO(#123).',
        'TODO(fixme: later) has no tracking id; write it as in TODO(WP-1-Name) or TODO(#123).',
        'TODO(xxx) has no tracking id; write it as in TODO(WP-1-Name) or TODO(#123).',
      ],
      severities: ['error', 'error', 'error', 'error', 'warning'],
    },
    {
      title: 'Tracked; a string, a call, a name; a bare TODO',
      files: md`
        ==> src/login.ts <==
        // TODO(HSK-1042) and TODO(WP-1-Login), TODO(#123), TODO(CX-101: typed errors)
        // TODO(alice): ask; TODO: rename; FIXME
        const text = "TODO(TBD)"; // the word \`TODO()\` is looked for
        const pattern = /["']TODO\(TBD\)/;

        ==> src/Login.kt <==
        fun login(): Nothing = TODO()
      `,
    },
    {
      title: 'Silenced with a reason',
      files: md`
        ==> src/login.go <==
        // gatehouse-disable-next-line packets/todo-untracked -- generated
        // TODO(TBD): retry
      `,
    },
    {
      title: 'Every TODO needs an id here',
      config: 'packets:\n  todos: all\n',
      files: md`
        ==> src/login.sh <==
        # [|TODO(alice)|]: ask
        # [|TODO|]: rename
        # TODO(#7): retry
        echo "$#" TODO
      `,
      says: [
        'TODO(alice) has no tracking id; write it as in TODO(WP-1-Name) or TODO(#123).',
        'TODO has no tracking id; write it as in TODO(WP-1-Name) or TODO(#123).',
      ],
    },
  ],
});
