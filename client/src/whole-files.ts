/**
 * Files that a change makes come into being with their text. LSP makes an empty file and types the text into it: VS Code ends its lines
 * then as `files.eol` says, not as the folder does, and leaves it unsaved.
 *
 * For edits that are applied at once. Code actions keep to LSP's form (line-ends.ts): other extensions that ask VS Code for
 * actions cannot be given files with their text, and would get none of the list.
 */

interface Create {
  readonly kind: 'create';
  readonly uri: string;
  readonly options?: object;
}

interface Typed {
  readonly textDocument: { readonly uri: string };
  readonly edits: readonly { readonly newText?: string }[];
}

type Step = Create | Typed | { readonly kind: 'rename' | 'delete' };

/** An answer of the server, or its request to apply an edit: each edit in it with its new files whole. What holds none is given back. */
export function withContents<T>(answer: T): T {
  if (Array.isArray(answer)) return answer.map(withContents) as T;
  if (typeof answer !== 'object' || answer === null) return answer;
  const { documentChanges, edit } = answer as { documentChanges?: unknown; edit?: unknown };
  if (Array.isArray(documentChanges)) return { ...answer, documentChanges: whole(documentChanges as readonly Step[]) };
  return typeof edit === 'object' && edit !== null ? { ...answer, edit: withContents(edit) } : answer;
}

function whole(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step, i): readonly Step[] => {
    const next = steps[i + 1];
    if (isCreate(step) && next && isTextOf(next, step.uri)) {
      const contents = new TextEncoder().encode(next.edits[0]?.newText ?? '');
      return [{ ...step, options: { ...step.options, contents } }];
    }
    const before = steps[i - 1];
    return before && isCreate(before) && isTextOf(step, before.uri) ? [] : [step];
  });
}

const isCreate = (step: Step): step is Create => 'kind' in step && step.kind === 'create';

const isTextOf = (step: Step, uri: string): step is Typed =>
  'textDocument' in step && step.textDocument.uri === uri && step.edits.length === 1;
