/** The hash that the file port tells of a file, made of a text. */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** SHA-256 in base64url of the text in UTF-8 without a mark at its beginning. @see FileText.hash */
export function contentHash(text: string): string {
  const bytes = sha256(utf8ToBytes(text));
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    for (const digit of [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63]) out += DIGITS[digit];
  }
  // 32 bytes: the last digit stands for nothing.
  return out.slice(0, 43);
}
