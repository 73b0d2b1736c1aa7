/** What does not belong into a repository. Data, and what is made of it. Source: SYSTEMS.md §1, *Gates*, `git-hygiene`. */
import { globMatcher } from '#core/glob';
import { folderOf, nameOf } from '#core/paths';
import type { RelPath } from '#core/text';

/** What a build leaves behind, where its manifest lies. */
const ecosystems: readonly { readonly name: string; readonly manifest: RegExp; readonly leaves: readonly string[] }[] = [
  { name: 'Rust', manifest: /^Cargo\.toml$/, leaves: ['target/'] },
  { name: 'Node.js', manifest: /^package\.json$/, leaves: ['node_modules/'] },
  { name: 'Python', manifest: /^(?:pyproject\.toml|setup\.py|requirements\.txt|Pipfile)$/, leaves: ['__pycache__/'] },
  { name: 'Maven', manifest: /^pom\.xml$/, leaves: ['target/'] },
  { name: 'Gradle', manifest: /^build\.gradle(?:\.kts)?$/, leaves: ['build/', '.gradle/'] },
  { name: '.NET', manifest: /\.(?:cs|fs|vb)proj$/, leaves: ['bin/', 'obj/'] },
  { name: 'Swift', manifest: /^Package\.swift$/, leaves: ['.build/'] },
  { name: 'Elixir', manifest: /^mix\.exs$/, leaves: ['_build/', 'deps/'] },
];

/** What builds of an ecosystem leave behind, and the file that says the ecosystem is used here. */
export interface Leaving {
  readonly ecosystem: string;
  readonly manifest: RelPath;
  /** A folder, with a slash at its end. */
  readonly path: RelPath;
}

/** What builds will leave, by the outermost manifest of each ecosystem: one below is built as a part of it. */
export function leavings(files: readonly RelPath[]): readonly Leaving[] {
  return ecosystems.flatMap(({ name, manifest, leaves }) => {
    const all = files.filter((f) => manifest.test(nameOf(f)) && !/(?:^|\/)node_modules\//.test(f));
    const top = all.filter((f) => !all.some((other) => other !== f && isAbove(folderOf(other), folderOf(f))));
    const folders = new Map(top.map((f) => [folderOf(f), f]));
    return [...folders].flatMap(([folder, file]) =>
      leaves.map((l) => ({ ecosystem: name, manifest: file, path: folder === '' ? l : `${folder}/${l}` })),
    );
  });
}

const isAbove = (folder: RelPath, below: RelPath): boolean =>
  folder !== below && (folder === '' || below.startsWith(`${folder}/`));

/** Folders that builds, tools and systems make. */
const folder =
  /^(?:.*?\/)?(?:node_modules|__pycache__|\.gradle|\.venv|\.tox|\.mypy_cache|\.pytest_cache|\.ruff_cache|\.next|\.nuxt|\.turbo|\.parcel-cache|[^/]+\.egg-info|target(?=\/(?:debug|release)\/))\//;
const file = globMatcher(['**/*.{pdb,pyc,pyo,class,o,ilk,rlib,rmeta}', '**/{.DS_Store,Thumbs.db}']);

/** Something that git tracks and a build made. */
export interface Artifact {
  /** A file, or a folder with a slash at its end. */
  readonly path: RelPath;
  /** The first of its files. */
  readonly first: RelPath;
  /** How many files there are in it. */
  readonly count: number;
}

/**
 * What a build made, a folder once, in order of path.
 * @param files all that is tracked: a folder `target` is one of builds beside a manifest, and at the top
 */
export function artifacts(files: readonly RelPath[], isLooked: (path: RelPath) => boolean): readonly Artifact[] {
  const manifests = new Set(files.filter((f) => /^(?:Cargo\.toml|pom\.xml)$/.test(nameOf(f))).map(folderOf));
  const found = new Map<RelPath, Artifact>();
  for (const first of files.filter(isLooked)) {
    const target = /^(?:(.*?)\/)?target\//.exec(first);
    const isTarget = target !== null && (target[1] === undefined || manifests.has(target[1]));
    const path = isTarget ? target[0] : (folder.exec(first)?.[0] ?? (file(first) ? first : undefined));
    if (path === undefined) continue;
    const before = found.get(path);
    found.set(path, before ? { ...before, count: before.count + 1 } : { path, first, count: 1 });
  }
  return [...found.values()];
}

/** Files that hold keys and passwords by their names; examples of such files do not. */
export const isSecretFile = globMatcher([
  '**/{.env,.env.*}',
  '!**/.env.{example,sample,template,dist,defaults,schema,test,ci}',
  '!**/.env.*.{example,sample,template,dist}',
  '**/id_{rsa,dsa,ecdsa,ed25519}',
  '**/*.{pfx,p12,jks,keystore,kdbx,ppk}',
  '**/{.netrc,.pgpass,.htpasswd}',
  '**/.aws/credentials',
  '**/{credentials,client_secret,service-account,service_account}.json',
]);

/** Nobody needs larger ones in the history, in bytes; git LFS is for them. */
export const LARGE_BINARY = 5 * 1024 * 1024;
