// Seeded chance and the prose it makes: the vocabulary of an invented harbour system, so that no real text is copied.

/** A small, fast generator of repeatable chance (mulberry32), seeded by any text. */
export function chance(seed) {
  let state = hash(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (low, high) => low + Math.floor(next() * (high - low + 1));
  const pick = (list) => list[Math.floor(next() * list.length)];
  return { next, int, pick, often: (share) => next() < share, some: (list, count) => some(list, count, int) };
}

/** FNV-1a: the seed's text as 32 bits. */
function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** `count` different entries of a list, in a random order. */
function some(list, count, int) {
  const taken = new Set();
  while (taken.size < Math.min(count, list.length)) taken.add(int(0, list.length - 1));
  return [...taken].map((index) => list[index]);
}

export const adjectives =
  'Adaptive Bonded Buffered Central Chained Checked Coastal Cold Common Compact Deferred Direct Dual Early Exact Fenced Fixed Grouped Guarded Indexed Inland Joined Keyed Layered Local Mapped Merged Metered Nightly Ordered Paged Paired Pinned Portable Queued Ranked Sealed Shared Staged Tidal'.split(
    ' ',
  );
export const nouns =
  'Berth Bollard Booking Bunker Cargo Charter Clearance Container Crane Customs Dispatch Dock Draft Ferry Freight Gangway Harbour Hold Invoice Jetty Ledger Lighter Manifest Mooring Notice Pallet Permit Pilot Quota Reefer Roster Route Schedule Slip Stowage Tariff Terminal Tug Vessel Yard'.split(
    ' ',
  );
export const parts =
  'Archive Audit Cache Catalog Export Gateway Import Index Journal Lookup Mapper Monitor Planner Queue Reader Replay Report Store Sync Writer'.split(
    ' ',
  );
export const areas =
  'berths booking cargo clearance cranes customs dispatch billing manifest mooring pilots routes stowage tariffs vessels yard'.split(
    ' ',
  );

const actors =
  'The planner|The berth service|Each terminal adapter|The customs gateway|A dispatcher|The stowage solver|The tariff engine|Every writer|The audit trail|The import queue|A pilot roster|The manifest reader|The yard view|The night run'.split(
    '|',
  );
const verbs =
  'records|keeps|rejects|replays|publishes|compares|orders|seals|derives|refreshes|hands over|counts|stores|announces|reconciles'.split(
    '|',
  );
const things =
  'one entry per arrival|the declared draught|every change of berth|the list of reefers|a copy of the booking|the tide window|all open permits|the last known position|the crane plan|the signed manifest|an amended tariff line|the queue of lighters|the weight of each hold|the answer of the customs office'.split(
    '|',
  );
const whens =
  'before the gate opens|after the night run|when two vessels share a slot|as soon as the pilot is aboard|while the harbour office is closed|at the start of each shift|for as long as the hold is sealed|within the same transaction|once the tide has turned|unless the charter says otherwise|if the declared weight differs|whenever a reading is late'.split(
    '|',
  );
const asides =
  'this is what the harbour master sees – nothing else counts|the former value stays in the journal|no second source is asked|an empty answer is not an error|times are kept in UTC|the order of arrival decides|`slot_id` never changes afterwards|a missing reading is told, not guessed|the office may ask for it for ten years|see the table below|measured at the quay, not at sea|the *declared* value wins'.split(
    '|',
  );

/** One sentence; every few of them carry an aside, code or emphasis. */
export function sentence(c) {
  const main = `${c.pick(actors)} ${c.pick(verbs)} ${c.pick(things)} ${c.pick(whens)}`;
  return c.often(0.45) ? `${main}; ${c.pick(asides)}.` : `${main}.`;
}

export function paragraph(c, sentences) {
  const out = [];
  for (let i = 0; i < sentences; i++) out.push(sentence(c));
  return out.join(' ');
}

/** What an implementation owes: the shape of a requirement in the spec. */
export function duty(c, word) {
  return `${c.pick(actors)} ${word} keep ${c.pick(things)} ${c.pick(whens)}.`;
}

/** A short noun phrase for headings and cells. */
export const topic = (c) => `${c.pick(adjectives)} ${c.pick(nouns).toLowerCase()} ${c.pick(parts).toLowerCase()}`;

/** A checkpoint that can be answered yes or no. */
export const checkpoint = (c) => `\`${c.pick(nouns)}${c.pick(parts)}\` returns ${c.pick(things)} ${c.pick(whens)}`;
