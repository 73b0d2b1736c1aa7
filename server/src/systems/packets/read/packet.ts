/** A work packet. */

import { type Field, type FieldDocument, fieldOf } from '#core/fields/model';
import { readFields } from '#core/fields/read';
import type { MarkdownSource } from '#core/source';
import type { Def, Ref, Vocabulary } from '#core/symbols';
import type { Reading } from '#core/system';
import { detach, lineAround, type Span } from '#core/text';
import { type AnchorForms, anchorForms } from '../model/dialect/anchor-forms';
import type { PacketsDialect } from '../model/dialect/dialect';
import { type IdForms, idOf } from '../model/dialect/id-form';
import { profileOf } from '../model/dialect/profile';
import { type FolderState, folderState } from '../model/dialect/state-folder';
import { isRetired, ownWord } from '../model/dialect/status';
import { lastVerdict } from '../model/evidence/evidence';
import { labelOf } from '../model/packet/blanks';
import { tierOf } from '../model/packet/tiers';
import { type ApprovalFacts, conflictIn, signingFields } from '../model/signing/approval';
import { logTalk } from '../model/signing/questions';
import type { Located, PacketFacts, PacketModel, WrittenStatus } from '../model/types';
import { anchorRefs, mentions } from './anchor';
import { itselfAmong } from './awaited';
import { readBoxes } from './boxes';
import { anchorsIn, readCiting } from './citing';
import { governedIn, promisedIn } from './governance';
import { isPart, packetIds, within } from './ids';
import { proofIn } from './proof';
import { readScope } from './scope';
import { approvalFacts, readSigning } from './signing';
import { specLinesIn } from './spec-lines';
import { strayBlanks } from './stray-blanks';
import { datedIn, readWaiting, sinceOf } from './waiting';
import { readWork } from './work';

