/** Keeps what gates said in the workspace's memory, and tells each server that starts of it. */
import type * as vscode from 'vscode';
import { type KeptVerdict, verdictsKept } from '#protocol/messages';
import type { Server } from './ask';

const key = 'gatehouse.verdicts';
/** The latest so many. */
const MOST = 500;

/** What gates said in this workspace, the latest first. */
export class Verdicts {
  constructor(private readonly memory: vscode.Memento) {}

  /** Empty where something else was kept under that name. */
  get all(): readonly KeptVerdict[] {
    const kept = this.memory.get<readonly KeptVerdict[]>(key);
    return Array.isArray(kept) ? kept : [];
  }

  /** In place of what the same gate said of the same subject before. */
  async keep(verdict: KeptVerdict): Promise<void> {
    const isOther = (v: KeptVerdict): boolean =>
      v.folder !== verdict.folder || v.gate !== verdict.gate || v.subject !== verdict.subject;
    await this.memory.update(key, [verdict, ...this.all.filter(isOther)].slice(0, MOST));
  }

  /** Tells a server that has started. */
  async tell(server: Server): Promise<void> {
    const verdicts = this.all;
    if (verdicts.length > 0) await (await server).sendNotification(verdictsKept.method, { verdicts });
  }
}
