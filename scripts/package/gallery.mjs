/**
 * The README as the page of the extension in a gallery and in VS Code. Neither has the repository beside it: a relative link leads
 * nowhere there, and no picture is found. Where it is known where the repository lies, links lead there; else pictures go in whole,
 * and of a link its text and path are left: the documents are in the extension's folder.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';

/** Between these comments stands what is for somebody with a checkout. */
const forCheckouts = /<!-- checkout -->[\s\S]*?<!-- \/checkout -->\n?/g;

const isRelative = (link) => !/^(?:[a-z][a-z0-9+.-]*:|#)/i.test(link);

/** @param hosted true where relative links are resolved later, by vsce */
export function galleryText(markdown, { hosted = false, folder = root } = {}) {
  const text = outsideCode(markdown.replace(forCheckouts, ''), (prose) => {
    const one = prose.replace(/<picture>[\s\S]*?(<img[^>]*>)\s*<\/picture>/g, (_, img) => {
      const of = (name) => new RegExp(`${name}="([^"]*)"`).exec(img)?.[1] ?? '';
      return `![${of('alt')}](${of('src')})`;
    });
    if (hosted) return one;
    return one
      .replace(/!\[([^\]]*)\]\(([^)\s]+)\)/g, (whole, alt, link) =>
        isRelative(link) ? `![${alt}](${inside(folder, link)})` : whole,
      )
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

function inside(folder, link) {
  if (!link.endsWith('.png')) throw new Error(`${link} cannot be shown in a gallery: a picture there is a PNG.`);
  return `data:image/png;base64,${readFileSync(join(folder, link)).toString('base64')}`;
}