/** Never fails: what is not there is absent from the model. */
export function readPacket(source: MarkdownSource, dialect: PacketsDialect): Reading<PacketModel, PacketFacts> {
  const { text, path } = source;
  const fields = readFields(source, dialect.names);
  const { ids: form } = dialect;
  const stem = idOf(path, form);
  const taskId = located(text, fieldOf(fields, 'TASK_ID'), form);
  const titleId = fields.title && packetIds(fields.title.text, fields.title.at.start, form)[0];
  // What its text calls itself tells how far its file's name is the id; else the name alone does.
  const said = [taskId?.text, titleId?.text].includes(stem) ? [] : [taskId?.text, titleId?.text, form.idIn(stem)];
  const fileId = said.find((own) => own !== undefined && form.isWithWords(stem, own)) ?? stem;
  // A template's `WP-{phase}-{Name}` names no packet.
  const id = (taskId && /[{}<>]/.test(taskId.text) ? undefined : taskId?.text) ?? titleId?.text ?? fileId;
  const head = titleId?.at ?? fields.title?.at ?? lineAround(text, 0);
  const stub = dialect.isStub(path);
  const placed = folderState(path, dialect.stateFolders);
  const statuses = statusesOf(fields, dialect, head, placed);
  const signed = readSigning(text, fields, dialect);
  const forms = anchorForms(dialect.anchors);
  const cited = anchorsIn(fields, forms);
  const { signing, consumed, waivers, approval } = signed;
  const proof = proofIn(source, dialect, {
    id,
    status: statuses[0]?.reading?.status,
    fields,
    signatures: consumed,
    anchors: cited,
  });
  const at = statuses[0]?.reading?.status;
  const citing = readCiting(text, fields, { id, status: at, citations: cited, rows: proof.model.rows, forms });
  const scope = readScope(text, fields, id, at, dialect);
  const verdict = lastVerdict(proof.facts.reports);
  const boxes = readBoxes(source, fields, { id, ids: form, status: statuses[0]?.reading, verdict, proof: proof.model });
  const model: PacketModel = {
    id,
    fileId,
    taskId,
    titleId,
    head,
    fields,
    statuses,
    stub,
    ...(placed ? { placed } : {}),
    signing,
    approval,
    proof: proof.model,
    length: text.length,
    ...readWork(text, fields),
    profile: profileOf(dialect, fields, path),
    citing: citing.model,
    labels: labelsIn(text),
    blanks: strayBlanks(text, fields, at === 'Done' || at === 'Ready-for-Validation'),
    ...(isScoped(text, fields) ? { scoped: true as const } : {}),
  };

  const { blockers, unblocks, blocking } = readWaiting(fields, dialect);
  const itself = itselfAmong(blockers, id, text);
  const status = statuses[0];
  const specVersion = versionOf(fields);
  const kept = approvalFacts(text, fields, dialect, signed, { taskId: id, specVersion: specVersion ?? '' });
  const governed = governedIn(fields, status?.reading?.status);
  const defs: Def[] = [];
  const packet = {
    title: detach(fields.title?.text ?? ''),
    status: status?.reading?.status,
    validated: status?.reading?.validated ?? false,
    ...(status?.reading?.failed ? { failed: true as const } : {}),
    verdict,
    stub,
    ...(status?.folder === undefined ? {} : { placed: true as const }),
    ...(cited.length > 0 ? { cites: true as const } : {}),
    ...(dialect.paths.pointer.some((p) => text.includes(p)) ? { points: true as const } : {}),
    ...sinceOf(fields, status),
    ...aboutWork(tierOf(model, dialect)?.tier, governed.agents?.[0]?.text, kept),
    ...(consumed.length === 0 && signingFields(approval).some((f) => f.is === 'unsigned') ? { unsigned: true as const } : {}),
  };
  const parts = status ? { parts: { status: status.at } } : {};
  defs.push({ kind: 'packet', name: id, at: taskId?.at ?? head, data: { ...packet, alias: false }, ...parts });
  // Its file goes by its own id, whatever the text says.
  for (const name of new Set([stem, fileId, form.wordsOff(stem)]))
    if (name !== id && (name === stem || !id.startsWith(name)))
      defs.push({ kind: 'packet', name, at: head, data: { ...packet, alias: true }, ...parts });
  defs.push({ kind: 'blocking', name: id, at: head, data: blocking });
  const odd = conflictIn(approval)?.odd.signature.key;
  const own = status && !status.reading ? ownWord(status.text) : undefined;
  if (status && own !== undefined) defs.push({ kind: 'oddStatus', name: detach(own), at: status.at, data: {} });
  const { requested } = logTalk(fields);
  if (requested !== undefined && consumed.length === 0)
    defs.push({ kind: 'request', name: id, at: head, data: { reason: detach(requested) } });
  for (const c of consumed) defs.push({ kind: 'consumption', name: c.key, at: c.at, data: { by: id, written: c.text } });
  for (const { signature: s, check } of waivers)
    if (s) {
      const data = { by: `${id} (waiver: ${check.text})`, written: s.text, packet: id };
      defs.push({ kind: 'consumption', name: s.key, at: s.at, data });
    }
  defs.push(...proof.defs, ...scope.defs, ...boxes.defs);

  const refs: Ref[] = [...anchorRefs(cited)];
  for (const c of consumed) refs.push({ kind: 'signature', name: c.key, at: c.at });
  for (const { signature: s } of waivers) if (s) refs.push({ kind: 'signature', name: s.key, at: s.at });
  for (const b of [...blockers, ...unblocks]) refs.push({ kind: 'packet', name: b.text, at: b.at });
  refs.push(...proof.refs);
  const weak = weakRefs(source, refs, id, dialect, forms);
  // Bare numbers, which nothing else tells from any other.
  const mapped = (citing.facts.mapped ?? []).flatMap((c): readonly Ref[] =>
    [...refs, ...weak].some((r) => r.at.start < c.at.end && c.at.start < r.at.end)
      ? []
      : [{ kind: 'anchor', name: c.id, at: c.at, weak: true }],
  );
  refs.push(...weak, ...mapped);
  // Whoever asks at the title means the packet, though TASK_ID defines it.
  if (taskId && titleId?.text === id) refs.push({ kind: 'packet', name: id, at: titleId.at, weak: true });
  const part = isPart(path, taskId?.text, fields, form);
  if (part && taskId) refs.push({ kind: 'packet', name: id, at: taskId.at });
  const read: Reading<PacketModel, PacketFacts> = {
    model,
    facts: {
      defs,
      refs,
      id,
      head,
      status: status && keep(status),
      specVersion,
      citations: cited,
      ...datedIn(fields),
      consumed,
      ...(odd === undefined ? {} : { odd }),
      ...(kept ? { approval: kept } : {}),
      ...(waivers.length > 0 ? { waivers } : {}),
      blockers,
      unblocks,
      ...(itself ? { itself } : {}),
      ...proof.facts,
      ...scope.facts,
      ...boxes.facts,
      ...governed,
      ...promisedIn(text, fields, weak),
      ...citing.facts,
      ...specLinesIn(text, path, fields, proof.model.rows, proof.model.cited),
      ...(stub || isRetired(status?.reading?.status) || dialect.isRetired(path) ? { retired: true as const } : {}),
    },
  };
  return part ? { model, facts: asPart(read.facts) } : read;
}

