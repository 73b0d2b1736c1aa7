/** Single packages from npm, unpacked where they are wanted: what is no dependency of ours. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';

export const npm = (args, cwd) =>
  run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, env: ownEnvironment() });

/** Without the options of an npm around us, which hands them on: in its dry run, ours would be one. */
const ownEnvironment = () => {
  const handedOn = /^npm_config_(?:dry_run|json|pack_destination|workspaces?)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !handedOn.test(name)));
};

/** npm checks the registry's own hash; ours pins it. Answers with the folder that holds the package. */
export async function unpack(dir, spec, sha512, members = ['package']) {
  const into = join(dir, spec.replace(/\W+/g, '-'));
  mkdirSync(into);
  const [{ filename }] = JSON.parse(await npm(['pack', spec, '--json', '--pack-destination', into], into));
  const file = join(into, filename.replace(/^@/, '').replace('/', '-'));
  const got = createHash('sha512').update(readFileSync(file)).digest('base64');
  if (sha512 && got !== sha512) throw new Error(`${spec} has the hash ${got}, not ${sha512}.`);
  await run('tar', ['-xzf', file, '-C', into, ...members], { shell: false });
  rmSync(file);
  return join(into, 'package');
}
