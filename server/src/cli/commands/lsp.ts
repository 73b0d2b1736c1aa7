/** `gatehouse lsp`. */
import type { AddCommand } from '../machine';

/** Runs until the client is gone; it has no exit code of its own. */
export const addLsp: AddCommand = (program, machine) => {
  program
    .command('lsp')
    .description('Run the language server.')
    .requiredOption('--stdio', 'talk over standard input and output')
    .action(() => machine.serve());
};