/** Whether the first line below a heading `Scope` is of plain words: no list, table, quote, path, or name with a colon, but for one above a list of such words. */
const isScoped = (text: string, { headings }: FieldDocument): boolean =>
  headings.some((h) => {
    if (!/^scope$/i.test(h.text.trim())) return false;
    const [, first = '', next = ''] = /^[^\n]*\n\s*([^\n]+)(?:\n\s*[-*+] ([^\n]+))?/.exec(text.slice(h.at.start, h.at.end)) ?? [];
    const line = next !== '' && /^\p{L}[\p{L} ]{1,28}:\s*$/u.test(first) ? next : first;
    return /^["“(]?\p{L}[^\s:|/]*\s/u.test(line) && !/^[^.!?:]{0,30}:/.test(line) && line.trim().split(/\s+/).length > 2;
  });

/** What is left of what a part of a packet says: where it leads to. */
const asPart = ({ waivers: _waivers, approval: _approval, ...facts }: PacketFacts): PacketFacts => ({
  ...facts,
  defs: [],
  refs: facts.refs.map((r) => ({ ...r, weak: true })),
  consumed: [],
  blockers: [],
  unblocks: [],
  part: true,
  retired: true,
});

/** What lists of packets show besides. */
const aboutWork = (
  risk: string | undefined,
  owner: string | undefined,
  approval: ApprovalFacts | undefined,
): Pick<Vocabulary['packet'], 'risk' | 'owner' | 'proves'> => ({
  ...(risk === undefined ? {} : { risk: detach(risk) }),
  ...(owner === undefined ? {} : { owner }),
  ...(approval ? { proves: approval.key ? 'key' : approval.seal ? 'sealed' : 'typed' } : {}),
});

const noLabels: ReadonlySet<string> = new Set();

/** What is said to lead somewhere, for a link that is only a label. */
function labelsIn(text: string): ReadonlySet<string> {
  if (!text.includes(']:')) return noLabels;
  return new Set([...text.matchAll(/^ {0,3}\[([^\]^[][^\][]*)\]:/gm)].map(([, label = '']) => labelOf(label)));
}

/** A scalar field's text: its id where it has one, else its first word. */
function located(text: string, field: Field | undefined, ids: IdForms): Located | undefined {
  if (!field || field.text === '') return undefined;
  const id = packetIds(field.text, field.textAt.start, ids)[0];
  if (id) return id;
  const item = field.items[0];
  const at = item?.bareAt ?? field.textAt;
  return { text: detach(within(text, at)), at };
}

function statusesOf(
  fields: FieldDocument,
  dialect: PacketsDialect,
  head: Span,
  placed: FolderState | undefined,
): readonly WrittenStatus[] {
  const all = fields.fields.filter((f) => f.key === 'STATUS' && f.role === 'value' && f.text !== '');
  // The one called by its own name in the metadata counts; a `WP_STATUS` in a hand-over note comes after it.
  const own = fieldOf(fields, 'STATUS');
  const first = own && all.includes(own) ? own : all[0];
  if (!first && placed)
    return [{ text: placed.folder, at: head, reading: { status: placed.status, validated: false }, folder: placed.folder }];
  return [...(first ? [first] : []), ...all.filter((f) => f !== first)].map((f) => ({
    text: f.text,
    at: f.textAt,
    reading: dialect.status.value(f.text),
  }));
}

const keep = (s: WrittenStatus): WrittenStatus => ({ ...s, text: detach(s.text) });

function versionOf(fields: FieldDocument): string | undefined {
  const f = fieldOf(fields, 'SPEC_VERSION');
  return f && f.text !== '' ? detach(f.text) : undefined;
}

/** What is named elsewhere in the text: to be navigated, never judged. A packet names itself all over; that is left out. */
function weakRefs(
  source: MarkdownSource,
  strong: readonly Ref[],
  own: string,
  { ids }: PacketsDialect,
  forms: AnchorForms,
): readonly Ref[] {
  const taken = new Set(strong.map((r) => r.at.start));
  const whole = { start: 0, end: source.text.length };
  const anchors = mentions(source.text, whole, forms).map((m): Ref => ({ kind: 'anchor', name: m.id, at: m.at, weak: true }));
  const packets = packetIds(source.text, 0, ids).map((m): Ref => ({ kind: 'packet', name: m.text, at: m.at, weak: true }));
  return [...anchors, ...packets].filter((r) => !taken.has(r.at.start) && r.name !== own);
}
