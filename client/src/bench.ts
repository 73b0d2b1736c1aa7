/** What the handlers of commands work with. */
import type * as vscode from 'vscode';
import type { Server } from './ask';
import type { GatePages } from './gate-pages';
import type { GateRuns } from './gate-runs';
import type { Arranging } from './views/arrangement';

/** A page that can be shown. */
export interface Page {
  show(): void;
}

/** Shows what is to be signed. Showing it signs nothing. */
export interface SigningPanels {
  show(subject: { readonly folder: string; readonly subject: string }): unknown;
}

/** Shows what would be written. Whether the answer is yes. */
export interface Beginning {
  /** In place of the modal: for tests, which cannot press its buttons. */
  confirm(title: string, detail: string, yes: string): Thenable<boolean>;
}

/** All that commands work with. */
export interface Bench {
  readonly server: Server;
  readonly log: vscode.LogOutputChannel;
  readonly gatePages: GatePages;
  readonly gateRuns: GateRuns;
  readonly signPanels: SigningPanels;
  readonly graph: Page;
  readonly overview: Page;
  readonly arranging: Arranging;
  readonly beginning: Beginning;
  /** Where the extension lies, and where it may keep files. */
  readonly extension: vscode.Uri;
  readonly storage: vscode.Uri;
}
