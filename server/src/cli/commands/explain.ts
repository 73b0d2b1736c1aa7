/** `gatehouse explain`. */
import { rulePage } from '#service/rule-page';
import { explain } from '../explain';
import { type AddCommand, CLEAN, fail } from '../machine';

/** Exit code 2: there is no such rule. */
export const addExplain: AddCommand = (program, machine, done) => {
  program
    .command('explain')
    .description("Print a rule's page.")
    .argument('<rule>', 'its id, such as packets/dead-anchor')
    .action((id: string) => {
      const page = explain(id, machine.plugins.rules, rulePage);
      if ('error' in page) return done(fail(machine, page.error));
      machine.out(page.text);
      return done(CLEAN);
    });
};
