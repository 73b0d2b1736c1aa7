/** What the overview, the extension and the server say to each other. Texts of documents come with marks for what nobody sees. */
import type { Notification, Request } from './messages';
import type { ShownPlace, SigningTarget } from './signing';

/** How serious a finding is. */
export type ShownSeverity = 'error' | 'warning' | 'info' | 'hint';

/** One folder at a look. */
export interface Overview {
  /** The folder's URI, and its name. */
  readonly folder: string;
  readonly folderName: string;
  /** On which ages are told. */
  readonly day: string;
  readonly phases: readonly {
    readonly title: string;
    readonly of: number;
    readonly done: number;
    readonly blocked: number;
    readonly states: readonly { readonly title: string; readonly count: number }[];
  }[];
  readonly waiting: readonly SigningTarget[];
  /** What is over its time, the longest first, then what is near it. */
  readonly ages: readonly {
    readonly name: string;
    readonly is: 'over' | 'near';
    readonly state: string;
    readonly days: number;
    readonly limit: number;
    readonly escalated?: string;
    readonly open: ShownPlace;
  }[];
  /** What else is late, as its finding says: history tells since when. */
  readonly late: readonly { readonly says: string; readonly open: ShownPlace }[];
  /** What is not done and has others waiting for it: the most first. */
  readonly blockers: readonly {
    readonly name: string;
    readonly state: string;
    readonly critical: boolean;
    readonly waiting: readonly string[];
    readonly open?: ShownPlace;
  }[];
  readonly cycles: readonly (readonly string[])[];
  readonly counts: Readonly<Record<ShownSeverity, number>>;
  /** By severity, then by number. */
  readonly rules: readonly { readonly rule: string; readonly severity: ShownSeverity; readonly count: number }[];
}

/** Of all folders. `near`: only the one that this URI lies in. */
export const overviews: Request<{ readonly near?: string }, readonly Overview[]> = { method: 'gatehouse/overviews' };

/** Oldest first; what the files hold now is last. `says`: what is not shown, and why. */
export interface ShownOverTime {
  readonly points: readonly {
    /** `YYYY-MM-DD`. */
    readonly day: string;
    /** In seconds since 1970; absent: now. */
    readonly time?: number;
    /** Short hash; absent: now. */
    readonly commit?: string;
    readonly errors: number;
    readonly warnings: number;
    /** There may have been more. */
    readonly incomplete?: true;
  }[];
  readonly says: readonly string[];
}

/** Counts findings at points of the folder's history. Null: it was called off, or there is no such folder. */
export const overTime: Request<{ readonly folder: string; readonly progress?: string }, ShownOverTime | null> = {
  method: 'gatehouse/findingsOverTime',
};

/** How the counting goes, under the name that the request gave. */
export const overTimeProgress: Notification<{ readonly progress: string; readonly says: string }> = {
  method: 'gatehouse/findingsOverTimeProgress',
};

/** What the page tells the extension. */
export type FromOverview =
  | { readonly is: 'ready' }
  | { readonly is: 'open'; readonly place: ShownPlace }
  /** Opens the panel, where a person signs or does not. */
  | { readonly is: 'sign'; readonly folder: string; readonly subject: string }
  | { readonly is: 'rule'; readonly rule: string }
  | { readonly is: 'graph' }
  | { readonly is: 'problems' }
  | { readonly is: 'count'; readonly folder: string }
  | { readonly is: 'stop' };

/** What the extension tells the page. */
export type ToOverview =
  | { readonly is: 'overviews'; readonly folders: readonly Overview[] }
  | { readonly is: 'counting'; readonly folder: string; readonly says: string }
  /** Null: it was called off. */
  | { readonly is: 'over-time'; readonly folder: string; readonly found: ShownOverTime | null }
  | { readonly is: 'failed'; readonly says: string };
