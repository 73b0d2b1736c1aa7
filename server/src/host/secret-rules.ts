/** The rules by which a text holds a secret: secretlint's. Loaded only when somebody asks for them (`tools/secrets.ts`). */
import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';

/** What sort of secret stands where, in UTF-16 units; without the secret. */
export interface FoundSecret {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

// It keeps every mark for good, and looks through all of them at the next.
secretLintProfiler.mark = () => {};

const options = { config: { rules: [{ id: 'preset', rule: creator }] }, maskSecrets: true, noPhysicFilePath: true };

/** @param path says to some rules what sort of file it is; nothing is read from there */
export async function secretsIn(path: string, content: string): Promise<readonly FoundSecret[]> {
  const ext = /\.[^./]*$/.exec(path)?.[0] ?? '';
  const { messages } = await lintSource({ source: { filePath: path, content, contentType: 'text', ext }, options });
  return messages.flatMap(({ message, messageId, range: [start, end] }) =>
    isExample(content.slice(start, end)) ? [] : [{ kind: kindOf(message, messageId), start, end }],
  );
}

/** `found GitHub Token(***): ***` is a GitHub Token: what stands before the first mark, and nothing secret does. */
const kindOf = (message: string, id: string): string => /^found ([\w .-]{3,60}?)\s*[:(]/i.exec(message)?.[1] ?? id;

/** An address with a password that is none, or of a machine that is nobody's: `https://user:password@example.com`. */
function isExample(text: string): boolean {
  const m = /^\w[\w+.-]*:\/\/[^:@/\s]*:([^@\s]*)@([^/:?#\s]*)/.exec(text);
  if (!m) return false;
  const [, password = '', host = ''] = m;
  return (
    /^(?:pass(?:w(?:or)?d)?|pwd|pw|secret|changeme|example|test|\*+|x+|\.{2,}|<[^>]*>|\$?\{[^}]*\}|\$\w+|%[sv])$/i.test(
      password,
    ) ||
    /^(?:localhost|127\.0\.0\.1|\[::1\]|(?:.*\.)?example(?:\.(?:com|org|net))?|.*\.(?:example|test|invalid|localhost))$/i.test(
      host,
    )
  );
}
