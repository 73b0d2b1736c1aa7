/** Where things are: the repository's folder and the cache that git ignores. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** A path in the repository. */
export const at = (...parts) => resolve(root, ...parts);

/** What tests download and leave behind. Safe to delete. */
export const cache = process.env.VSCODE_SERVER_CACHE ? resolve(process.env.VSCODE_SERVER_CACHE) : at('.vscode-test');

/** Screenshots and logs of the last run. */
export const artifacts = at('.vscode-test', 'artifacts');

/** True in the script that Node was started with. */
export const isMain = (url) => process.argv[1] !== undefined && fileURLToPath(url) === resolve(process.argv[1]);
