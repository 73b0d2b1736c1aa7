/** What a file's place and name say of it, where nothing in it has to be read for that. For `gatehouse init` alone. */
import { nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { IdForms } from '../model/dialect/id-form';

const about = /(?:^|\/)(?:(?:README|TEMPLATE|INDEX|CHANGELOG|CONTRIBUTING)\b[^/]*|[^/]*[_-]TEMPLATE\.md|templates\/.*)$/i;

/** `WP-0001-work-packet-template.md`: a packet about a template has a number. */
const counted = /(?:^|\/)\p{L}+[-_]\d+[-_][^/]*[_-]TEMPLATE\.md$/iu;

/** A document about documents, or a form of one: none of them itself. */
export const isAbout = (path: RelPath): boolean => about.test(path) && !counted.test(path);

const report = /(?:^|\/)(?:validat(?:ion|or)s?|verdicts?)[_-]?reports?\/|[_.-](?:validation|validator)[_-]?report\b[^/]*$/i;

const opens = (path: RelPath, ids: IdForms): boolean => ids.opening(nameOf(path)) !== undefined;

/** What was agreed before a packet: in a folder of refinements, or beside it by that name. */
export const isRefinement = (path: RelPath, ids: IdForms): boolean =>
  ((/(?:^|\/)refinements?\//i.test(path) && opens(path, ids)) || /(?:^|[/_.-])refinement\.md$/i.test(path)) &&
  ids.isIn(path) &&
  !isAbout(path);

/** Whether a file is a stub: below a folder of stubs, with a packet's id for a name. */
export const isStub = (path: RelPath, ids: IdForms): boolean =>
  /(?:^|\/)stubs?\//i.test(path) && opens(path, ids) && !isAbout(path);

/** Whether a file is called a report on a packet. */
export const isReport = (path: RelPath, ids: IdForms): boolean => report.test(path) && ids.isIn(path) && !isAbout(path);

/** Files that are called alike everywhere. */
export const isCalled = (path: RelPath, usual: readonly RelPath[]): boolean =>
  usual.some((u) => nameOf(u).toLowerCase() === nameOf(path).toLowerCase());

/** A folder that says how far the work in it is: files move from one to the other. */
export const stateFolder =
  /(?:^|\/)(?:\d+[-_.])?(?:todo|to-?do|backlog|planned|pending|queued?|ready|open|opened|active|doing|current|in[-_ ]?progress|wip|review|in[-_ ]?review|qa|blocked|on[-_ ]?hold|done|closed|complete|completed|finished|archived?|cancell?ed|abandoned|superseded)$/i;
