/** `gatehouse init`: what it concludes from a repository, and what it begins an empty one with. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { nodePace } from '#host/node-pace';
import { configText, discoverAll, type Found, habits, scaffold, survey } from '#service/init/init';
import { systems } from '#systems/registry.generated';
import { findingsOf, fixture, parseFixture, parsers } from './support/fixture';
import { MemoryFiles } from './support/memory';
import { holds } from './support/property';

const packets = systems.find((s) => s.id === 'packets');
assert.ok(packets);

/** What `init` writes for the files of a fixture. */
async function written(source: string, follows: readonly string[] = []): Promise<string> {
  const files = new MemoryFiles(parseFixture(source).files);
  return configText(discoverAll(systems, await survey(files, parsers, nodePace), new Set(follows)));
}

const settings = async (source: string): Promise<unknown> => parse(await written(source));

/** Five packets of one make. */
const five = (path: (n: number) => string, body: (n: number) => string): string =>
  [1, 2, 3, 4, 5].map((n) => `==> ${path(n)} <==\n# WP-1-Part${n}\n\n${body(n)}\n`).join('\n');

const usual = `
## Scope
- IN_SCOPE_PATHS:
  - src/a.ts
  - src/b.ts
  - src/c.ts
  - src/d.ts
  - src/e.ts
- OUT_OF_SCOPE:
  - src/z.ts (later)
## Why
Because.
## TEST_PLAN
- \`npm test\`
## BOOTSTRAP
- FILES_TO_OPEN: src/a.ts
## ROLLBACK_HINT
git revert
## VALIDATION
- Command: npm test
## Signature & Enrichment Log
- none
`;

describe('what init finds', () => {
  it('packets in another place, and only them', async () => {
    const source = `${five(
      (n) => `work/items/WP-1-Part${n}.md`,
      () => `- STATUS: Backlog\n- SPEC_ANCHOR: A1\n## What\nIt.\n## DONE_MEANS\n- one\n- two\n- three\n- four\n- five\n${usual}`,
    )}
==> work/items/notes.md <==
# Notes
Nothing here.
==> README.md <==
# A project whose status is done
`;
    assert.deepEqual(await settings(source), {
      systems: ['packets'],
      packets: { paths: { packet: 'work/items/WP-*.md' } },
    });
  });

  it('other names of fields, and fields that nobody uses', async () => {
    const source = five(
      (n) => `docs/task_packets/WP-1-Part${n}.md`,
      (n) =>
        `- STATUS: In-Progress\n## Objective\nIt.\n## Rationale\nSo.\n## Acceptance Criteria\n- a\n- b\n- c\n- d\n- e\n## Files to touch\n- src/a.ts\n- src/b.ts\n- src/c.ts\n- src/d.ts\n- src/e.ts\n## Out of Scope\n- x (later)\n## How to test\n- npm test\n${n === 1 ? '## VALIDATION\n- Command: npm test' : ''}`,
    );
    const text = await written(source, ['packets']);
    assert.deepEqual(parse(text), {
      packets: {
        aliases: {
          What: ['Objective'],
          Why: ['Rationale'],
          IN_SCOPE_PATHS: ['Files to touch'],
          DONE_MEANS: ['Acceptance Criteria'],
          TEST_PLAN: ['How to test'],
        },
        required: { default: ['TASK_ID', 'STATUS', 'What', 'Why', 'IN_SCOPE_PATHS', 'OUT_OF_SCOPE', 'DONE_MEANS', 'TEST_PLAN'] },
      },
    });
    assert.match(text, /# “Objective” in 5 of 5 packets/);
    assert.match(text, /VALIDATION \(in 1 of 5 packets\)/);
  });

  it('no state in a heading over rows that say their own, nor in a choice, nor packets in templates', async () => {
    const states = ['In-Progress', 'In-Progress', 'In-Progress', 'Backlog | In Review | Done', 'Backlog | In Review | Done'];
    const source = `${five(
      (n) => `gov/packets/WP-1-Part${n}.md`,
      (n) => `- STATUS: ${states[n - 1]}\n- SPEC_ANCHOR: A1\n## What\nIt.\n## DONE_MEANS\n- one\n- two\n`,
    )}
