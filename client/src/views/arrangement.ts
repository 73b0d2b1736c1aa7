/** How the packets are put together and which are shown: one arrangement for each workspace, kept in it. */
import * as vscode from 'vscode';
import { type Arrangement, type Dimension, type DimensionValues, dimensions, viewValues } from '#protocol/views';
import { ask, type Server } from '../ask';

const key = 'gatehouse.arrangement';
const usual: Arrangement = { group: 'state', only: {} };

/** The arrangement in force. */
export class Arranging implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** Another arrangement is in force. */
  readonly onDidChange = this.#changed.event;
  #now: Arrangement;

  constructor(
    private readonly server: Server,
    private readonly memory: vscode.Memento,
  ) {
    this.#now = kept(memory.get(key));
    this.#tell();
  }

  /** What is asked for with the view. */
  get now(): Arrangement {
    return this.#now;
  }

  /** With a dimension, as a keybinding may have it, nobody is asked. */
  async group(by?: string): Promise<void> {
    const given = dimensions.find((d) => d === by);
    if (given) return this.#set({ ...this.#now, group: given });
    const all = await ask(this.server, viewValues, {});
    const items = all.map((d) => ({
      label: d.title,
      description: d.dimension === this.#now.group ? vscode.l10n.t('now') : '',
      dimension: d.dimension,
    }));
    const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Group Packets By') });
    if (picked) await this.#set({ ...this.#now, group: picked.dimension });
  }

  /** Nothing chosen of a dimension: all of it. */
  async filter(): Promise<void> {
    const all = await ask(this.server, viewValues, {});
    const picked = await vscode.window.showQuickPick(
      all.flatMap((d) => this.#lines(d)),
      {
        title: vscode.l10n.t('Filter Packets'),
        placeHolder: vscode.l10n.t('What is to be shown; where nothing is chosen of a kind, all of it'),
        canPickMany: true,
        matchOnDescription: true,
      },
    );
    if (!picked) return;
    const only: Partial<Record<Dimension, readonly string[]>> = {};
    for (const { dimension, value } of picked)
      if (dimension !== undefined && value !== undefined) only[dimension] = [...(only[dimension] ?? []), value];
    await this.#set({ ...this.#now, only });
  }

  /** Everything is shown again, as it is grouped now. */
  clear(): Promise<void> {
    return this.#set({ ...this.#now, only: {} });
  }

  /** What is filtered, in words for above the list. */
  get says(): string | undefined {
    const values = dimensions.flatMap((d) => this.#now.only[d] ?? []);
    if (values.length === 0) return undefined;
    return vscode.l10n.t('Only: {0}', values.map((v) => v || vscode.l10n.t('(not given)')).join(', '));
  }

  #lines({ dimension, title, values }: DimensionValues): (vscode.QuickPickItem & { dimension?: Dimension; value?: string })[] {
    return [
      { label: title, kind: vscode.QuickPickItemKind.Separator },
      ...values.map((v) => ({
        label: v.title,
        description: String(v.count),
        picked: this.#now.only[dimension]?.includes(v.value) === true,
        dimension,
        value: v.value,
      })),
    ];
  }

  async #set(now: Arrangement): Promise<void> {
    this.#now = now;
    this.#tell();
    await this.memory.update(key, now);
  }

  #tell(): void {
    void vscode.commands.executeCommand('setContext', 'gatehouse.filtered', this.says !== undefined);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** Another version may have kept something else. */
function kept(memory: unknown): Arrangement {
  const { group, only } = (memory ?? {}) as Partial<Arrangement>;
  return group !== undefined && dimensions.includes(group) && typeof only === 'object' && only !== null ? { group, only } : usual;
}
