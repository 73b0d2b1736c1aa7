// What a measurement is, how numbers are summed up, and the table and the JSON that are printed.

/** The values in order, with the rank that holds at least the share `p` of them (nearest rank: no value is invented). */
export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (p) => sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];
  return { n: sorted.length, min: sorted[0], p50: rank(0.5), p95: rank(0.95), max: sorted.at(-1) };
}

/**
 * One line of the table.
 * `values` are all that was measured, for the JSON. `budget` limits the measured value (`{ atMost }`) or its ratio to the
 * reference (`{ ratio }`); without one the line only informs.
 */
export function row({ what, measured, unit = 'ms', reference, budget, values, details = [] }) {
  const ratio = reference === undefined ? undefined : measured / reference.value;
  const stats = values === undefined ? undefined : summary(values);
  const value = budget?.ratio === undefined ? measured : ratio;
  const limit = budget?.ratio ?? budget?.atMost;
  return {
    what,
    measured,
    unit,
    reference,
    ratio,
    stats,
    budget,
    verdict: limit === undefined ? 'info' : value <= limit ? 'ok' : 'over',
    details,
  };
}

/** A line for what could not be measured, and why: a gap in the table is a result too. */
export const gap = (what, reason) => ({ what, verdict: 'not measured', details: [reason] });

/** A line that has no answer on this system; nothing failed. */
export const absent = (what, reason) => ({ what, verdict: 'n/a', details: [reason] });

/** Runs a measurement that yields rows; whatever goes wrong becomes a gap, and the rest goes on. */
export async function attempt(what, measure, log) {
  log(what);
  try {
    return [await measure()].flat();
  } catch (error) {
    return [gap(what, error instanceof Error ? error.message : String(error))];
  }
}

/** As many digits as matter. */
export function number(value, unit) {
  if (unit === 'MB') return `${value.toFixed(value < 10 ? 1 : 0)} MB`;
  const text = value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
  return `${text} ${unit}`;
}

/** Minimum, median and maximum in one phrase. */
export function spread(values, unit = 'ms') {
  const s = summary(values);
  return `min ${number(s.min, unit)}, median ${number(s.p50, unit)}, max ${number(s.max, unit)} of ${s.n}`;
}

/** The ranks that keys are judged by. */
export function ranks(values) {
  const s = summary(values);
  return `p50 ${number(s.p50, 'ms')}, p95 ${number(s.p95, 'ms')}, max ${number(s.max, 'ms')} over ${s.n}`;
}

const columns = ['what', 'measured', 'reference', 'ratio', 'budget', ''];

function cells(line) {
  if (line.measured === undefined) return [line.what, '–', '', '', '', line.verdict.toUpperCase()];
  const reference = line.reference === undefined ? '' : `${line.reference.what} ${number(line.reference.value, line.unit)}`;
  const ratio = line.ratio === undefined ? '' : `${line.ratio.toFixed(2)} ×`;
  const { atMost, ratio: times } = line.budget ?? {};
  const budget = atMost !== undefined ? `≤ ${number(atMost, line.unit)}` : times !== undefined ? `≤ ${times.toFixed(1)} ×` : '';
  return [
    line.what,
    number(line.measured, line.unit),
    reference,
    ratio,
    budget,
    line.verdict === 'info' ? '' : line.verdict.toUpperCase(),
  ];
}

/** A table in columns, every line followed by what one should know of it. */
export function table(groups) {
  const all = groups.flatMap((group) => group.rows);
  const widths = columns.map((name, i) => Math.max(name.length, ...all.map((line) => cells(line)[i].length)));
  const draw = (list) =>
    list
      .map((text, i) => (i === 0 || i === list.length - 1 ? text.padEnd(widths[i]) : text.padStart(widths[i])))
      .join('  ')
      .trimEnd();
  const out = [];
  for (const group of groups) {
    out.push('', group.title, draw(columns), widths.map((width) => '-'.repeat(width)).join('  '));
    for (const line of group.rows) out.push(draw(cells(line)), ...line.details.map((detail) => `    ${detail}`));
  }
  return out.join('\n');
}