==> gov/packets/PACKET_TEMPLATE.md <==
# WP-1-Name
- STATUS: In-Progress
- SPEC_ANCHOR: A1
## What
It.
==> docs/TASK_BOARD.md <==
# Board
## Active Board
| ID | Title | Status |
|---|---|---|
| WP-1-Part1 | One | In-Progress |
| WP-1-Part2 | Two | In-Progress |
`;
    const { packets } = (await settings(source)) as { packets: Record<string, Record<string, unknown>> };
    assert.equal(packets.boardSections, undefined);
    assert.equal(packets.statuses, undefined);
    assert.equal(packets.paths?.packet, 'gov/packets/WP-*.md');
  });

  it('packets that call nearly everything otherwise, with a table above', async () => {
    const source = five(
      (n) => `work/items/WP-1-Part${n}.md`,
      () =>
        '| | |\n|---|---|\n| Status | Backlog |\n| Spec | 2.2 Capture |\n\n## Goal\nIt.\n## Acceptance Criteria\n- one\n- two\n## Verification\n- pytest\n',
    );
    assert.deepEqual(await settings(source), {
      systems: ['packets'],
      packets: {
        paths: { packet: 'work/items/WP-*.md' },
        aliases: { SPEC_ANCHOR: ['Spec'], What: ['Goal'], DONE_MEANS: ['Acceptance Criteria'], TEST_PLAN: ['Verification'] },
        required: { default: ['TASK_ID', 'STATUS', 'SPEC_ANCHOR', 'What', 'DONE_MEANS', 'TEST_PLAN'] },
        counts: { DONE_MEANS: [2, 10] },
      },
    });
    const version = await settings(source.replaceAll('2.2 Capture', 'Payments_Spec_v2.3.md'));
    assert.doesNotMatch(JSON.stringify(version), /"Spec"/);
  });

  it('names in lines of plain text, where one of them is known', async () => {
    const source = five(
      (n) => `docs/task_packets/WP-1-Part${n}.md`,
      (n) => `Status: ready\nSpec: 1.${n}\nSigned: ann0${n}0120260900\n\nGoal: this is a sentence.\n\n## Why\nBecause.`,
    );
    const { packets } = (await settings(source)) as { packets: Record<string, unknown> };
    assert.deepEqual(packets.aliases, { SPEC_ANCHOR: ['Spec'], USER_SIGNATURE: ['Signed'] });
  });

  it('names in paragraphs of one line; a plan of the work is no BOOTSTRAP, but one with files and commands is', async () => {
    const packet = (plan: string) =>
      five(
        (n) => `docs/task_packets/WP-1-Part${n}.md`,
        () =>
          `Status: \`planned\`\n\nRisk: LOW\n\nTest target: \`make mill\`\n\nThe mill: a word on it.\n\n## Goal\nIt turns.\n\n## Work plan\n${plan}\n`,
      );
    const aliases = async (plan: string): Promise<unknown> =>
      ((await settings(packet(plan))) as { packets: { aliases: unknown } }).packets.aliases;
    const rest = { What: ['Goal'], TEST_PLAN: ['Test target'], RISK_TIER: ['Risk'] };
    assert.deepEqual(await aliases('1. Dig a small hole and look at it.\n2. Build.'), rest);
    assert.deepEqual(await aliases('1. Read src/mill.ts\n2. `make mill`'), { ...rest, BOOTSTRAP: ['Work plan'] });
  });

  it('words of a ladder that a document beside the packets declares; what has not begun; a word that nobody can tell', async () => {
    const words = ['review', 'pending', 'not-begun', 'in_progress', 'done'];
    const source = `${five(
      (n) => `docs/task_packets/WP-1-Part${n}.md`,
      (n) => `- STATUS: ${words[n - 1]}\n- SPEC_ANCHOR: A1\n## What\nIt.\n## DONE_MEANS\n- a\n- b\n- c\n- d\n- e\n${usual}`,
    )}
==> docs/task_packets/README.md <==
# Packets

