/** packets/scope-glob */
import { alternatives, literalGlob } from '#core/glob';
import { md, type Offer, type Report } from '#core/rule';
import { eolOf, type RelPath } from '#core/text';
import type { World } from '#core/world';
import { isGlob } from '../model/paths/paths';
import { isInside, type NamedPath } from '../model/paths/scope';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'IN_SCOPE_PATHS names files one by one.',
  why: 'A pattern or a folder lets in whatever lies there tomorrow: nobody can tell from it what a change may touch, and two packets claim the same file unseen. Name the files (`src/form.{ts,css}` names two); one that is to be made says so beside it, as `src/login.ts (new)`.',

  check: {
    *packet({ facts, path, dialect, world }) {
      const single = new Set(facts.scope.flatMap((s) => (s.glob ? [] : [s.path])));
      const wide: Wide[] = [];
      for (const named of facts.scope) {
        if (!isInside(named)) continue;
        if (named.glob && namesFiles(named, world)) continue;
        const what = named.glob ? 'a pattern' : isFolder(named, world) ? 'a folder' : undefined;
        if (what === undefined) continue;
        const files = world.matching(named.glob ? named.path : `${literalGlob(named.path)}/**`);
        const most = dialect.counts.IN_SCOPE_PATHS[1];
        // What the packet names besides is not named twice.
        const others = files.is === 'known' ? files.value.filter((f) => !single.has(f)) : [];
        const listed = others.length <= most ? others : [];
        wide.push({ named, what, files: listed });
        for (const f of listed) single.add(f);
      }
      const [first, ...more] = wide;
      if (!first) return;
      const message =
        more.length === 0
          ? `${asWritten(first)} is ${first.what}; name each file that may be changed.`
          : `${wide.length} of ${facts.scope.length} paths are patterns or folders (${wide.slice(0, 3).map(asWritten).join(', ')}${more.length > 2 ? ', …' : ''}); name each file that may be changed.`;
      yield {
        at: first.named.at,
        message,
        related: more.map((w) => ({ at: w.named.at, message: `${asWritten(w)} is ${w.what}` })),
        fixes: wide.some((w) => w.files.length > 0)
          ? [
              nameThem(
                path,
                wide.filter((w) => w.files.length > 0),
              ),
            ]
          : [],
      } satisfies Report;
    },
  },

  examples: [
    {
      title: 'A pattern, a folder, and a folder that does not look like one',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog
        - IN_SCOPE_PATHS:
          - [|src/login/*.ts|] (the form)
          - \`src/db/\`
          - docs/guides
          - src/app.ts

        ==> src/login/form.ts <==
        form

        ==> src/login/session.ts <==
        session

        ==> src/db/users.sql <==
        users

        ==> docs/guides/login.md <==
        # Login
      `,
      says: ['3 of 4 paths are patterns or folders (src/login/*.ts, src/db/, docs/guides); name each file that may be changed.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog
        - IN_SCOPE_PATHS:
          - src/login/form.ts
          - src/login/session.ts
          - \`src/db/users.sql\`
          - docs/guides/login.md
          - src/app.ts
      `,
    },
    {
      title: 'Two trees in a line',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - IN_SCOPE_PATHS: [|src/**|], app/**
      `,
      says: ['2 of 2 paths are patterns or folders (src/**, app/**); name each file that may be changed.'],
    },
    {
      title: 'A pattern for files of which one is named already',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - IN_SCOPE_PATHS:
          - src/db/a.sql
          - [|src/db/*.sql|]

        ==> src/db/a.sql <==
        a

        ==> src/db/b.sql <==
        b
      `,
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - IN_SCOPE_PATHS:
          - src/db/a.sql
          - src/db/b.sql
      `,
    },
    {
      title: 'In one line with other paths',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        **IN_SCOPE_PATHS:** Cargo.toml; [|src/db/*.sql|]; src/main.rs

        ==> src/db/a.sql <==
        a

        ==> src/db/b.sql <==
        b
      `,
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        **IN_SCOPE_PATHS:** Cargo.toml; src/db/a.sql; src/db/b.sql; src/main.rs
      `,
    },
    {
      title: 'Files in braces; folders in braces are a pattern',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - IN_SCOPE_PATHS:
          - \`src/locales/{en,de}.json\`
          - src/form.{ts,css}

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - IN_SCOPE_PATHS:
          - [|src/{locales,db}|]

        ==> src/locales/en.json <==
        en

        ==> src/db/users.json <==
        users
      `,
      says: ['src/{locales,db} is a pattern; name each file that may be changed.'],
    },
    {
      title: 'Files, names with brackets, a folder that is to be made, sentences',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - IN_SCOPE_PATHS:
          - src/app/[user]/page.tsx
          - src/app/(public)/login.tsx
          - Makefile
          - src/new
          - All of the forms under src/login/, as far as they are used
        - OUT_OF_SCOPE:
          - src/**
      `,
    },
  ],
});

/** `locales/{en,de}.json`: braces alone stand for so many names, and for no other file. */
const namesFiles = (named: NamedPath, world: World): boolean =>
  !named.folder && alternatives(named.path).every((path) => !isGlob(path) && !isFolder({ ...named, path }, world));

function isFolder(named: NamedPath, world: World): boolean {
  if (named.folder) return true;
  // What ends like a file is asked for by other rules; here it need not be.
  if (/\.[A-Za-z]\w*$/.test(named.path)) return false;
  const there = world.exists(named.path);
  return there.is === 'known' && there.value.as === 'folder';
}

/** A path that stands for many, with the files that it takes now; none where they are too many to be named. */
interface Wide {
  readonly named: NamedPath;
  readonly what: string;
  readonly files: readonly RelPath[];
}

const asWritten = ({ named }: Wide): string => `${named.path}${named.folder && !named.glob ? '/' : ''}`;

function nameThem(path: RelPath, wide: readonly Wide[]): Offer {
  const all = wide.flatMap((w) => w.files);
  return {
    title: all.length === 1 ? `Name ${all[0]}` : `Name the ${all.length} files`,
    safety: 'ask',
    change: (desk) => {
      const doc = desk.document(path, 'packets/packet');
      return doc && [{ do: 'edit', path, hash: doc.hash, edits: wide.map((w) => listed(doc.text, w.named, w.files)) }];
    },
  };
}

/** One line for each file, as the line of the pattern is written; where it shares its line, they share it too. */
function listed(text: string, { at }: NamedPath, files: readonly RelPath[]): { at: NamedPath['at']; text: string } {
  const start = text.lastIndexOf('\n', at.start - 1) + 1;
  const end = /\r?\n|$/.exec(text.slice(at.end))?.index ?? 0;
  const lead = text.slice(start, at.start);
  const rest = text.slice(at.end, at.end + end);
  const own = /^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?[`*_]*$/.exec(lead);
  if (!own || /^[`*_]*\s*[;,]/.test(rest)) {
    const separator = /;/.test(`${lead}${rest}`) ? '; ' : ', ';
    const mark = /`$/.test(lead) && rest.startsWith('`') ? '`' : '';
    return { at, text: files.join(`${mark}${separator}${mark}`) };
  }
  const mark = /[`*_]*$/.exec(lead)?.[0] ?? '';
  const eol = eolOf(text);
  const lines = files.map((f, i) => `${i === 0 ? '' : lead}${f}${mark}`);
  return { at: { start: at.start, end: at.end + end }, text: lines.join(eol) };
}
