/** packets/missing-field */
import { fieldOf } from '#core/fields/model';
import { md, type Offer, type Report } from '#core/rule';
import { requiredFor } from '../model/dialect/dialect';
import { bootstrapParts, groupOf } from '../model/dialect/packet-fields';
import { PROFILE } from '../model/dialect/profile';
import { isCommitted } from '../model/dialect/status';
import { has, insertFields } from '../model/packet/edit';
import { signingFields } from '../model/signing/approval';
import { type PacketModel, rule, statusOf } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  concerns: 'content',
  since: '0.1.0',
  summary: 'A packet has every field that its status needs.',
  why: `A field that is not there cannot be agreed on, checked or proved. A stub or a Backlog packet needs \`TASK_ID\`, \`STATUS\` and
\`What\`; from Ready-for-Dev a packet needs all thirteen keys of the ten groups (VALIDATION may be empty). Before Ready-for-Dev a
missing field is a warning; in stubs, superseded packets and templates a hint. A Blocked packet that nobody has signed needs what a Backlog
packet does, and so does one that has no status, or one that cannot be read: what else it needs is told once it has one. \`packets.required\` in gatehouse.yaml changes the lists.

The title's id stands in for an absent \`TASK_ID\`; an \`Executive Summary\` for \`What\` and \`Why\`, sentences right
below a heading \`Scope\` for \`What\`.`,

  check: {
    *packet({ model, dialect, path }) {
      const status = statusOf(model) ?? (model.stub ? 'Stub' : undefined);
      const severity = isCommitted(status) ? 'error' : 'warning';
      // From where it was blocked nobody knows; what has been signed was ready.
      const isUnsigned = status === 'Blocked' && !signingFields(model.approval).some((f) => f.is === 'signed');
      const needs =
        status === undefined
          ? 'a packet needs it in any state'
          : `${/^[AEIOU]/.test(status) ? 'an' : 'a'} ${status} packet needs it`;
      // A slip in its name is all that would tell why a profile does not apply.
      const named = dialect.profiles.length > 0 && model.profile === undefined ? fieldOf(model.fields, PROFILE)?.text : undefined;
      const because = named ? `${needs}, and there is no profile ${named} in gatehouse.yaml` : needs;
      const due = requiredFor(dialect, model.stub ? 'Stub' : status, model.profile);
      const least = status === undefined || isUnsigned ? requiredFor(dialect, 'Backlog', model.profile) : due;
      const missing = due
        .filter((key) => least.includes(key))
        .filter(
          (key) =>
            !has(model.fields, key, key === 'BOOTSTRAP' ? bootstrapParts : []) &&
            !(key === 'TASK_ID' && (model.titleId !== undefined || dialect.ids.byName)) &&
            !(key === 'What' && model.scoped) &&
            // Its folder says it.
            !(key === 'STATUS' && model.statuses[0]?.folder !== undefined),
        );
      const add = (title: string, keys: readonly string[]): Offer => ({
        title,
        safety: 'ask',
        change(desk) {
          const doc = desk.document<PacketModel>(path, 'packets/packet');
          if (!doc) return undefined;
          const fields = keys.map((key) => [key, initial(key, model)] as const);
          return [{ do: 'edit', path, hash: doc.hash, edits: insertFields(doc.model.fields, doc.text, fields) }];
        },
      });
      // Each is a finding of its own: a baseline may hold one and not the other, and the next field that goes is a new one.
      for (const key of missing) {
        const group = groupOf(key);
        const within = group === key ? '' : ` (${group})`;
        yield {
          at: model.head,
          severity,
          message: `${model.id} has no ${key}${within}; ${because}.`,
          about: { kind: 'field', name: key },
          fixes: [
            add(`Add ${key}`, [key]),
            ...(missing.length > 1 ? [add(`Add all ${missing.length} missing fields`, missing)] : []),
          ],
        } satisfies Report;
      }
    },
  },

  examples: [
    {
      title: 'Other names of a field stand in for it',
      config: md`
        packets: { required: { default: [TASK_ID, STATUS, SPEC_ANCHOR, What, DONE_MEANS, TEST_PLAN] } }
      `,
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done
        - SPEC_ANCHOR_PRIMARY: A2.3

        ## Goal
        Let people in.

        ## ACCEPTANCE_CRITERIA
        - They are in.

        ## Validation Plan
        - npm test

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done
        - SPEC_ANCHOR: A2.3
        - TEST_PLAN: npm test

        ## Goal
        Let people out.

        # Global acceptance criteria
        - They are out.

        ==> docs/task_packets/stubs/WP-1-Roles.md <==
        # WP-1-Roles
        - STUB_STATUS: STUB (NOT READY FOR DEV)
        - What: Say who may do what.
      `,
    },
    {
      title: 'One that is just begun: what else it needs is told once it has a status',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # [|[|WP-1-Login|]|]
      `,
      says: [
        'WP-1-Login has no STATUS; a packet needs it in any state.',
        'WP-1-Login has no What (scope); a packet needs it in any state.',
      ],
      severities: ['warning', 'warning'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## STATUS

        Backlog

        ## What

        <!-- one or two sentences -->
      `,
    },
    {
      title: 'A profile that gatehouse.yaml does not have',
      config: 'packets: { required: { default: [What, Why] }, profiles: { small: { required: [What] } } }',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # [|WP-1-Login|]

        - STATUS: Ready-for-Dev
        - Profile: smal
        - What: People log in.
      `,
      says: ['WP-1-Login has no Why (scope); a Ready-for-Dev packet needs it, and there is no profile smal in gatehouse.yaml.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - Profile: smal
        - What: People log in.
        - Why:
      `,
    },
    {
      title: 'What it is for stands below Scope, in sentences; a list of paths there does not tell it',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog

        ## Scope

        People log in with a password and log out again.

        ==> docs/task_packets/WP-1-Logout.md <==
        # [|WP-1-Logout|]
        - STATUS: Backlog

        ## Scope
        src/auth/login.ts and src/auth/logout.ts

        ==> docs/task_packets/WP-1-Menu.md <==
        # [|WP-1-Menu|]
        - STATUS: Backlog

        ## Scope
        In the menu: rows and columns.

        ==> docs/task_packets/WP-1-Roles.md <==
        # [|WP-1-Roles|]
        - STATUS: Backlog

        ## Scope

        ### In Scope
        People log in with a password and log out again.
      `,
      says: [
        'WP-1-Logout has no What (scope); a Backlog packet needs it.',
        'WP-1-Menu has no What (scope); a Backlog packet needs it.',
        'WP-1-Roles has no What (scope); a Backlog packet needs it.',
      ],
      severities: ['warning', 'warning', 'warning'],
      fixed: md`
        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Backlog
        - What:

        ## Scope
        src/auth/login.ts and src/auth/logout.ts

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - STATUS: Backlog
        - What:

        ## Scope
        In the menu: rows and columns.

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Backlog
        - What:

        ## Scope

        ### In Scope
        People log in with a password and log out again.
      `,
    },
    {
      title: 'A Backlog packet that does not say what it is for',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # Task Packet: [|WP-1-Login|]

        ## Metadata
        - TASK_ID: WP-1-Login
        - STATUS: Backlog
      `,
      says: ['WP-1-Login has no What (scope); a Backlog packet needs it.'],
      severities: ['warning'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # Task Packet: WP-1-Login

        ## Metadata
        - TASK_ID: WP-1-Login
        - STATUS: Backlog
        - What:
      `,
    },
    {
      title: 'All that is missing at once',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # [|[|[|[|[|[|[|[|[|WP-1-Login|]|]|]|]|]|]|]|]|]

        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: A1
        - OUT_OF_SCOPE: none
      `,
      says: [
        'WP-1-Login has no BOOTSTRAP; a Ready-for-Dev packet needs it.',
        'WP-1-Login has no DONE_MEANS; a Ready-for-Dev packet needs it.',
        'WP-1-Login has no IN_SCOPE_PATHS (scope); a Ready-for-Dev packet needs it.',
        'WP-1-Login has no ROLLBACK_HINT; a Ready-for-Dev packet needs it.',
        'WP-1-Login has no Signature & Enrichment Log; a Ready-for-Dev packet needs it.',
        'WP-1-Login has no TEST_PLAN; a Ready-for-Dev packet needs it.',
        'WP-1-Login has no VALIDATION; a Ready-for-Dev packet needs it.',
        'WP-1-Login has no What (scope); a Ready-for-Dev packet needs it.',
        'WP-1-Login has no Why (scope); a Ready-for-Dev packet needs it.',
      ],
      fix: 1,
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: A1
        - What:
        - Why:
        - IN_SCOPE_PATHS:
        - OUT_OF_SCOPE: none
        - DONE_MEANS:
        - TEST_PLAN:
        - ROLLBACK_HINT:

        ## BOOTSTRAP

        <!-- FILES_TO_OPEN, SEARCH_TERMS, RUN_COMMANDS, RISK_MAP -->

        ## VALIDATION

        <!-- filled by the coder: Command, Result, Notes -->

        ## Signature & Enrichment Log

        <!-- signature, timestamp, what was clarified -->
      `,
    },
    {
      title: 'A Backlog packet with all it needs',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # Task Packet: WP-1-Login

        - **STATUS:** Backlog

        ## What

        Users log in.
      `,
    },
    {
      title: 'A repository that asks for less',
      config: md`
        packets:
          required:
            Ready-for-Dev: [STATUS, DONE_MEANS]
      `,
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # [|WP-1-Login|]

        - STATUS: Ready-for-Dev
      `,
      says: ['WP-1-Login has no DONE_MEANS; a Ready-for-Dev packet needs it.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - DONE_MEANS:
      `,
    },
    {
      title: 'Superseded: nobody works from it any more',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - TASK_ID: WP-1-Login
        - STATUS: Superseded
        - What: Users log in.
      `,
    },
    {
      title: 'Blocked before anybody signed it; a status that cannot be read, which is told',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Blocked
        - USER_SIGNATURE: <pending>
        - What: Users log in.

        ==> docs/task_packets/WP-1-Logout.md <==
        # [|WP-1-Logout|]
        - STATUS: an idea
      `,
      says: ['WP-1-Logout has no What (scope); a packet needs it in any state.'],
      severities: ['warning'],
      fixed: md`
        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: an idea
        - What:
      `,
    },
    {
      title: 'A fix writes a field by the name that the dialect has for it',
      config: md`
        packets:
          required: { default: [STATUS, TEST_PLAN] }
          aliases: { STATUS: [Zustand], TEST_PLAN: [Prüfplan] }
      `,
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # [|WP-1-Login|]

        - Zustand: In-Progress
      `,
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - Zustand: In-Progress
        - Prüfplan:
      `,
    },
  ],
});

const initial = (key: string, model: PacketModel): string => (key === 'TASK_ID' ? model.id : key === 'STATUS' ? 'Backlog' : '');