\`planned\` → \`ready\` → \`in_progress\` → \`review\` → \`merged\`

Either big → small, or small → big → done.
- Done: [QA_PENDING|DONE|BACKLOG]
> **State legend:** DONE | BACKLOG | ON_HOLD
==> docs/notes.md <==
todo → in progress → tasting → done
`;
    assert.deepEqual(await settings(source), {
      systems: ['packets'],
      packets: {
        statuses: {
          'Ready-for-Validation': ['review'],
          Done: ['merged'],
          Blocked: ['on hold'],
          Backlog: ['pending', 'not-begun'],
        },
      },
    });
    assert.match(await written(source), /“merged” is declared in docs\/task_packets\/README\.md/);
    const odd = five(
      (n) => `docs/task_packets/WP-1-Part${n}.md`,
      () => `- STATUS: Brewing\n- SPEC_ANCHOR: A1\n## What\nIt.\n## DONE_MEANS\n- a\n- b\n- c\n- d\n- e\n${usual}`,
    );
    assert.match(await written(odd), /5 of 5 packets are “brewing”: write under packets\.statuses which state that is/);
  });

  it('packets that were done before the template: less is asked of them, and of no others', async () => {
    const old = [1, 2, 3].map((n) => `==> docs/task_packets/WP-0-Old${n}.md <==\n# WP-0-Old${n}\n- Status: Done\n\n`).join('');
    const younger = five(
      (n) => `docs/task_packets/WP-1-Part${n}.md`,
      () => `- STATUS: In-Progress\n- SPEC_ANCHOR: A1\n## What\nIt.\n## DONE_MEANS\n- one\n${usual}`,
    );
    const { overrides } = (await settings(old + younger)) as {
      overrides: { files: string[]; rules: Record<string, string> }[];
    };
    assert.deepEqual(
      overrides.map((o) => [o.files, o.rules['packets/missing-field']]),
      [[['docs/task_packets/WP-0-*.md'], 'hint']],
    );
    // Where a younger one begins alike, each is named.
    const alike = old.replaceAll('WP-0-Old', 'WP-1-Old').replaceAll('Old3', 'Part9');
    const named = ((await settings(alike + younger)) as { overrides: { files: string[] }[] }).overrides[0]?.files;
    assert.deepEqual(
      named,
      ['Old1', 'Old2', 'Part9'].map((x) => `docs/task_packets/WP-1-${x}.md`),
    );
    // One that is worked on is no old one, and two are no generation.
    const active = old.replace('- Status: Done', '- Status: In-Progress');
    assert.equal(((await settings(active + younger)) as { overrides?: unknown }).overrides, undefined);
  });

  it('the field that holds a packet’s id, whatever it is called', async () => {
    for (const head of [
      '| Field | Value |\n|---|---|\n| Karte | ID |\n| Status | Backlog |\n',
      '- **Karte:** `ID`\n- STATUS: Backlog\n',
    ]) {
      const source = five(
        (n) => `docs/task_packets/WP-1-Part${n}.md`,
        (n) => `${head.replace('ID', `WP-1-Part${n}`)}\n## What\nIt.\n${usual}`,
      );
      const { packets: found } = (await settings(source)) as { packets: { aliases?: Record<string, unknown> } };
      assert.deepEqual(found.aliases?.TASK_ID, ['Karte'], head);
    }
  });

  it('packets in folders below one, by one glob', async () => {
    const body = (n: number): string => `- STATUS: Backlog\n- SPEC_ANCHOR: A1\n- What: It ${n}.\n${usual}`;
    const where = (n: number): string => `work/${['', 'a/', 'b/', 'b/c/', ''][n - 1]}WP-${n}-Part.md`;
    const found = async (more = ''): Promise<unknown> =>
      ((await settings(`${five(where, body)}${more}`)) as { packets: { paths: { packet: unknown } } }).packets.paths.packet;
    assert.equal(await found(), 'work/**/WP-*.md');
    assert.notEqual(await found('==> work/b/WP-notes.md <==\n# Notes\n'), 'work/**/WP-*.md', 'where that says more than they');
  });

  it('a name that only one packet has is no habit', async () => {
    const source = five(
      (n) => `docs/task_packets/WP-1-Part${n}.md`,
      (n) =>
        `- STATUS: Backlog\n- SPEC_ANCHOR: A1\n## ${n === 1 ? 'Objective' : 'What'}\nIt.\n## DONE_MEANS\n- a\n- b\n- c\n- d\n- e\n${usual}`,
    );
    assert.deepEqual(await settings(source), { systems: ['packets'] });
  });

  it('a word that one packet of many has alone, and one that is taken back', async () => {
    const words = ['Done', 'Shipped', 'Blocked', 'Blocked', 'Backlog'];
    const packet = (n: number): string => `docs/task_packets/WP-1-Part${n}.md`;
    const saying = (status: string): string =>
      `- STATUS: ${status}\n- SPEC_ANCHOR: A1\n## What\nIt.\n## DONE_MEANS\n- a\n- b\n- c\n- d\n- e\n${usual}`;
    assert.deepEqual(await settings(five(packet, (n) => saying(words[n - 1] as string))), { systems: ['packets'] });
    // Where nobody else is in that state it is the word for it.
    words[0] = 'Backlog';
    assert.deepEqual(await settings(five(packet, (n) => saying(words[n - 1] as string))), {
      systems: ['packets'],
      packets: { statuses: { Done: ['Shipped'] } },
    });
    assert.deepEqual(await settings(five(packet, () => saying('Almost finished'))), { systems: ['packets'] });
  });

  it('words for a status, and what they mean', async () => {
    const words = ['In QA (since Monday)', 'Merged 🎉', 'Groomed', 'On hold', 'banana'];
    const source = five(
      (n) => `docs/task_packets/WP-1-Part${n}.md`,
      (n) => `- STATUS: ${words[n - 1]}\n- SPEC_ANCHOR: A1\n## What\nIt.\n## DONE_MEANS\n- a\n- b\n- c\n- d\n- e\n${usual}`,
    );
    assert.deepEqual(await settings(source), {
      systems: ['packets'],
      packets: {
        statuses: { 'Ready-for-Validation': ['In QA'], Done: ['merged'], 'Ready-for-Dev': ['Groomed'], Blocked: ['On hold'] },
      },
    });
  });

  it('board, spec, pointer and audit by what is in them', async () => {
    const source = `==> plan/board.md <==
# Work
## In Progress
- [WP-1-A] In-Progress
- [WP-1-B] In-Progress

==> spec/Product_Spec_v1.2.md <==
# Spec
## 1 One
## 1.1 Two
## 1.2 Three

==> spec/Product_Spec_v1.1.md <==
# Spec
## 1 One
## 1.1 Two
## 1.2 Three

==> spec/CURRENT.md <==
# Current
It is **Product_Spec_v1.2.md**.

==> gov/signatures.md <==
| Signature | Used By | Purpose |
|---|---|---|
| ann_010120261200 | Ann | WP-1-A |
`;
    assert.deepEqual(await settings(source), {
      systems: ['packets'],
      packets: {
        paths: {
          board: 'plan/board.md',
          audit: 'gov/signatures.md',
          spec: 'spec/Product_Spec_v1.*.md',
          pointer: 'spec/CURRENT.md',
        },
      },
    });
  });

  it('a second folder of packets beside the usual one, and neither copies nor examples', async () => {
    const packet = (path: string): string =>
      `==> ${path} <==\n# ${path.split('/').at(-1)}\n- STATUS: Backlog\n- What: It.\n- DONE_MEANS: a\n\n`;
    const source = [
      'docs/task_packets/WP-1-A.md',
      'services/pay/docs/task_packets/WP-1-B.md',
      'services/pay/docs/task_packets/WP-1-C.md',
      'old/task_packets/WP-1-A.md',
      'examples/docs/task_packets/WP-9-X.md',
    ].map(packet);
    const { packets: found } = (await settings(source.join(''))) as { packets: { paths: { packet: string[] } } };
    assert.deepEqual(found.paths.packet.at(-1), 'services/pay/docs/task_packets/WP-*.md');
    const f = await fixture(`==> gatehouse.yaml <==\n${await written(source.join(''))}\n${source.join('')}`);
    assert.deepEqual(f.session.workspace.store.look().names('packet').toSorted(), ['WP-1-A', 'WP-1-B', 'WP-1-C']);
  });

  it('packets by their common name where one of them says little, and no README', async () => {
    const packet = (n: number): string =>
      `==> plan/wps/WP-1-P${n}.md <==\n# WP-1-P${n}\n- STATUS: Backlog\n- What: It.\n- DONE_MEANS: a\n\n`;
    const thin = '==> plan/wps/WP-1-New.md <==\n# WP-1-New\nLater.\n\n==> plan/wps/README.md <==\n# Packets\nCopy one.\n';
    const { packets: found } = (await settings(packet(1) + packet(2) + thin)) as { packets: { paths: { packet: string } } };
    assert.equal(found.paths.packet, 'plan/wps/WP-1-*.md');
    // Names that have nothing in common.
    const apart =
      '==> wps/TASK-1-A.md <==\n# A\n- STATUS: Backlog\n- What: It.\n- DONE_MEANS: a\n\n==> wps/WP-2-B.md <==\n# B\n- STATUS: Backlog\n- What: It.\n- DONE_MEANS: a\n\n==> wps/README.md <==\n# Packets\n';
    const { packets: other } = (await settings(apart)) as { packets: { paths: { packet: string[] } } };
    assert.deepEqual(other.paths.packet.toSorted(), ['wps/TASK-[0-9]*.md', 'wps/WP-[0-9]*.md']);
  });

  it('a spec with ids of its own form, a pointer and an audit that are called otherwise', async () => {
    const source = `==> plan/board.md <==
# Work
## In Progress
- [WP-1-A] In-Progress
- [WP-1-B] In-Progress

==> plan/packets/WP-1-A.md <==
# WP-1-A
- STATUS: In-Progress
- SPEC_ANCHOR: LM-1.1
- What: It.
- DONE_MEANS: a

==> specs/Lumen-Spec-v12.md <==
# Spec
## LM-1 One
### LM-1.1 Two
## LM-2 Three
## WP-1 is no section

==> plan/SPEC.md <==
It is **Lumen-Spec-v12.md**.

==> plan/signed.md <==
| # | Approval | For | When |
|---|---|---|---|
| 1 | ann_010120261200 | WP-1-A | 2026-01-01 12:00 |
| 2 | ann_010120261201 | WP-1-B | 2026-01-01 12:01 |

==> plan/notes.md <==
We spoke of ann_010120261200.
`;
    assert.deepEqual(await settings(source), {
      systems: ['packets'],
      packets: {
        paths: {
          packet: 'plan/packets/WP-*.md',
          board: 'plan/board.md',
          audit: 'plan/signed.md',
          spec: 'specs/Lumen-Spec-*.md',
          pointer: 'plan/SPEC.md',
        },
        anchors: ['LM-{dotted}'],
      },
    });
  });

  it('a family of ids, whose second word is open', async () => {
    const source = `==> docs/SPEC_CURRENT.md <==
**Trips_Master_Spec_v1.md**

==> Trips_Master_Spec_v1.md <==
# Spec
## ANCHOR-TRIP-01 Trips
## ANCHOR-TRIP-02 Stops
## ANCHOR-SHARE-01: Sharing

==> docs/task_packets/WP-1-Trips.md <==
# WP-1-Trips
- STATUS: Backlog
- SPEC_ANCHOR: ANCHOR-TRIP-01
- What: Trips.
`;
    const { packets } = (await settings(source)) as { packets: Record<string, unknown> };
    assert.deepEqual(packets.anchors, ['ANCHOR-{LETTERS}-{dotted}']);
  });

  it('an audit that is a list, by its name; a numbered heading without its number', async () => {
    const source = `${five(
      (n) => `docs/task_packets/WP-1-Part${n}.md`,
      (n) => `- STATUS: Backlog\n- USER_SIGNATURE: ann0${n}0120260900\n## ${n}. How we test it\n\nBy hand.\n`,
    )}
