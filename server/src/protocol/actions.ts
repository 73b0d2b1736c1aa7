/**
 * The actions as people ask for them: the command line's words and options, the editor's titles and questions. What each does is in
 * its system (`systems/packets/actions/`).
 */

/** An option of an action. */
export interface ActionOption {
  readonly says: string;
  /** What stands for its value in help: `reason`. Absent: it is a flag. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** It may be given more than once, or with several values. */
  readonly many?: true;
  /** Only the command line has it. */
  readonly terminal?: true;
  /** The editor asks for it before it begins. */
  readonly asked?: true;
}

/** How people ask for an action. */
export interface ActionSpec {
  /** In the palette. */
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  /** What it is about. `id`: of a packet that is not there yet. */
  readonly subject: 'packet' | 'id' | 'phase' | 'folder';
  /** The words of the command line, where they are not the name. */
  readonly words?: readonly [group: string, name: string];
  /** A second thing that has to be said. */
  readonly target?: { readonly name: string; readonly says: string };
  readonly options: Readonly<Record<string, ActionOption>>;
  /** The gate that is asked next about what it is about: an editor offers to. */
  readonly next?: string;
  /** It gives a text, and writes nothing. */
  readonly reads?: true;
}

const yesNo = (says: string): ActionOption => ({ says, value: 'answer', choices: ['yes', 'no'] });
const adequacy = {
  'files-identified': yesNo('whether all files that this will change are identified'),
  'boundaries-clear': yesNo('whether the boundaries of the scope are clear'),
  'dependencies-expected': yesNo('whether every dependency is an expected one'),
  realistic: yesNo('whether the scope is realistic for its risk tier'),
  note: { says: 'what stands against it, where an answer is no', value: 'words' },
} satisfies Record<string, ActionOption>;
const reason = { says: 'why, in one line', value: 'words' } satisfies ActionOption;
const by = { says: 'a packet that it waits for', value: 'id', many: true } satisfies ActionOption;

/** By name, in the order of help. */
export const actions = {
  new: {
    title: 'New Packet…',
    summary: 'Begin a packet in the backlog, with its entry on the board.',
    subject: 'id',
    next: 'pre-work',
    options: { what: { says: 'one or two sentences: what it is about', value: 'words', asked: true } },
  },
  start: {
    title: 'Start Work on a Packet…',
    summary: 'Begin work on a packet that is Ready-for-Dev, once its scope is found adequate.',
    subject: 'packet',
    options: adequacy,
  },
  move: {
    title: 'Move a Packet…',
    summary: 'Move a packet to its next state, in the packet and on the board, once what that needs is there.',
    subject: 'packet',
    target: { name: 'status', says: 'where it goes, such as Ready-for-Validation' },
    options: {
      reason,
      by,
      to: { says: 'its former state, where the packet does not say it', value: 'status', terminal: true },
      ...adequacy,
      run: { says: 'run, without asking, the commands that a gate needs and a packet or gatehouse.yaml names', terminal: true },
      force: { says: 'move it although something stands against it; asks at the terminal, and needs --reason', terminal: true },
    },
  },
  variant: {
    title: 'New Variant of a Packet…',
    summary: 'Begin the next variant of a packet that is signed, with what it promised.',
    subject: 'packet',
    options: {},
  },
  block: {
    title: 'Block a Packet…',
    summary: 'Set a packet to Blocked, with a reason; where it was is kept.',
    subject: 'packet',
    options: { reason, by },
  },
  unblock: {
    title: 'Unblock a Packet…',
    summary: 'Set a blocked packet back to where it was.',
    subject: 'packet',
    options: { to: { says: 'its former state, where the packet does not say it', value: 'status' } },
  },
  report: {
    title: 'Begin a Validation Report…',
    summary: 'Begin a validator’s report from the evidence that is there; the verdict is left open.',
    subject: 'packet',
    options: {},
  },
  handoff: {
    title: 'Hand a Packet Over…',
    summary: 'Print what the next role needs to begin; refused unless the packet is ready for it.',
    subject: 'packet',
    options: {},
    reads: true,
  },
  context: {
    title: 'Show a Packet’s Context…',
    summary: 'Print what an agent has to read: the packet, the cited sections of the spec, the latest report.',
    subject: 'packet',
    options: {
      max: { says: 'at most so much, such as 20kB (the default)', value: 'size' },
      role: {
        says: 'for whom: all but a validator need no former report',
        value: 'role',
        choices: ['coder', 'validator', 'orchestrator'],
      },
    },
    reads: true,
  },
  'commit-message': {
    title: 'Draft a Commit Message…',
    summary: 'Print a commit message for the work on a packet.',
    subject: 'packet',
    options: {},
    reads: true,
  },
  digest: {
    title: 'Digest of Long-Running Packets',
    summary: 'Print scope, open questions, last results and the next step of what is In-Progress for more than five days.',
    subject: 'folder',
    options: { days: { says: 'In-Progress for more than so many days (5)', value: 'n' } },
    reads: true,
  },
  summary: {
    title: 'Summary of the Work',
    summary: 'Print where the work stands, what blocks it, and what comes next.',
    subject: 'folder',
    options: {},
    reads: true,
  },
  'request-signature': {
    title: 'Request a Signature…',
    summary: 'Ask a person to sign a packet, with a reason; this signs nothing.',
    subject: 'packet',
    options: { reason },
  },
  'request-changes': {
    title: 'Request Changes of a Packet…',
    summary: 'Send a packet that waits for a signature back to the backlog, with questions to be answered.',
    subject: 'packet',
    options: { question: { says: 'what is to be answered before it is signed', value: 'words', many: true } },
  },
  reject: {
    title: 'Reject a Packet…',
    summary: 'Set a packet that waits for a signature to Blocked, with the reason why it is not to be done.',
    subject: 'packet',
    options: { reason },
  },
  enrich: {
    title: 'Begin the Next Spec Version',
    summary: 'Begin the next version of the spec, or tell what that has lost; the pointer changes only with a signature.',
    subject: 'folder',
    options: {},
  },
  'phase-close': {
    title: 'Close a Phase…',
    summary: 'Close a phase whose gate passes, with a local tag.',
    subject: 'phase',
    words: ['phase', 'close'],
    options: {},
  },
} as const satisfies Record<string, ActionSpec>;

/** `new`, `start`: what an action's file is called. */
export type ActionName = keyof typeof actions;
/** In the order of help. */
export const actionNames = Object.keys(actions) as readonly ActionName[];
/** The action's words with the type that they all have. */
export const specOf = (name: ActionName): ActionSpec => actions[name];
