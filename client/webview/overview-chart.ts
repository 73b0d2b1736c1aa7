/** Findings over time: a small chart of two lines, and the same as a table. */
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { ShownOverTime } from '#protocol/overview';

type Points = ShownOverTime['points'];

const HEIGHT = 168;
const SIDES = { left: 44, right: 96, top: 14, bottom: 26 } as const;

/** @param width of the drawing, in pixels */
export function chart({ points }: ShownOverTime, width: number): TemplateResult | typeof nothing {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return nothing;
  const most = nice(Math.max(1, ...points.map((p) => Math.max(p.errors, p.warnings))));
  const times = timesOf(points);
  const [start, end] = [times[0] ?? 0, times.at(-1) ?? 0];
  const inner = Math.max(40, width - SIDES.left - SIDES.right);
  const x = (i: number): number =>
    SIDES.left + inner * (end > start ? ((times[i] ?? 0) - start) / (end - start) : i / (points.length - 1));
  const y = (n: number): number => SIDES.top + (HEIGHT - SIDES.top - SIDES.bottom) * (1 - n / most);
  const line = (of: (p: Points[number]) => number): string =>
    points.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)},${y(of(p)).toFixed(1)}`).join('');
  const ends = apart(y(last.errors), y(last.warnings));
  return html`
    <svg class="chart" width=${width} height=${HEIGHT} role="img" aria-label=${spoken(points)}>
      ${[0, most / 2, most].map(
        (n) => svg`
          <path class="grid" d="M${SIDES.left},${y(n)}H${width - SIDES.right}" />
          ${Number.isInteger(n) ? svg`<text class="axis" x=${SIDES.left - 8} y=${y(n) + 4} text-anchor="end">${n}</text>` : nothing}`,
      )}
      <path class="warnings" d=${line((p) => p.warnings)} />
      <path class="errors" d=${line((p) => p.errors)} />
      ${points.map(
        (p, i) => svg`
          <rect class="warnings" x=${x(i) - 3} y=${y(p.warnings) - 3} width="6" height="6"><title>${p.day}: ${many(p.warnings, 'warning')}</title></rect>
          <circle class="errors" cx=${x(i)} cy=${y(p.errors)} r="3.5"><title>${p.day}: ${many(p.errors, 'error')}</title></circle>`,
      )}
      <text class="axis" x=${SIDES.left} y=${HEIGHT - 6}>${first.day}</text>
      <text class="axis" x=${width - SIDES.right} y=${HEIGHT - 6} text-anchor="end">now</text>
      <text class="end" x=${width - SIDES.right + 10} y=${ends[0] + 4}>${many(last.errors, 'error')}</text>
      <text class="end" x=${width - SIDES.right + 10} y=${ends[1] + 4}>${many(last.warnings, 'warning')}</text>
    </svg>
  `;
}

/** What stands beside the ends of the lines does not stand on each other. */
function apart(a: number, b: number): readonly [number, number] {
  if (Math.abs(a - b) >= 16) return [a, b];
  const middle = (a + b) / 2;
  return a <= b ? [middle - 8, middle + 8] : [middle + 8, middle - 8];
}

/** In seconds. What is now stands at its day, and never before the last commit. */
function timesOf(points: Points): readonly number[] {
  let latest = Number.NEGATIVE_INFINITY;
  return points.map((p) => {
    latest = Math.max(latest, p.time ?? Date.parse(p.day) / 1000 + 86_400);
    return latest;
  });
}

/** The next round number. */
function nice(n: number): number {
  const power = 10 ** Math.floor(Math.log10(n));
  return [1, 2, 4, 6, 8, 10].map((f) => f * power).find((f) => f >= n) ?? n;
}

const many = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

const spoken = (points: Points): string =>
  `Findings over time: from ${[points[0], points.at(-1)]
    .map((p) => (p ? `${many(p.errors, 'error')} and ${many(p.warnings, 'warning')} on ${p.day}` : ''))
    .join(' to ')}. The table has all of them.`;

export const table = ({ points }: ShownOverTime): TemplateResult => html`
  <table>
    <thead>
      <tr>
        <th scope="col">Day</th>
        <th scope="col">Commit</th>
        <th scope="col" class="number">Errors</th>
        <th scope="col" class="number">Warnings</th>
      </tr>
    </thead>
    <tbody>
      ${[...points].reverse().map(
        (p) => html`
          <tr>
            <th scope="row">${p.day}</th>
            <td class="mono">${p.commit ?? 'now'}</td>
            <td class="number">${p.errors}${p.incomplete ? atLeast : nothing}</td>
            <td class="number">${p.warnings}${p.incomplete ? atLeast : nothing}</td>
          </tr>
        `,
      )}
    </tbody>
  </table>
`;

const atLeast = html`<span class="quiet" aria-hidden="true">+</span><span class="unseen"> or more</span>`;
