/** The rules by which a text holds a secret: secretlint's, loaded when somebody asks for them. */
import type { SecretLintCoreResult } from '@secretlint/types';

/** What sort of secret stands where, in UTF-16 units; without the secret. */
export interface FoundSecret {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

export type SecretRules = (path: string, text: string) => Promise<readonly FoundSecret[]>;

export async function secretRules(): Promise<SecretRules> {
  const { lintSource } = await import('@secretlint/core');
  const { creator } = await import('@secretlint/secretlint-rule-preset-recommend');
  const options = { config: { rules: [{ id: 'preset', rule: creator }] }, maskSecrets: true, noPhysicFilePath: true };
  return async (path, content) => {
    const ext = /\.[^./]*$/.exec(path)?.[0] ?? '';
    const source = { filePath: path, content, contentType: 'text' as const, ext };
    const { messages } = await lintSource({ source, options });
    return messages.map((m) => ({ kind: kindOf(m), start: m.range[0], end: m.range[1] }));
  };
}

/** `found GitHub Token(***): ***` is a GitHub Token: what stands before the first mark, which nothing secret does. */
function kindOf({ message, messageId }: SecretLintCoreResult['messages'][number]): string {
  const said = /^found ([\w .-]{3,60}?)\s*(?:[:(]|$)/i.exec(message)?.[1];
  return said ?? messageId;
}
