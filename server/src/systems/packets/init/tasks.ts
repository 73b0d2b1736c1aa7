/** What tells a document of work from a record of another sort: its state, and that it says when it is done. For `gatehouse init` alone. */
import { type FieldDocument, fieldOf } from '#core/fields/model';
import type { Survey } from '#core/init';
import { nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import { type PacketsDialect, withCalled } from '../model/dialect/dialect';
import { idOf } from '../model/dialect/id-form';
import type { Status } from '../model/dialect/status';
import { withAliases } from './habits';
import { idsListed } from './listed';
import { under, unknown } from './names';
import { meaningOf } from './states';
import { boardColumns } from './tables';
import { synonyms } from './words';

/** The words of decisions, proposals, specifications and posts, which are none of work: a decision is accepted, and a draft is published. */
const ofRecords =
  /^[\s*_`~\p{P}\p{S}]*(?:accepted|approved|proposed|proposal|draft|rejected|deprecated|superseded|final(?:i[sz]ed)?|published|adopted|living|stable|current|active|informational|archived?|aceptad|aprobad|propuest|borrador|rechazad|publicad|aceit[oa]|aprovad|propost|rascunho|rejeitad|angenommen|akzeptiert|vorgeschlagen|entwurf|abgelehnt|veröffentlicht|accept[ée]|propos[ée]|brouillon|rejet[ée]|publi[ée]|已?(?:采纳|接受|批准|提议|发布|草案|草稿)|採用|承認|提案|принят|предложен|черновик|опубликован|отклон[её]н)/iu;

/** A list of boxes to tick, anywhere. */
const box = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[[ xX]\][ \t]+\S/m;
/** A name in bold, in a list or a line, that says when it is done: `**Done when**: …`. */
const ending = /^[ \t]*(?:[-*+][ \t]+)?\*\*([\p{L}][\p{L} ]{2,30}?):?\*\*[ \t]*:?[ \t]+\S/gmu;

/** The text that a document has for its state, by whatever name. Undefined: it has none. */
function stateText(fields: FieldDocument, text: string, dialect: PacketsDialect): string | undefined {
  const own = fieldOf(fields, 'STATUS');
  if (own && own.text !== '') return own.text;
  const pattern = synonyms.STATUS as RegExp;
  for (const name of unknown(fields, text, dialect).keys()) {
    if (!pattern.test(name)) continue;
    const said = under(fields, text, name).trim();
    if (said !== '' && said.length <= 60 && !said.includes('\n')) return said;
  }
  // `## Estado: PENDIENTE` is a heading that says both.
  const headed = fields.headings.flatMap((h) => {
    const [, name = '', value = ''] = /^([^:：]{2,20})[:：]\s*(\S.{0,40})$/u.exec(h.text) ?? [];
    return pattern.test(name.toLowerCase().trim()) ? [value] : [];
  });
  return headed[0];
}

/** The state of work that a document says it is in. Undefined: none, or a state of a decision or a text. */
export function workState(fields: FieldDocument, text: string, dialect: PacketsDialect): Status | undefined {
  const said = stateText(fields, text, dialect);
  if (said === undefined || ofRecords.test(said)) return undefined;
  return dialect.status.value(said)?.status ?? meaningOf(said);
}

/** Whether a document has boxes to tick, or a line in bold that says when it is done. */
export const isToTick = (text: string): boolean =>
  box.test(text) || [...text.matchAll(ending)].some(([, name = '']) => (synonyms.DONE_MEANS as RegExp).test(name.toLowerCase()));

/** What a page that lists work is called. */
const lists = /^(?:[^/]*(?:board|backlog|kanban|tasks?|todo|status|roadmap|progress|tracker|plan)[^/]*|README|INDEX)\.md$/i;

/** So many of them on one page are no accident. */
const LISTED = 2;

/** Whether a page lists several of some files by state. @param form of their ids */
export function areListed(
  survey: Survey,
  markdown: readonly RelPath[],
  files: readonly RelPath[],
  form: string,
  dialect: PacketsDialect,
): boolean {
  const own = withCalled(dialect, [form]);
  const ids = new Set(files.map((p) => own.ids.wordsOff(idOf(p, own.ids))));
  return markdown.some((path) => {
    if (files.includes(path) || !lists.test(nameOf(path))) return false;
    const columns = boardColumns(survey, [path], own);
    const read =
      columns.length === 0
        ? own
        : withAliases(own, new Map(columns.map((c) => [c.key[1] as string, c.value as readonly string[]])));
    return new Set(idsListed(survey, path, read).filter((id) => ids.has(own.ids.wordsOff(id)))).size >= LISTED;
  });
}
