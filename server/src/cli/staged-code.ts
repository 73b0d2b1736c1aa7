/** What `check --staged` says of code: the gate `scan` over what the commit would add. */

import { visible } from '#core/visible';
import type { Session } from '#service/engine/session';
import { gateNamed, runGate } from '#service/gates/gates';
import { CLEAN, FAILED, FOUND, type Machine } from './machine';

const codes = { pass: CLEAN, fail: FOUND, unknown: FAILED } as const;

/** The exit code; what does not pass is told. */
export async function judgeStagedCode(machine: Machine, session: Session): Promise<number> {
  const scan = gateNamed(session, 'scan');
  if (!scan) return CLEAN;
  const { checks, verdict } = await runGate(session, scan, '', { staged: true });
  for (const { title, says, findings, verdict: is } of checks) {
    if (is === 'pass') continue;
    machine.err(`scan: ${is}: ${title}${says === undefined ? '' : ` ${visible(says)}`}`);
    for (const { path, place, message } of findings)
      machine.err(`  ${visible(path)}${place ? `:${place.from.line + 1}:${place.from.character + 1}` : ''}: ${visible(message)}`);
  }
  return codes[verdict];
}