==> governance/SIGNATURES.md <==
# Signatures
- ann010120260900 — WP-1-Part1
- ann020120260900 — WP-1-Part2

==> governance/NOTES.md <==
# Notes
- ann010120260900 was quick
`;
    const { packets } = (await settings(source)) as { packets: Record<string, Record<string, unknown>> };
    assert.equal(packets.paths?.audit, 'governance/SIGNATURES.md');
    assert.deepEqual(packets.aliases?.TEST_PLAN, ['How we test it']);
  });

  it('requirements that lists and tables of the spec open with', async () => {
    const spec = (rows: string) => `==> docs/SPEC_CURRENT.md <==
**Master_Spec_v1.0.md**

==> Master_Spec_v1.0.md <==
# Spec
## 4 Retries
${rows}

==> docs/task_packets/WP-1-A.md <==
# WP-1-A
- TASK_ID: WP-1-A
- STATUS: In-Progress
- SPEC_ANCHOR: REQ-12, REQ-20
- What: It.
- DONE_MEANS: a
`;
    const anchors = async (rows: string): Promise<unknown> =>
      ((await settings(spec(rows))) as { packets?: { anchors?: unknown } }).packets?.anchors;
    const asked =
      '- REQ-12: A retry MUST wait.\n- **REQ-13** It MUST end.\n\n| id | what |\n|---|---|\n| REQ-20 | A message MUST NOT exceed 256 kB. |';
    assert.deepEqual(await anchors(asked), ['REQ-{dotted}']);
    assert.equal(await anchors(asked.replaceAll('MUST', 'may')), undefined);
  });

  it('a repository in German: its fields, states, board, audit and spec', async () => {
    const packet = (n: number, state: string) => `==> doku/pakete/WP-1-Teil${n}.md <==
