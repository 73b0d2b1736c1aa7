/**
 * The README as the page of the extension in a gallery and in VS Code. Neither has the repository beside it: a relative link leads
 * nowhere there, and VS Code shows pictures only from http and https, none from the extension's own folder or out of the text.
 * Where it is known where the repository lies, links and pictures lead there; else of a link its text and path are left, for the
 * documents are in the extension's folder, and pictures are left out.
 */

/** Between these comments stands what is for somebody with a checkout. */
const forCheckouts = /<!-- checkout -->[\s\S]*?<!-- \/checkout -->\n?/g;

const isRelative = (link) => !/^(?:[a-z][a-z0-9+.-]*:|#)/i.test(link);

/** @param hosted true where relative links are resolved later, by vsce */
export function galleryText(markdown, { hosted = false } = {}) {
  const text = outsideCode(markdown.replace(forCheckouts, ''), (prose) => {
    const one = prose.replace(/<picture>[\s\S]*?(<img[^>]*>)\s*<\/picture>/g, (_, img) => {
      const of = (name) => new RegExp(`${name}="([^"]*)"`).exec(img)?.[1] ?? '';
      return `![${of('alt')}](${of('src')})`;
    });
    if (hosted) return one;
    return one
      .replace(/!\[[^\]]*\]\(([^)\s]+)\)/g, (whole, link) => (isRelative(link) ? '' : whole))
      .replace(/\(\[([^\]]*)\]\(([^)\s]+)\)\)/g, (whole, said, link) => {
        if (!isRelative(link)) return whole;
        return said === link ? `(${said})` : `(${said}: \`${link}\`)`;
      })
      .replace(/(?<!!)\[([^\]]*)\]\(([^)\s]+)\)/g, (whole, said, link) => {
        if (!isRelative(link)) return whole;
        return said === link ? said : `${said} (\`${link}\`)`;
      });
  });
  return text.replace(/\n{3,}/g, '\n\n');
}

/** Changes what is not in fences. */
const outsideCode = (text, change) =>
  text
    .split(/(^```[\s\S]*?^```$)/m)
    .map((part, n) => (n % 2 === 1 ? part : change(part)))
    .join('');
