/** Packets that were done before the template that is in use now: what they lack was never asked of them. */
import { globMatcher, literalGlob } from '#core/glob';
import type { Exception, Setting, Survey } from '#core/init';
import { folderOf, nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { templateOrder } from '../model/dialect/packet-fields';
import { isCommitted } from '../model/dialect/status';
import { statusOf } from '../model/types';
import { readPacket } from '../read/packet';
import { lacksIn } from './habits';

/** Fewer are no generation of packets, and can be mended. */
const SOME = 3;

/** What is due only since there is the template. What contradicts something is told of all packets. */
const dueSince = [
  'packets/missing-field',
  'packets/ai-review-missing',
  'packets/audit-scope-missing',
  'packets/bootstrap-output-missing',
  'packets/report-missing',
  'packets/risk-tier-missing',
  'packets/signature-missing',
  'packets/validation-missing',
];

/**
 * @param settings what is to be written down: what nobody has is not asked of anybody
 * @param dialect as it is with them
 */
export function earlierIn(
  survey: Survey,
  packets: readonly RelPath[],
  settings: readonly Setting[],
  dialect: PacketsDialect,
): readonly Exception[] {
  const own = settings.find((s) => s.key.join('.') === 'required.default')?.value;
  const required = Array.isArray(own) ? (own as readonly string[]) : (dialect.required.default ?? templateOrder);
  const older: RelPath[] = [];
  const others: RelPath[] = [];
  let newer = 0;
  for (const path of packets) {
    const source = survey.markdown(path);
    if (!source || dialect.isRetired(path)) continue;
    const { model } = readPacket(source, dialect);
    const status = statusOf(model);
    const lacks = lacksIn(model, required).length * 2 >= required.length;
    if (lacks && status === 'Done') older.push(path);
    else others.push(path);
    if (!lacks && isCommitted(status)) newer++;
  }
  if (older.length < SOME || newer < SOME) return [];
  const files = filesOf(older, others);
  return [
    {
      files,
      rules: dueSince,
      as: 'hint',
      because: `${older.length} packets are done, and have less than half of what the others have, such as ${older[0]}`,
    },
  ];
}

/** A glob, where their names begin alike and no other's does; else each by its path. */
function filesOf(mine: readonly RelPath[], others: readonly RelPath[]): readonly string[] {
  const folder = folderOf(mine[0] as string);
  const names = mine.map(nameOf);
  let common = names[0] as string;
  for (const name of names) while (!name.startsWith(common)) common = common.slice(0, -1);
  const start = /^.*[-_. ]/.exec(common)?.[0] ?? '';
  const glob = `${folder === '' ? '' : `${folder}/`}${literalGlob(start)}*.md`;
  const isOne = mine.every((p) => folderOf(p) === folder) && !others.some(globMatcher([glob]));
  return isOne && start !== '' ? [glob] : mine.map(literalGlob);
}