# WP-1-Teil${n}

| Feld | Wert |
|---|---|
| Kennung | WP-1-Teil${n} |
| Zustand | ${state} |
| Bezug | 1.${n} |
| Unterschrift | jörg02112025080${n} |
| Risiko | HOCH |

## Was
Es geht.
## Warum
Darum.
## Dateien
- src/Teil${n}.java
## Abnahme
1. Es geht
2. Es geht wieder
## Prüfplan
- \`mvn test\`
`;
    const source = `${packet(1, 'Erledigt')}
${packet(2, 'Erledigt')}
${packet(3, 'In Prüfung')}
==> doku/TAFEL.md <==
# Tafel

## In Arbeit
- WP-1-Teil4 seit 02.01.2026

## Im Labor
- WP-1-Teil1, wartet auf WP-1-Teil3
- WP-1-Teil2

## In Prüfung
- WP-1-Teil3 (seit 02.01.2026)

==> doku/UNTERSCHRIFTEN.md <==
| Unterschrift | Wer | Zeit | Zweck |
|---|---|---|---|
| jörg021120250801 | Jörg | 02.11.2025 08:01 | WP-1-Teil1 |

==> doku/lastenheft/Lastenheft_v1.2.md <==
# Lastenheft
## 1.1 Weichen
## 1.2 Signale
## 1.3 Verschluss

==> doku/AKTUELL.md <==
Gültig ist **lastenheft/Lastenheft_v1.2.md**.
`;
    const { packets } = (await settings(source)) as { packets: Record<string, Record<string, unknown>> };
    assert.deepEqual(packets.paths, {
      packet: 'doku/pakete/WP-*.md',
      board: 'doku/TAFEL.md',
      audit: 'doku/UNTERSCHRIFTEN.md',
      spec: 'doku/lastenheft/Lastenheft_*.md',
      pointer: 'doku/AKTUELL.md',
    });
    assert.deepEqual(packets.aliases, {
      TASK_ID: ['Kennung'],
      STATUS: ['Zustand'],
      SPEC_ANCHOR: ['Bezug'],
      What: ['Was'],
      Why: ['Warum'],
      IN_SCOPE_PATHS: ['Dateien'],
      DONE_MEANS: ['Abnahme'],
      TEST_PLAN: ['Prüfplan'],
      RISK_TIER: ['Risiko'],
      USER_SIGNATURE: ['Unterschrift'],
      'Used By': ['Wer'],
      Timestamp: ['Zeit'],
      Purpose: ['Zweck'],
      Since: ['seit'],
      'Blocked on': ['wartet auf'],
    });
    assert.deepEqual(packets.statuses, { Done: ['Erledigt'], 'Ready-for-Validation': ['In Prüfung'] });
    // One by its words, the other by what the packets below it say.
    assert.deepEqual(packets.boardSections, { 'In-Progress': ['In Arbeit'], Done: ['Im Labor'] });
    assert.deepEqual(packets.tiers, ['NIEDRIG', 'MITTEL', 'HOCH']);
    assert.deepEqual(packets.tierNeeds, {
      aiReview: ['MITTEL', 'HOCH'],
      auditScope: ['MITTEL', 'HOCH'],
      justification: ['HOCH'],
    });
    const f = await fixture(`==> gatehouse.yaml <==\n${await written(source)}\n${source}`);
    assert.deepEqual(
      findingsOf(f.session).filter((x) => /config|invalid|mismatch/.test(x.rule)),
      [],
    );
  });

  it('a board that is a table with columns in another language', async () => {
    const source = `${five(
      (n) => `lots/WP-1-Part${n}.md`,
      (n) => `- Statut : ${n === 1 ? 'En cours' : 'Prêt'}\n- Référence : §1.${n}\n## Quoi\nIl marche.\n`,
    )}
