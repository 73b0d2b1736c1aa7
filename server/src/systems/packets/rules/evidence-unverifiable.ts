/** packets/evidence-unverifiable */
import { folderOf, joined } from '#core/paths';
import { md, type Report } from '#core/rule';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import { placeOf } from '../model/anchors/places';
import type { Cited } from '../model/evidence/evidence';
import { replaceIn } from '../model/packet/edit';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'info',
  concerns: 'content',
  since: '0.3.0',
  summary: 'Evidence is a file and its lines.',
  why: `A pattern names many files, a command none, and a piece of a conversation (\`【7ab87b†L1-L1】\`) only what was once on somebody's
screen: nobody can look it up. A file's name without its folder is found only where it stands but once; each is told once.`,

  check: {
    *packet({ facts, path, world }) {
      yield* vague(facts.cited, path, 'packets/packet', world);
    },
    *report({ facts, path, world }) {
      yield* vague(facts.cited, path, 'packets/report', world);
    },
  },

  examples: [
    {
      title: 'A piece of a conversation, a pattern, a command, half a path',
      files: md`
        ==> server/src/retention.rs <==
        a
        b

        ==> docs/task_packets/WP-1-Clean.md <==
        # WP-1-Clean
        - STATUS: In-Progress

        ## Evidence Mapping
        | Requirement | Code Evidence | Test Proof |
        |---|---|---|
        | Old rows go | [|【7ab87b†L1-L1】|] | \`cargo test gc\` |
        | No pool in the API | [|src/api/*.rs|] imports checked | \`rg "Pool" src/api\` |
        | No pool anywhere | \`[|grep -r Pool src|]\` | |
        | Pinned rows stay | \`[|retention.rs|]:1-2\`, \`retention.rs:2\` | |
      `,
      says: [
        '【7ab87b†L1-L1】 cites a conversation, where nobody can look it up; cite the file and its lines.',
        'src/api/*.rs names many files; cite the file and the lines that prove it.',
        'A command is no place in the code; cite the file and its lines, and let the command be the test.',
        'retention.rs is only a part of a path; write all of it, such as server/src/retention.rs.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Clean.md <==
        # WP-1-Clean
        - STATUS: In-Progress

        ## Evidence Mapping
        | Requirement | Code Evidence | Test Proof |
        |---|---|---|
        | Old rows go | 【7ab87b†L1-L1】 | \`cargo test gc\` |
        | No pool in the API | src/api/*.rs imports checked | \`rg "Pool" src/api\` |
        | No pool anywhere | \`grep -r Pool src\` | |
        | Pinned rows stay | \`server/src/retention.rs:1-2\`, \`server/src/retention.rs:2\` | |
      `,
    },
    {
      title: 'A file with lines, a mark with a file, a name that the packet completes, a command as the test',
      files: md`
        ==> src/retention.rs <==
        a

        ==> docs/task_packets/WP-1-Clean.md <==
        # WP-1-Clean
        - STATUS: In-Progress
        - FILES_TO_OPEN: src/retention.rs

        ## Evidence Mapping
        - Old rows go -> src/retention.rs:1; test: \`cargo test gc\`
        - Pinned rows stay -> 【F:src/retention.rs†L1-L1】
        - A report is kept -> retention.rs:1
      `,
    },
    {
      title: 'A piece of a chat under a heading where logs may stand too',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Validation

        ## DONE_MEANS
        1. Users log in

        ## VALIDATION
        ### Evidence
        - DONE_MEANS 1: [|【7ab87b†L1-L1】|]
      `,
    },
    {
      title: 'The document itself, and a file beside it, are meant before any other of that name',
      config: 'packets:\n  paths:\n    packet: docs/task_packets/*/packet.md\n',
      files: md`
        ==> docs/task_packets/WP-1-A/packet.md <==
        # WP-1-A

        ==> docs/task_packets/WP-1-A/notes.md <==
        a

        ==> docs/task_packets/WP-1-B/notes.md <==
        a

        ==> docs/task_packets/WP-1-B/packet.md <==
        # WP-1-B
        - STATUS: Done

        ## Evidence Mapping
        - Users log in -> packet.md:2
        - Users log out -> [|notes.md|]:1
      `,
      says: ['notes.md is only a part of a path; write all of it, such as docs/task_packets/WP-1-B/notes.md.'],
      fixed: md`
        ==> docs/task_packets/WP-1-B/packet.md <==
        # WP-1-B
        - STATUS: Done

        ## Evidence Mapping
        - Users log in -> packet.md:2
        - Users log out -> docs/task_packets/WP-1-B/notes.md:1
      `,
    },
  ],
});

function* vague(cited: readonly Cited[], path: RelPath, kind: string, world: World): Iterable<Report> {
  const told = new Set<string>();
  for (const c of cited) {
    if (c.form === 'chunk')
      yield { at: c.at, message: `${c.written} cites a conversation, where nobody can look it up; cite the file and its lines.` };
    else if (c.form === 'glob')
      yield { at: c.pathAt, message: `${c.path} names many files; cite the file and the lines that prove it.` };
    else if (c.form === 'command')
      yield {
        at: c.at,
        message: 'A command is no place in the code; cite the file and its lines, and let the command be the test.',
      };
    else if (c.form !== 'link' && !told.has(c.path)) {
      const place = placeOf(c, world);
      if (place?.is !== 'short') continue;
      // Beside the document there may be one that is meant before any other.
      const beside = joined(folderOf(path), c.path);
      const there = world.exists(beside);
      if (there.is === 'unknown') continue;
      const whole = there.value.as === 'file' ? beside : place.path;
      told.add(c.path);
      // All places in one edit: they are one finding.
      const places = cited.filter((o) => o.path === c.path).map((o) => o.pathAt);
      yield {
        at: c.pathAt,
        message: `${c.path} is only a part of a path; write all of it, such as ${whole}.`,
        fixes: [
          {
            title: `Write ${whole}`,
            safety: 'ask',
            change(desk) {
              const doc = desk.document(path, kind);
              if (places.length === 1) return replaceIn(desk, path, kind, c.pathAt, whole);
              const once = places.filter((p, i) => places.findIndex((q) => q.start === p.start) === i);
              return doc && [{ do: 'edit', path, hash: doc.hash, edits: once.map((at) => ({ at, text: whole })) }];
            },
          },
        ],
      };
    }
  }
}
