/** Which commands may run for a packet. Source: SYSTEMS.md §1, *Actions*: only what Tooling allows, in its Workdir, under its limits. */
import { commandLine } from '#core/command-line';
import { flat } from '#core/fields/items';
import type { Allowance } from '#core/system';
import { isSame } from '../evidence/results';
import { commandsOf, readCommand } from '../packet/commands';
import { fieldIn, listed } from '../packet/packet';
import { isAllowed, toolingOf } from '../packet/tooling';
import type { PacketModel } from '../types';

/** Every program of the line must be on the list. Without a list, what the packet itself plans may run. */
export function allowance(model: PacketModel, command: string): Allowance {
  const read = commandLine(command);
  if ('problem' in read) return { refused: `“${command}” cannot run. ${read.problem} Put it into a script or a recipe.` };
  const { workdir, seconds, allowed } = toolingOf(model);
  const limits = { ...(workdir === undefined ? {} : { workdir }), ...(seconds === undefined ? {} : { seconds }) };
  if (allowed.length === 0) {
    if (planned(model).some((p) => isSame(p, command))) return limits;
    return {
      refused: `${model.id} lists no allowed commands under Tooling, and “${command}” is neither in TEST_PLAN nor in RUN_COMMANDS.`,
    };
  }
  const foreign = read.pipelines.flat().filter(({ argv }) => {
    const call = readCommand(argv.join(' '), true);
    return !call || !isAllowed(call, allowed);
  });
  if (foreign.length === 0) return limits;
  const names = listed([...new Set(foreign.map((c) => c.argv.join(' ')))]);
  return {
    refused: `Tooling of ${model.id} does not allow ${names}. It allows ${listed(allowed.map((a) => [a.program, ...a.words].join(' ')))}.`,
  };
}

const planned = (model: PacketModel): readonly string[] =>
  ['TEST_PLAN', 'RUN_COMMANDS'].flatMap((key) =>
    flat(fieldIn(model.fields, key)?.items ?? []).flatMap((item) => commandsOf(item).map((c) => c.text)),
  );
