/** The kinds of symbols that packet documents define. */

import type { Status } from './model/dialect/status';
import type { WrittenVerdict } from './model/evidence/evidence';
import type { AuditCells } from './model/types';

declare module '#core/symbols' {
  interface Vocabulary {
    /** A work packet, by its id. Defined by its file; `alias` where file name and TASK_ID differ. */
    packet: {
      readonly title: string;
      readonly status: Status | undefined;
      readonly validated: boolean;
      /** Its STATUS says that it did not pass. */
      readonly failed?: true;
      /** The last verdict of a validator in it. */
      readonly verdict: 'PASS' | 'FAIL' | undefined;
      readonly stub: boolean;
      /** Its folder says its state, and nothing in it does. */
      readonly placed?: true;
      readonly alias: boolean;
      /** The day since which it is in its state, as its STATUS says. */
      readonly since?: string;
      /** Its DATE: when it was written. */
      readonly day?: string;
      /** Its RISK_TIER, as the dialect writes it. */
      readonly risk?: string;
      /** Who works on it: the first AGENT_ID. */
      readonly owner?: string;
      /** It cites a section of the spec. */
      readonly cites?: true;
      /** It names the page that tells the spec in force. */
      readonly points?: true;
      /** What its signature proves at most: a string that was typed, a seal over what was signed, a key that is named in it. */
      readonly proves?: 'typed' | 'sealed' | 'key';
      /** It has a place for its signature, which says that nobody has signed. */
      readonly unsigned?: true;
    };
    /** What a packet waits for and what waits for it, by the packet's id. Apart from `packet`, so that a status typed leaves it alone. */
    blocking: {
      readonly blockers: readonly string[];
      readonly unblocks: readonly string[];
      /** What it waits for is told one by one, be it nothing: who is not named there is not waited for. */
      readonly toldBlockers?: true;
      readonly toldUnblocks?: true;
    };
    /** An entry of the task board, by packet id. */
    entry: {
      readonly status: Status | undefined;
      readonly validated: boolean;
      readonly failed?: true;
      readonly section: string;
      readonly closure: boolean;
      /** Others stand in its line, or it in another's. */
      readonly shared?: true;
      /** All that is said of it is an open box: it is not done. */
      readonly open?: true;
      /** The day since which it is in its state. */
      readonly since?: string;
      /** Days that it may stay there by its own word. */
      readonly sla?: number;
      /** When it was escalated, and to whom. */
      readonly escalated?: string;
    };
    /** An anchor of a spec, codex or protocol: `2.3.12.3`, `CX-101`. */
    anchor: { readonly title: string; readonly binding: boolean; readonly by: 'heading' | 'tag' | 'item' | 'text' };
    /** An id that stands in a code block of a spec as if it were defined there. */
    shown: Readonly<Record<string, never>>;
    /** A file that a spec names as one of its parts, as written. */
    module: Readonly<Record<string, never>>;
    /** Blocks of an anchor's binding text that ask for something, by the anchor. Apart from `anchor`, so that a sentence typed leaves that alone. */
    demands: { readonly blocks: readonly string[] };
    /** A row of the signature audit, by the signature without its underscore. */
    signature: AuditCells & {
      readonly written: string;
      /** Ids, and beginnings of ids, that its purpose and notes name: `WP-1`. */
      readonly packets: readonly string[];
    };
    /** What stands below the audit's table for a row: by the signature. `digest`: undefined where what is written is none. */
    seal: { readonly digest: string | undefined; readonly armour: string | undefined };
    /** A signature named in a signing field: consumed by `by`. `packet`: whose it is, where `by` says more, as that it is a waiver. */
    consumption: { readonly by: string; readonly written: string; readonly packet?: string };
    /** Somebody asks for a packet's signature, by the packet's id. Apart from `packet`, so that a reason typed leaves it alone. */
    request: { readonly reason: string };
    /** A path in the scope of a packet that somebody may be at work on, by the path. */
    claim: { readonly by: string };
    /** What a validator concluded about a packet, by the packet's id: in the packet (`own`) or in a report of its own. */
    report: {
      readonly own: boolean;
      readonly verdict: WrittenVerdict['is'] | undefined;
      readonly day: string;
      /** What a report of its own proves. */
      readonly proves: readonly { readonly text: string; readonly number: number | undefined; readonly tested: boolean }[];
    };
    /** What a packet under validation was signed for, by its id: its report must be about the same. */
    promise: {
      readonly specs: readonly string[];
      readonly signatures: readonly string[];
      readonly anchors: readonly string[];
      /** Its IN_SCOPE_PATHS in small letters, where it is told in paths alone. */
      readonly scope?: readonly string[];
    };
    /** A packet that is Done has boxes in a field, by the field's key; in another section, by that one's name. */
    boxes: { readonly by: string; readonly ticked: boolean };
    /** A word that a packet has for its state and nobody knows, as it compares. */
    oddStatus: Readonly<Record<string, never>>;
    /** Who works here, by AGENT_ID in capitals. */
    agent: { readonly written: string };
    /** A code of an error that the runbook explains. */
    errorCode: Record<string, never>;
    /** What the spec pointer names, by what it names it as. */
    pointed: { readonly file: string };
  }
}
