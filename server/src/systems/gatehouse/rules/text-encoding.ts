/** gatehouse/text-encoding */
import { md } from '#core/rule';
import { type DocumentModel, rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A governed document is UTF-8.',
  why: 'Editors, git and agents take it for UTF-8 and show, or write back, something else. Gatehouse reads the other bytes as Windows-1252, a file that begins with the mark of UTF-16 as that, and goes on. An editor is told to save the file in another encoding; `gatehouse check --fix` does it by itself.',

  check: {
    *document({ model, path }) {
      const whole = model.undecoded.find((u) => u.whole)?.whole;
      if (whole) {
        yield {
          at: { start: 0, end: 0 },
          message: `This file is ${whole}, not UTF-8; save it as UTF-8.`,
          fixes: [
            {
              title: 'Write the file as UTF-8',
              safety: 'safe',
              change(desk) {
                const doc = desk.document<DocumentModel>(path, 'gatehouse/document');
                return doc && [{ do: 'edit', path, hash: doc.hash, edits: [], as: 'UTF-8' }];
              },
            },
          ],
        };
        return;
      }
      const [first] = model.undecoded;
      if (!first) return;
      const n = model.undecoded.length;
      yield {
        at: { start: first.offset, end: first.offset + 1 },
        message: `This file is not UTF-8: ${n === 1 ? 'one byte is' : `${n} bytes are`} not, here one that is ${first.char} in Windows-1252. Save it as UTF-8.`,
        fixes: [
          {
            title: 'Write the file as UTF-8',
            safety: 'safe',
            change(desk) {
              const doc = desk.document<DocumentModel>(path, 'gatehouse/document');
              // An editor shows such a byte as one replacement character, so the place is the same.
              return (
                doc && [
                  {
                    do: 'edit',
                    path,
                    hash: doc.hash,
                    edits: doc.model.undecoded.map((u) => ({ at: { start: u.offset, end: u.offset + 1 }, text: u.char })),
                  },
                ]
              );
            },
          },
        ],
      };
    },
  },

  examples: [
    {
      title: 'A dash from Windows',
      // The test writes `‹96›` as the byte 0x96.
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login [|‹96›|] log in
      `,
      says: ['This file is not UTF-8: one byte is not, here one that is – in Windows-1252. Save it as UTF-8.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login – log in
      `,
    },
    {
      title: 'UTF-16',
      // The test takes the file for one that began with the mark of UTF-16.
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        [||]‹UTF-16›# WP-1-Login – log in
      `,
      says: ['This file is UTF-16, not UTF-8; save it as UTF-8.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login – log in
      `,
    },
    {
      title: 'UTF-8',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login – 登录 🔑
      `,
    },
  ],
});
