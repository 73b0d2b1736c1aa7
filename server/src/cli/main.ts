/** Entry: the command line. A check may be told from memory; all that is more than that is for the whole command line. */
type Recalled = typeof import('./recalled');

async function begin(): Promise<void> {
  const mayRecall = process.argv[2] === 'check' && !process.argv.includes('--no-cache');
  const code = mayRecall ? await (require(`${__dirname}/recalled.js`) as Recalled).recalled() : undefined;
  if (code === undefined) require(`${__dirname}/whole.js`);
  else process.exitCode = code;
}

// Whoever reads our output may stop reading (`| head`): that is no error of ours.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
});

void begin();
