/** `gatehouse graph`: who waits for whom, as a text that Mermaid draws, or as JSON. */
import { Option } from 'commander';
import { closest } from '#core/distance';
import { escaped } from '#core/visible';
import { type DoneChoice, doneChoices, partOf } from '#protocol/graph-part';
import type { GraphReport } from '#protocol/graph-report';
import { graphOf } from '#service/graph/graph';
import { mermaidOf } from '#service/graph/mermaid';
import { type AddCommand, CLEAN, FAILED, fail, type Machine } from '../machine';
import { openAll } from '../projects';

interface Options {
  readonly format: 'mermaid' | 'json';
  readonly done: DoneChoice;
  readonly around?: string;
  readonly cache: boolean;
}

/** Exit code 2: nothing of packets is here, there is no such packet, or a file could not be read. */
export const addGraph: AddCommand = (program, machine, done) => {
  program
    .command('graph')
    .description('Print who waits for whom: the packets that are not done, and what they touch.')
    .argument('[folder]', 'the folder; by default the one that this one belongs to')
    .addOption(new Option('--format <format>', 'how to print').choices(['mermaid', 'json']).default('mermaid'))
    .addOption(
      new Option('--done <which>', 'packets that are done: those that open ones touch, none, or all')
        .choices(doneChoices)
        .default('touched'),
    )
    .option('--around <id>', 'only this packet, what it waits for, and what waits for it, however far')
    .option('--no-cache', 'read every file again')
    .action(async (folder: string | undefined, options: Options) => done(await graph(machine, folder, options)));
};

async function graph(machine: Machine, path: string | undefined, options: Options): Promise<number> {
  const targets = await machine.targets(path === undefined ? [] : [path]);
  if ('error' in targets) return fail(machine, targets.error);
  const all = await openAll(machine, targets, () => ({ cache: options.cache }));
  const folders: GraphReport['folders'] = [];
  for (const { target, opened } of all) {
    if (opened.session.systems.length === 0) continue;
    await opened.session.start();
    const found = graphOf(opened.session);
    if (found) folders.push({ folder: target.folder, ...found });
  }
  if (folders.length === 0) return fail(machine, 'no packets, task board, spec pointer or signature audit were found here');
  const { around, done } = options;
  const names = folders.flatMap((f) => f.nodes.map((n) => n.name));
  if (around !== undefined && !names.includes(around)) {
    const like = closest(around, names);
    return fail(machine, `there is no packet ${around}${like === undefined ? '' : `; there is ${like}`}`);
  }
  const parts = folders
    .filter((f) => around === undefined || f.nodes.some((n) => n.name === around))
    .map((f) => ({ ...partOf(f, { done, ...(around === undefined ? {} : { around }) }), folder: f.folder }));
  const report: GraphReport = { version: 1, folders: parts };
  machine.out(
    options.format === 'json'
      ? `${escaped(JSON.stringify(report, null, 2))}\n`
      : mermaidOf(parts.map((p) => ({ title: p.folder, graph: p }))),
  );
  return all.some(({ opened }) => opened.session.unreadable.size > 0) ? FAILED : CLEAN;
}
