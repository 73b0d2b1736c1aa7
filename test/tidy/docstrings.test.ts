/** What a file offers to others says what it does: an editor shows it where it is used. A rule, and the examples beside it, are their own documentation. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import ts from 'typescript';

const files = ['client/src', 'server/src']
  .flatMap((d) => readdirSync(d, { recursive: true, encoding: 'utf8' }).map((f) => `${d}/${f.replaceAll('\\', '/')}`))
  .filter((f) => f.endsWith('.ts') && !f.endsWith('.generated.ts') && !/\/systems\/[^/]+\/(?:rules|examples)\//.test(f));

/** The names that a file exports, without those that a comment of their own stands before. The first comment is the file's. */
function silentIn(path: string, text: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const told = new Set<string>();
  const all = new Map<string, boolean>();
  for (const [i, statement] of file.statements.entries()) {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    const is = (kind: ts.SyntaxKind): boolean => modifiers.some((m) => m.kind === kind);
    if (!is(ts.SyntaxKind.ExportKeyword) || is(ts.SyntaxKind.DefaultKeyword)) continue;
    const comments = (ts.getLeadingCommentRanges(text, statement.pos) ?? []).filter((c) => text.startsWith('/**', c.pos));
    const name = ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.map((d) => d.name.getText(file)).join(', ')
      : ((statement as ts.Statement & { readonly name?: ts.Identifier }).name?.text ?? '');
    all.set(name, false);
    if (comments.length > (i === 0 ? 1 : 0)) told.add(name);
  }
  return [...all.keys()].filter((name) => !told.has(name));
}

it('sees an export without a comment, and no other', () => {
  const text = `/** The file. */
export const silent = 1;
/** Says so. */
export function told(): void {}
export function told(n?: number): void {}
interface Own {}
export default silent;
// No comment that an editor shows.
export class Mute {}
`;
  assert.deepEqual(silentIn('a.ts', text), ['silent', 'Mute']);
});

it('every export says what it does', () =>
  assert.deepEqual(
    files.flatMap((f) => silentIn(f, readFileSync(f, 'utf8')).map((name) => `${f}: ${name}`)),
    [],
  ));