==> suivi/TABLEAU.md <==
# Tableau

| Lot | État | Depuis | Attend |
|---|---|---|---|
| WP-1-Part1 | En cours | 2026-01-02 | – |
| WP-1-Part2 | Prêt | 2026-01-02 | WP-1-Part1 |
| WP-1-Part3 | En recette | 2026-01-02 | – |
`;
    const { packets } = (await settings(source)) as { packets: Record<string, Record<string, unknown>> };
    assert.equal(packets.paths?.board, 'suivi/TABLEAU.md');
    assert.deepEqual(packets.aliases, {
      STATUS: ['Statut', 'État'],
      SPEC_ANCHOR: ['Référence'],
      What: ['Quoi'],
      Since: ['Depuis'],
      'Blocked on': ['Attend'],
    });
    assert.deepEqual(packets.statuses, {
      'In-Progress': ['En cours'],
      'Ready-for-Dev': ['Prêt'],
      'Ready-for-Validation': ['en recette'],
    });
  });

  it('a ladder of risks with a step more, and states of a studio', async () => {
    const source = five(
      (n) => `docs/task_packets/WP-1-Part${n}.md`,
      (n) =>
        `- STATUS: ${n < 3 ? '🛠️ In Dev' : 'In Progress'}\n- SPEC_ANCHOR: A1\n- RISK_TIER: ${n < 3 ? 'Critical' : 'LOW'}\n## What\nIt.\n## DONE_MEANS\n- a\n- b\n- c\n- d\n- e\n${usual}`,
    );
    assert.deepEqual(await settings(source), {
      systems: ['packets'],
      packets: {
        statuses: { 'In-Progress': ['in dev'] },
        tiers: ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'],
        tierNeeds: {
          aiReview: ['MEDIUM', 'HIGH', 'CRITICAL'],
          auditScope: ['MEDIUM', 'HIGH', 'CRITICAL'],
          justification: ['HIGH', 'CRITICAL'],
        },
      },
    });
  });

  it('nothing in a repository of something else', async () => {
    const source = `==> README.md <==
# A library
Status: stable
## Tests
Run them.
==> docs/SIGNATURE_AUDIT.md <==
# On signatures in algebra
`;
    const files = new MemoryFiles(parseFixture(source).files);
    assert.deepEqual(discoverAll(systems, await survey(files, parsers, nodePace), new Set()), []);
  });

  it('writes a configuration that is valid, and by which it finds nothing more', async () => {
    const source = five(
      (n) => `work/WP-1-Part${n}.md`,
      () => '- STATUS: In QA\n- SPEC_ANCHOR: A1\n## Objective\nIt.\n## DONE_MEANS\n- a\n- b\n',
    );
    const f = await fixture(`==> gatehouse.yaml <==\n${await written(source)}\n${source}`);
    const said = findingsOf(f.session).map((x) => x.rule);
    assert.ok(!said.includes('gatehouse/config-invalid'));
    assert.ok(!said.includes('packets/missing-field'), said.join());
    assert.ok(!said.includes('packets/invalid-status'), said.join());
    assert.equal(f.session.systems[0]?.id, 'packets');
  });
});

describe('the text of a configuration', () => {
  it('says in YAML what was found, whatever the words', () => {
    const word = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom('yes', 'null', '- a', '#x', '1.0', 'a: b', '*', '!x', 'é', '12:30'),
    );
    const setting = fc.record({
      key: fc.tuple(fc.constantFrom('aliases', 'paths'), word),
      value: fc.oneof(word, fc.array(fc.oneof(word, fc.integer()), { minLength: 1, maxLength: 12 })),
      because: fc.string(),
    });
    holds(
      fc.property(fc.uniqueArray(setting, { selector: (s) => s.key.join('\0'), minLength: 1, maxLength: 8 }), (all) => {
        const found: Found = { system: 'packets', title: 'Packets', landmarks: true, present: true, seen: ['x'], settings: all };
        const expected: Record<string, Record<string, unknown>> = Object.create(null);
        for (const { key, value } of all) {
          const [group, name] = key;
          expected[group] ??= Object.create(null) as Record<string, unknown>;
          (expected[group] as Record<string, unknown>)[name] = value;
        }
        assert.deepEqual(JSON.stringify(parse(configText([found])).packets, sorted), JSON.stringify(expected, sorted));
      }),
    );
  });
});

