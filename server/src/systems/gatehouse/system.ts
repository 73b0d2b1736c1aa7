/** What holds for every system: files as they really are, links, suppressions, the configuration. Always on. */

import { literalGlob } from '#core/glob';
import type { DataSource } from '#core/source';
import { system } from '#core/system';
import type { ConfigModel, DocumentFacts, SharedDialect } from './model/types';
import { readCode } from './read/code';
import { type DocumentPart, foldDocument, readDocumentSection } from './read/document';

export default system<SharedDialect>({
  id: 'gatehouse',
  title: 'Gatehouse',
  // The service fills in what only it knows.
  dialect: { rules: new Set(), problems: () => [], names: () => [], configs: [], links: { root: '', isIgnored: () => false } },
  editing: {
    paths: ({ kind, facts }) =>
      kind === 'document' ? (facts as DocumentFacts).links.map(({ path, at }) => ({ path, at, link: true as const })) : [],
  },
  kinds: [
    {
      id: 'config',
      title: 'Configuration',
      files: (dialect: SharedDialect) => dialect.configs.map(literalGlob),
      read: (source: DataSource, dialect: SharedDialect) => ({
        model: { problems: dialect.problems(source) } satisfies ConfigModel,
        facts: { defs: [], refs: dialect.names(source) },
      }),
    },
    {
      id: 'document',
      title: 'Governed document',
      files: () => [],
      everywhere: true,
      readSection: readDocumentSection,
      fold: (parts, source, dialect: SharedDialect) =>
        foldDocument(parts as readonly { section: (typeof parts)[number]['section']; part: DocumentPart }[], source, dialect),
    },
    { id: 'code', title: 'Source code', files: () => [], everywhere: true, reads: 'code', read: readCode },
  ],
});
