/** package.json as it ships in an extension, and the files that it promises. */

/** What it says to npm, and to those who work on Gatehouse. */
const ofTheRepository = ['private', 'scripts', 'imports', 'files', 'allowScripts', 'dependencies', 'devDependencies'];

export function shippedManifest(manifest, { repository } = {}) {
  const shipped = Object.fromEntries(Object.entries(manifest).filter(([key]) => !ofTheRepository.includes(key)));
  return repository ? { ...shipped, repository: { type: 'git', url: repository } } : shipped;
}

/** Files that it names, as paths in the extension. */
export function filesNamed(manifest) {
  const stringsIn = (value) =>
    typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : [];
  const named = stringsIn(manifest).filter((text) => /^(?:\.\/|(?:bin|dist|docs|media|syntaxes)\/)[^:*\s]+$/.test(text));
  return [...new Set(named.map((path) => path.replace(/^\.\//, '')))];
}

/** Of docs and media, what nobody needs who uses the extension: how it is made, and the README's pictures, which a gallery takes from https. */
export const notShipped = new Set([
  'docs/architecture.md',
  'docs/shipping.md',
  'media/readme-dark.png',
  'media/readme-light.png',
  'media/gallery-icon.svg',
]);
