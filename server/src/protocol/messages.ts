/**
 * What the client and the server say to each other beyond LSP. Plain data: no LSP library, so that both sides
 * may use their own version of it. Positions are LSP's (zero-based lines, UTF-16 columns), places are URIs.
 */
import type { GateReport } from './gate-report';

/** A message that is answered: its method, with the types of what is asked and answered. */
export interface Request<P, R> {
  readonly method: string;
  /** Types only; never set. */
  readonly _types?: (params: P) => R;
}

/** A message that nobody answers. */
export interface Notification<P> {
  readonly method: string;
  readonly _types?: (params: P) => void;
}

/** LSP's: lines and UTF-16 columns from zero, the end not included. */
export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/**
 * Where the work stands, in one line. Null: nothing here for Gatehouse.
 * `uri`: of the document that somebody works in. Where there are several folders, the line is about its folder alone.
 */
export const status: Request<{ readonly uri?: string }, StatusLine | null> = { method: 'gatehouse/status' };

/** A line of the status bar, ready to be drawn. */
export interface StatusLine {
  readonly text: string;
  /** Markdown. */
  readonly tooltip: string;
  /** What a screen reader says. */
  readonly spoken: string;
  /** Files are being read: what is said may still change. */
  readonly busy: boolean;
}

/** Reads all files again and judges them. Answers when every finding is published. */
export const check: Request<Record<string, never>, CheckSummary> = { method: 'gatehouse/check' };

/** What the server has found in all folders, once it has looked at everything. */
export interface CheckSummary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly hints: number;
  /** Documents that were read. */
  readonly files: number;
  /** Milliseconds that it took. */
  readonly ms: number;
  /** What was looked at: titles of the systems found. Empty: nothing here for Gatehouse. */
  readonly systems: readonly string[];
  /** Where there are none: what looks like documents of one all the same. */
  readonly seen?: string;
}

/** All rules, for a pick list. */
export const rules: Request<Record<string, never>, readonly RuleLine[]> = { method: 'gatehouse/rules' };

/** A rule as a list of rules has it. */
export interface RuleLine {
  readonly id: string;
  readonly severity: string;
  readonly summary: string;
}

/** A rule's page in Markdown. Undefined: there is no such rule. */
export const explain: Request<{ rule: string }, { readonly title: string; readonly markdown: string } | null> = {
  method: 'gatehouse/explain',
};

/** The gates of all folders. `near` is the document that somebody looks at: its folder's come first, and of these the one before its next step. */
export const gates: Request<{ readonly near?: string }, readonly GateLine[]> = { method: 'gatehouse/gates' };

/** A gate that a folder has. */
export interface GateLine {
  /** The folder's URI, and its name where there are several. */
  readonly folder: string;
  readonly folderName?: string;
  readonly name: string;
  /** What holds when it passes. */
  readonly summary: string;
  readonly subject: 'folder' | 'packet' | 'phase' | 'commits';
  /** It is about the folder, or about the scope of one packet. */
  readonly narrows?: true;
}

/** What a gate may be asked about, the likely ones first; before all that which `near` is about. */
export const gateSubjects: Request<
  { readonly folder: string; readonly gate: string; readonly near?: string },
  readonly { readonly name: string; readonly detail: string }[]
> = { method: 'gatehouse/gateSubjects' };

/**
 * Runs a gate. Null: there is no such gate or folder. `root` is the URI of the folder that a leading slash stands for in the
 * client's Markdown; places elsewhere are no links.
 */
export const runGate: Request<GateOrder, GateResult | null> = { method: 'gatehouse/runGate' };

/** A gate to be run. */
export interface GateOrder {
  readonly folder: string;
  readonly gate: string;
  readonly subject: string;
  readonly root?: string;
  /** Under which the client is told how it goes; it may cancel the request meanwhile, and gets null then. */
  readonly progress?: string;
  /** The folder is not trusted: nothing of it is run, and nobody is asked. */
  readonly untrusted?: true;
}

/**
 * From the server: whether a person agrees that these commands run, as they stand. Asked only of a client that says that it can ask
 * (`consent` in {@link OwnCapabilities}); whatever is no `true` is a no.
 */
export const consent: Request<ConsentQuestion, boolean> = { method: 'gatehouse/consent' };

/** Commands of a folder that somebody must agree to before they run. */
export interface ConsentQuestion {
  /** The folder's URI. They run there. */
  readonly folder: string;
  /** What runs them, as one calls it: `post-work WP-1-Login`. */
  readonly asks: string;
  /** As they would be typed. Characters that nobody sees are shown as marks. */
  readonly commands: readonly string[];
}

