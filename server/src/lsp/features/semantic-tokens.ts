/** Semantic tokens: names of fields, statuses, anchors, packets, signatures, verdicts, in the standard types that themes colour. */
import {
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensDelta,
  type SemanticTokensDeltaParams,
  type SemanticTokensParams,
  type SemanticTokensRangeParams,
  SemanticTokenTypes,
} from 'vscode-languageserver/node';
import type { Mark } from '#core/editor';
import { type Located, marksIn } from '#service/editor/show';
import { feature } from '../feature';

const types: Record<Mark['is'], SemanticTokenTypes> = {
  field: SemanticTokenTypes.property,
  status: SemanticTokenTypes.enumMember,
  anchor: SemanticTokenTypes.type,
  packet: SemanticTokenTypes.class,
  signature: SemanticTokenTypes.decorator,
  verdict: SemanticTokenTypes.keyword,
};
const order = Object.keys(types) as Mark['is'][];

/** What was sent last is kept for so many documents, so that only the difference need be sent. */
const KEPT = 20;

const nothing: SemanticTokens = { data: [] };

function push(to: SemanticTokensBuilder, { lines, all }: Located<Mark>): SemanticTokensBuilder {
  for (const { at, is } of all) {
    const start = lines.place(at.start);
    // A token stands on one line.
    if (lines.lineAt(at.end) === start.line) to.push(start.line, start.character, at.end - at.start, order.indexOf(is), 0);
  }
  return to;
}

export default feature({
  capability: (client) =>
    client.textDocument?.semanticTokens && {
      semanticTokensProvider: {
        legend: { tokenTypes: order.map((o) => types[o]), tokenModifiers: [] },
        full: { delta: true },
        range: true,
      },
    },
  register: (connection, desk) => {
    const kept = new Map<string, SemanticTokensBuilder>();
    const builderOf = (uri: string): SemanticTokensBuilder => {
      const builder = kept.get(uri) ?? new SemanticTokensBuilder();
      kept.delete(uri);
      kept.set(uri, builder);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
      return builder;
    };
    const { semanticTokens } = connection.languages;
    semanticTokens.on(
      desk.about('semantic-tokens', nothing, async ({ folder, entry }, { textDocument }: SemanticTokensParams) => {
        const found = await marksIn(folder.session, entry.path);
        if (!found) return nothing;
        kept.delete(textDocument.uri);
        return push(builderOf(textDocument.uri), found).build();
      }),
    );
    semanticTokens.onDelta(
      desk.about(
        'semantic-tokens-delta',
        nothing as SemanticTokens | SemanticTokensDelta,
        async ({ folder, entry }, { textDocument, previousResultId }: SemanticTokensDeltaParams) => {
          const found = await marksIn(folder.session, entry.path);
          if (!found) return nothing;
          const builder = builderOf(textDocument.uri);
          builder.previousResult(previousResultId);
          return push(builder, found).buildEdits();
        },
      ),
    );
    semanticTokens.onRange(
      desk.about('semantic-tokens-range', nothing, async ({ folder, entry }, { range }: SemanticTokensRangeParams) => {
        const found = await marksIn(folder.session, entry.path, range.start, range.end);
        return found ? push(new SemanticTokensBuilder(), found).build() : nothing;
      }),
    );
  },
});
