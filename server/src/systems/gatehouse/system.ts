/** What holds for every system: files as they really are, links, suppressions, the configuration. Always on. */
import type { DataSource } from '#core/source';
import { system } from '#core/system';
import type { ConfigModel, SharedDialect } from './model/types';
import { type DocumentPart, foldDocument, readDocumentSection } from './read/document';

export default system<SharedDialect>({
  id: 'gatehouse',
  title: 'Gatehouse',
  // The service fills in what only it knows.
  dialect: { rules: new Set(), problems: () => [] },
  kinds: [
    {
      id: 'config',
      title: 'Configuration',
      files: () => ['gatehouse.yaml'],
      read: (source: DataSource, dialect: SharedDialect) => ({
        model: { problems: dialect.problems(source.data) } satisfies ConfigModel,
        facts: { defs: [], refs: [] },
      }),
    },
    {
      id: 'document',
      title: 'Governed document',
      files: () => [],
      everywhere: true,
      readSection: readDocumentSection,
      fold: (parts, source) =>
        foldDocument(parts as readonly { section: (typeof parts)[number]['section']; part: DocumentPart }[], source),
    },
  ],
});