/** How a gate goes, in a few words, under the name that the request gave. */
export const gateProgress: Notification<{ readonly progress: string; readonly says: string }> = {
  method: 'gatehouse/gateProgress',
};

/** What a gate said, and how it is shown. */
export interface GateResult {
  readonly report: GateReport;
  /** For the client to keep, and to tell the next server of. */
  readonly kept: KeptVerdict;
  /** How the checks came out, in words. */
  readonly counts: string;
  /** All of it in Markdown; places below `root` are links. */
  readonly page: string;
  /** URIs of the files in the report, by their names there. */
  readonly uris: Readonly<Record<string, string>>;
}

/** What a gate said, and of which files. */
export interface KeptVerdict {
  /** The folder's URI. */
  readonly folder: string;
  readonly gate: string;
  readonly subject: string;
  readonly verdict: GateReport['verdict'];
  /** How the checks came out, in words. */
  readonly counts: string;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** Of the governed files as they were: while it is the same, nothing has changed. */
  readonly digest: string;
}

/** From the client, once the server has started: what gates said before. */
export const verdictsKept: Notification<{ readonly verdicts: readonly KeptVerdict[] }> = { method: 'gatehouse/verdictsKept' };

/** `initializationOptions`. */
export interface InitializationOptions {
  /** Publish diagnostics, or answer pulls instead. Never both. By default a client that says it can only pull pulls. */
  readonly diagnostics?: 'push' | 'pull';
}

/** What a client says of itself under `experimental`. Whatever it leaves out is done without. */
export interface OwnCapabilities {
  readonly gatehouse?: {
    /** Those of `clientCommands` that it has. */
    readonly commands?: readonly string[];
    /** It asks a person whether commands may run ({@link consent}). */
    readonly consent?: true;
  };
}

/** Folders in which an action can be taken, that of `near` first, each with what it may be about: the likely ones first. */
export const actionTargets: Request<{ readonly action: string; readonly near?: string }, readonly ActionTarget[]> = {
  method: 'gatehouse/actionTargets',
};

/** A folder in which an action can be done, and what it can be about there. */
export interface ActionTarget {
  /** The folder's URI, and its name where there are several. */
  readonly folder: string;
  readonly folderName?: string;
  readonly subjects: readonly { readonly name: string; readonly detail: string }[];
}

/** What an argument of an action may be, the likely ones first. */
export const actionChoices: Request<ActionOrder & { readonly argument: string }, readonly string[]> = {
  method: 'gatehouse/actionChoices',
};

/** An action, with what was answered so far. */
export interface ActionOrder {
  readonly folder: string;
  readonly action: string;
  /** Empty: it is about the folder. */
  readonly subject: string;
  /** By name; a flag that is set has an empty text. */
  readonly args: Readonly<Record<string, readonly string[]>>;
}

/** Asks for an action. Nothing is written by the server: the client applies `edit`, as one step. Null: no such folder or action. */
export const act: Request<ActionOrder, ActionReply | null> = { method: 'gatehouse/act' };

/** As `ActionResult` in `core/action.ts`, with the change as an edit that the client makes. */
export type ActionReply =
  | {
      readonly is: 'done';
      readonly says: readonly string[];
      /** What was asked for, where that is a text. */
      readonly text?: string;
      /** A WorkspaceEdit as LSP has it. Absent: nothing is to be written. */
      readonly edit?: unknown;
      /** URIs of the files that it writes; the first is what it is about. */
      readonly files: readonly string[];
    }
  | { readonly is: 'refused'; readonly why: 'rule' | 'usage' | 'unknown'; readonly says: readonly string[] }
  | {
      readonly is: 'asks';
      readonly questions: readonly { readonly name: string; readonly says: string; readonly answers: 'yes-no' | 'text' }[];
    };

/** What `gatehouse init` would write in a folder, by its URI. Nothing is written by the server. Null: there is no such folder here. */
export const begin: Request<{ readonly folder: string }, BeginReply | null> = { method: 'gatehouse/begin' };

/** What beginning with Gatehouse in a folder would write. */
export type BeginReply =
  | { readonly is: 'refused' | 'nothing'; readonly says: string }
  | {
      readonly is: 'change';
      /** What was found out, a line each. */
      readonly seen: readonly string[];
      /** To be agreed to before anything is written. */
      readonly asks?: string;
      /** A WorkspaceEdit as LSP has it. */
      readonly edit: unknown;
      /** URIs of the files that it writes. */
      readonly files: readonly string[];
      readonly done: string;
    };