/** Objects by their keys' order, so that two texts compare. */
function sorted(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

describe('what init begins with', () => {
  it('is a repository without a finding, and with its systems', async () => {
    for (const name of ['Lantern', 'my app/2', 'Ünïcode ❤', '']) {
      const files = scaffold(packets, name, () => false);
      const f = await fixture(files.map(({ path, text }) => `==> ${path} <==\n${text}`).join('\n'));
      assert.deepEqual(
        findingsOf(f.session).map((x) => `${x.path}: ${x.rule}: ${x.message}`),
        [],
        name,
      );
      assert.deepEqual(
        f.session.systems.map((s) => s.id),
        ['packets'],
      );
      for (const kind of ['pointer', 'spec', 'board', 'audit', 'codex', 'protocol'])
        assert.ok(f.session.workspace.store.look().files(`packets/${kind}`).length > 0, kind);
    }
  });

  it('leaves what is there', () => {
    const there = 'docs/TASK_BOARD.md';
    assert.ok(!scaffold(packets, 'X', (p) => p === there).some((f) => f.path === there));
  });
});

describe('what nearly all documents have', () => {
  const packet = (n: number, more: string): string =>
    `==> docs/task_packets/WP-1-Part${n}.md <==\n# WP-1-Part${n}\n- STATUS: In-Progress\n- RISK_TIER: HIGH (money)\n${more}\n`;
  const rules = async (source: string): Promise<readonly string[]> => {
    const f = await fixture(source);
    return habits(f.session).map((h) => `${h.rule} ${h.count}/${h.of}`);
  };

  it('is a habit, also where it is an error that says that something is nowhere', async () => {
    const all = await rules([1, 2, 3, 4, 5, 6].map((n) => packet(n, '- USER_SIGNATURE: <pending>')).join(''));
    assert.ok(all.includes('packets/signature-missing 6/6'), all.join());
    assert.ok(all.includes('packets/bootstrap-output-missing 6/6'), all.join());
    // Another error is none, however many have it.
    assert.ok(!all.some((h) => h.startsWith('packets/missing-field')));
  });

  it('counts what the board alone has as superseded', async () => {
    const board = '==> docs/TASK_BOARD.md <==\n# Board\n\n## Superseded\n- WP-1-Part4\n\n## In Progress\n- WP-1-Part1\n';
    const all = await rules(board + [1, 2, 3, 4].map((n) => packet(n, '')).join(''));
    assert.ok(all.includes('packets/signature-missing 4/4'), all.join());
  });

  it('is a habit of proving nothing, of those that do not say themselves that nothing is done', async () => {
    const done = (n: number, box: string): string =>
      packet(n, `\n## DONE_MEANS\n- [${box}] Users log in\n- [${box}] Users log out`).replace('In-Progress', 'Done');
    const ticked = [1, 2, 3, 4].map((n) => done(n, 'x')).join('');
    const all = await rules(ticked + done(5, ' ') + done(6, ' ') + done(7, ' '));
    assert.ok(all.includes('packets/evidence-missing 4/4'), all.join());
    // Where nobody ticks any, all are asked for proof.
    const open = await rules([1, 2, 3, 4].map((n) => done(n, ' ')).join(''));
    assert.ok(open.includes('packets/evidence-missing 4/4'), open.join());
  });

  it('is compared with documents that it could concern', async () => {
    const waiting = [7, 8, 9, 10, 11, 12].map((n) => packet(n, '').replace('In-Progress', 'Backlog')).join('');
    const all = await rules([1, 2, 3, 4, 5].map((n) => packet(n, '')).join('') + waiting);
    assert.ok(all.includes('packets/bootstrap-output-missing 5/5'), all.join());
  });

  it('is a hint where it was information, measured by those that cite several anchors', async () => {
    const citing = (n: number): string =>
      packet(n, '- SPEC_ANCHOR: A1.1, A1.2\n- TEST_PLAN: npm test\n- DONE_MEANS:\n  - Users log in\n  - The door opens');
    const others = [7, 8, 9, 10, 11, 12]
      .map((n) => packet(n, '- SPEC_ANCHOR: A1.1\n- TEST_PLAN: npm test\n- DONE_MEANS:\n  - Users log in'))
      .join('');
    const f = await fixture([1, 2, 3, 4, 5].map(citing).join('') + others);
    const habit = habits(f.session).find((h) => h.rule === 'packets/done-means-unanchored');
    assert.deepEqual(habit, { rule: 'packets/done-means-unanchored', as: 'hint', count: 5, of: 5 });
    assert.match(configText([], habit ? [habit] : []), /^ {2}packets\/done-means-unanchored: hint # in 5 of 5$/m);
    // A rule that warns, and is only unsure here, is left alone.
    assert.ok(findingsOf(f.session).filter((x) => x.rule === 'packets/done-means-untested' && x.severity === 'info').length > 8);
    assert.ok(!habits(f.session).some((h) => h.rule === 'packets/done-means-untested'));
    const anchored =
      [1, 2, 3].map(citing).join('') + [4, 5].map((n) => citing(n).replaceAll(/ in$| opens$/gm, '$& (A1.1)')).join('');
    assert.ok(!(await rules(anchored + others)).some((h) => h.startsWith('packets/done-means-unanchored')));
  });

  it('is a limit that nobody keeps to, place by place: a board has many', async () => {
    const board = (late: number): string =>
      `==> docs/TASK_BOARD.md <==\n# Board\n\n## Backlog\n${[1, 2, 3, 4, 5, 6, 7, 8]
        .map((n) => `- [WP-1-Part${n}] Since: 2026-0${n <= late ? 1 : 3}-01\n`)
        .join('')}`;
    const late = async (n: number): Promise<readonly string[]> => {
      const f = await fixture(packet(9, '') + board(n), { today: '2026-03-02' });
      return habits(f.session).map((h) => `${h.rule} ${h.count}/${h.of} ${h.as}`);
    };
    assert.deepEqual(await late(7), ['packets/board-sla 7/8 info']);
    assert.deepEqual(await late(4), []);
  });

  it('is a limit that the board does not speak of, though few are late, by the days of their packets', async () => {
    const late = async (more: string): Promise<readonly string[]> => {
      const dated = [1, 2, 3].map((n) => packet(n, '- DATE: 2026-01-01').replace('In-Progress', 'Backlog')).join('');
      const source = `${dated}==> docs/TASK_BOARD.md <==\n# Board\n${more}\n## Backlog\n- WP-1-Part1\n- WP-1-Part2\n- WP-1-Part3\n`;
      const f = await fixture(source, { today: '2026-03-02' });
      const s = await survey(new MemoryFiles(parseFixture(source).files), parsers, nodePace);
      const all = habits(f.session, discoverAll(systems, s, new Set(['packets'])));
      return all.flatMap((h) => (h.rule === 'packets/board-sla' ? [`${h.count}/${h.of}`] : []));
    };
    assert.deepEqual(await late(''), ['3/3']);
    assert.deepEqual(await late('\nThe SLA is five days.\n'), []);
  });

  it('is one of two that lack what stands nowhere, unless protocols say that it shall be', async () => {
    const source = (more: string): string =>
      [1, 2, 3]
        .map((n) => packet(n, n === 3 ? '- DATE: 2026-01-01' : ''))
        .join('')
        .replace('In-Progress', 'Backlog') + more;
    const rulesOf = async (more: string): Promise<readonly string[]> => {
      const f = await fixture(source(more));
      const s = await survey(new MemoryFiles(parseFixture(source(more)).files), parsers, nodePace);
      const found = discoverAll(systems, s, new Set(['packets']));
      return habits(f.session, found).map((h) => `${h.rule} ${h.count}/${h.of}`);
    };
    const all = await rulesOf('');
    for (const rule of ['signature-missing', 'ai-review-missing', 'audit-scope-missing', 'bootstrap-output-missing'])
      assert.ok(all.includes(`packets/${rule} 2/2`), all.join());
    assert.deepEqual(await rulesOf('==> docs/CODER_PROTOCOL.md <==\n# Coder\n'), []);
    // Of many one is enough that is in a state where it is due.
    const one = await rulesOf([4, 5, 6].map((n) => packet(n, '').replace('In-Progress', n === 4 ? 'Done' : 'Backlog')).join(''));
    assert.ok(one.includes('packets/report-missing 1/1'), one.join());
    // One signature among them, and who has none is told.
    const signed = await rulesOf(packet(4, '- USER_SIGNATURE: ann010120261200').replace('In-Progress', 'Backlog'));
    assert.ok(!signed.some((h) => h.startsWith('packets/signature-missing')), signed.join());
  });

  it('is none where only some have it, or where there are few', async () => {
    const some = [1, 2, 3, 4, 5, 6].map((n) => packet(n, n > 2 ? '- USER_SIGNATURE: ann010120261200' : '')).join('');
    assert.ok(!(await rules(some)).some((h) => h.startsWith('packets/signature-missing')));
    // Of six, two are signed: the four others were forgotten, though they are most.
    const most = [1, 2, 3, 4, 5, 6].map((n) => packet(n, n > 4 ? '- USER_SIGNATURE: ann010120261200' : '')).join('');
    const told = await rules(most);
    assert.ok(!told.some((h) => h.startsWith('packets/signature-missing')), told.join());
    assert.ok(told.includes('packets/ai-review-missing 6/6'), told.join());
    const few = [1, 2, 3].map((n) => packet(n, '')).join('');
    assert.deepEqual(await rules(few), []);
  });
});
