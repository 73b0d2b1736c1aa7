/** What a file's place and name say of it, where nothing in it has to be read for that. For `gatehouse init` alone. */
import { nameOf } from '#core/paths';
import type { RelPath } from '#core/text';

const about = /(?:^|\/)(?:(?:README|TEMPLATE|INDEX|CHANGELOG|CONTRIBUTING)\b[^/]*|[^/]*[_-]TEMPLATE\.md|templates\/.*)$/i;

/** A document about documents, or a form of one: none of them itself. */
export const isAbout = (path: RelPath): boolean => about.test(path);

const refinement = /(?:^|\/)refinements?\/(?:[^/]+\/)*WP-[^/]*\.md$|(?:^|[/_.-])refinement\.md$/i;
const stub = /(?:^|\/)stubs?\/(?:[^/]+\/)*WP-[^/]*\.md$/i;
const report = /(?:^|\/)(?:validat(?:ion|or)s?|verdicts?)[_-]?reports?\/|[_.-](?:validation|validator)[_-]?report\b[^/]*$/i;

/** What was agreed before a packet: in a folder of refinements, or beside it by that name. */
export const isRefinement = (path: RelPath): boolean => refinement.test(path) && path.includes('WP-') && !isAbout(path);

export const isStub = (path: RelPath): boolean => stub.test(path) && !isAbout(path);

export const isReport = (path: RelPath): boolean => report.test(path) && path.includes('WP-') && !isAbout(path);

/** Files that are called alike everywhere. */
export const isCalled = (path: RelPath, usual: readonly RelPath[]): boolean =>
  usual.some((u) => nameOf(u).toLowerCase() === nameOf(path).toLowerCase());
