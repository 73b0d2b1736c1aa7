/**
 * Starts the server of VS Code builds whose out/server-main.js only exports (before 1.96). Prints what the newer one prints.
 * After the two folders: `--trust` asks whether folders are trusted; other options, such as --install-extension, are for the
 * command line that the newer one is, too.
 */
const http = require('node:http');
const path = require('node:path');

const [root, dataDir, ...rest] = process.argv.slice(2);
const trust = rest.includes('--trust');
const line = rest.filter((option) => option !== '--trust');
// The code reads it as it is loaded.
process.argv.splice(2, process.argv.length, ...line);
process.env.CODE_SERVER_PARENT_PID = String(process.pid);

const options = {
  'server-data-dir': dataDir,
  'user-data-dir': path.join(dataDir, 'data'),
  'extensions-dir': path.join(dataDir, 'extensions'),
  'builtin-extensions-dir': path.join(root, 'extensions'),
  'accept-server-license-terms': true,
  'without-connection-token': true,
  'disable-workspace-trust': !trust,
  'telemetry-level': 'off',
  compatibility: '1.64',
  _: [],
};

async function main() {
  const code = await require(path.join(root, 'out', 'server-main.js')).loadCodeWithNls();
  if (line.length > 0) return code.spawnCli();
  const server = await code.createServer(null, options);
  const listener = http.createServer((request, response) => server.handleRequest(request, response));
  listener.on('upgrade', (request, socket) => {
    server.handleUpgrade(request, socket);
    socket.resume();
  });
  listener.listen(0, '127.0.0.1', () => console.log(`Extension host agent listening on ${listener.address().port}`));
}

void main();
