/** Gates in the Test Explorer: those about a folder, and below those about a packet or a phase each of these, looked up when they are unfolded. */
import * as vscode from 'vscode';
import { type GateLine, type GateResult, gateSubjects, gates } from '#protocol/messages';
import { ask, type Server } from './ask';
import type { GateRuns } from './gate-runs';

/** What an item stands for. `subject` undefined: all that the gate can be asked about. */
interface Asked {
  readonly line: GateLine;
  readonly subject: string | undefined;
}

/** The gates of all folders as tests. */
export class GateTests implements vscode.Disposable {
  /** VS Code's own, for tests that look at it. */
  readonly controller = vscode.tests.createTestController('gatehouse', 'Gatehouse');
  readonly #asked = new WeakMap<vscode.TestItem, Asked>();
  readonly #profile: vscode.TestRunProfile;
  /** The ids of gates below which somebody has looked. */
  readonly #unfolded = new Set<string>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** After each `refresh`. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly server: Server,
    private readonly runs: GateRuns,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.controller.resolveHandler = (item) => this.#resolve(item);
    this.controller.refreshHandler = async () => {
      this.controller.items.replace([]);
      await this.#resolve(undefined);
    };
    this.#profile = this.controller.createRunProfile(
      vscode.l10n.t('Run Gates'),
      vscode.TestRunProfileKind.Run,
      (request, token) => this.run(request, token),
      true,
    );
  }

  /** Shows the gates once the server knows of some; below those that are unfolded, what there is to ask about now. */
  async refresh(): Promise<void> {
    if (this.controller.items.size === 0) await this.#resolve(undefined);
    else for (const [, item] of this.controller.items) if (this.#unfolded.has(item.id)) await this.#follow(item);
    this.#changed.fire();
  }

  /** What stays keeps its item, and so its last result. */
  async #follow(item: vscode.TestItem): Promise<void> {
    const asked = this.#asked.get(item);
    if (!asked) return;
    try {
      const now = await this.#subjects(asked.line);
      const ids = new Set(now.map((i) => i.id));
      for (const [id] of [...item.children]) if (!ids.has(id)) item.children.delete(id);
      for (const one of now) {
        const there = item.children.get(one.id);
        if (there) Object.assign(there, { description: one.description, sortText: one.sortText });
        else item.children.add(one);
      }
    } catch (error) {
      this.log.error(`gates: ${String(error)}`);
    }
  }

  /** The items as they are, or, below one, as they are looked up. */
  async #resolve(item: vscode.TestItem | undefined): Promise<void> {
    try {
      const asked = item && this.#asked.get(item);
      if (!item) this.controller.items.replace(this.#gates(await ask(this.server, gates, {})));
      else if (asked && asked.subject === undefined) {
        this.#unfolded.add(item.id);
        item.children.replace(await this.#subjects(asked.line));
      }
    } catch (error) {
      this.log.error(`gates: ${String(error)}`);
    }
  }

  #gates(all: readonly GateLine[]): vscode.TestItem[] {
    // What a range of commits is, nobody can list.
    return all
      .filter((line) => line.subject !== 'commits')
      .map((line) => {
        const isWhole = line.subject === 'folder';
        const item = this.#item(line, isWhole ? '' : undefined, line.name);
        item.canResolveChildren = !isWhole;
        if (line.folderName !== undefined) item.description = line.folderName;
        return item;
      });
  }

  async #subjects(line: GateLine): Promise<vscode.TestItem[]> {
    const all = await ask(this.server, gateSubjects, { folder: line.folder, gate: line.name });
    return all.map(({ name, detail }, i) => {
      const item = this.#item(line, name, name);
      item.description = detail;
      // The likely ones come first, as they do in the pick list.
      item.sortText = String(i).padStart(6, '0');
      return item;
    });
  }

  #item(line: GateLine, subject: string | undefined, label: string): vscode.TestItem {
    const id = JSON.stringify([line.folder, line.name, subject ?? null]);
    const item = this.controller.createTestItem(id, label);
    this.#asked.set(item, { line, subject });
    return item;
  }

  /** One after the other: a gate may want the whole machine. */
  async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request);
    try {
      const left = new Set(request.exclude?.map((i) => i.id));
      const items = (await this.#leaves(request)).filter((i) => !left.has(i.id));
      for (const item of items) run.enqueued(item);
      for (const item of items) {
        if (token.isCancellationRequested) run.skipped(item);
        else await this.#one(run, item, token);
      }
    } finally {
      run.end();
    }
  }

  /** Of all, only what is unfolded: nobody means ten thousand packets. */
  async #leaves({ include }: vscode.TestRunRequest): Promise<readonly vscode.TestItem[]> {
    const out: vscode.TestItem[] = [];
    for (const item of include ?? [...this.controller.items].map(([, i]) => i)) {
      if (this.#asked.get(item)?.subject !== undefined) out.push(item);
      else {
        if (include && item.children.size === 0) await this.#resolve(item);
        out.push(...[...item.children].map(([, i]) => i));
      }
    }
    return out;
  }

  async #one(run: vscode.TestRun, item: vscode.TestItem, token: vscode.CancellationToken): Promise<void> {
    const { line, subject = '' } = this.#asked.get(item) as Asked;
    const say = (words: string): void => run.appendOutput(`${words.replace(/\r?\n/g, '\r\n')}\r\n`, undefined, item);
    run.started(item);
    // Of several gates the output is one text.
    say(subject === '' ? line.name : `${line.name} ${subject}`);
    const began = Date.now();
    try {
      const order = { folder: line.folder, gate: line.name, subject };
      const result = await this.runs.run(order, { token, say });
      if (token.isCancellationRequested) return run.skipped(item);
      if (!result) return run.errored(item, new vscode.TestMessage(vscode.l10n.t('There is no gate {0} here.', line.name)));
      for (const c of result.report.checks) say(`${c.verdict.padEnd(8)} ${c.title}${c.says === undefined ? '' : ` ${c.says}`}`);
      say(`${result.report.verdict}: ${result.counts}.`);
      const { verdict } = result.report;
      const ms = Date.now() - began;
      if (verdict === 'pass') run.passed(item, ms);
      // Unknown is no failure of the work, and no pass.
      else if (verdict === 'fail') run.failed(item, messagesOf(result), ms);
      else run.errored(item, messagesOf(result), ms);
    } catch (error) {
      run.errored(item, new vscode.TestMessage(String(error)));
    }
  }

  dispose(): void {
    this.#changed.dispose();
    this.#profile.dispose();
    this.controller.dispose();
  }
}

/** A message for each finding, at its place, and for each check that has none. */
function messagesOf({ report, uris }: GateResult): vscode.TestMessage[] {
  return report.checks
    .filter((c) => c.verdict !== 'pass')
    .flatMap((c) => {
      const found = c.findings.map((f) => {
        const message = new vscode.TestMessage(`${f.message} [${f.rule}]`);
        const uri = uris[f.file];
        const { start, end } = f.range;
        const at = new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
        if (uri !== undefined) message.location = new vscode.Location(vscode.Uri.parse(uri), at);
        return message;
      });
      return found.length > 0 ? found : [new vscode.TestMessage(`${c.title}${c.says === undefined ? '' : ` ${c.says}`}`)];
    });
}
