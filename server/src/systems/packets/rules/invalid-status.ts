/** packets/invalid-status */
import { brief } from '#core/brief';
import { closest } from '#core/distance';
import type { Desk } from '#core/rule';
import type { Span } from '#core/text';
import { examples } from '../examples/invalid-status';
import { defaultWords, meant, oddWord, type Status, type StatusWords, spelt, wordKey } from '../model/dialect/status';
import { replaceIn } from '../model/packet/edit';
import { listed } from '../model/packet/packet';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'STATUS is one of the states of a packet.',
  why: `Boards, gates and moves go by the status; a word that nobody knows stands still for all of them. Case, hyphens, emoji and
qualifiers do not matter. \`packets.statuses\` in gatehouse.yaml adds words. A word of your own that several packets say is told once.

On a board a word in the place of the state that is none is a warning, once a word: what it stands for is compared with no packet. In
brackets only a slip of the pen is one, since other words there are tags; \`Deferred\`, \`On hold\` and \`Active\` may stand on a board.`,

  check: {
    *packet({ facts, path, look, dialect: { order, words } }) {
      const { status } = facts;
      if (!status || status.reading) return;
      const near = closest(status.text, order) ?? order.findLast((s) => firstWord(s) === firstWord(status.text));
      const choices = near ? [near, ...order.filter((s) => s !== near)] : order;
      const own = near ? undefined : facts.defs.find((d) => d.kind === 'oddStatus');
      const all = own ? look.defs({ kind: 'oddStatus', name: own.name }) : [];
      const isTold = all[0] !== undefined && all[0].path !== path;
      const others = isTold ? [] : all.slice(1);
      const states = listed(
        order.map((s) => named(s, words)),
        'or',
      );
      const word = shown(status.text);
      const said = isTold
        ? `, as in ${all[0]?.path}, where it is told what to do.`
        : others.length > 0
          ? `, and ${all.length} packets say ${wordKey(word) === own?.name ? 'it' : `“${own?.name}”`}; write \`packets: { statuses: { STATE: [${own?.name}] } }\` into gatehouse.yaml, where STATE is ${states}.`
          : `; a packet is ${states}.${
              near || !isWord(status.text)
                ? ''
                : ' If it is a word of your own, say under packets.statuses in gatehouse.yaml what it means.'
            }`;
      yield {
        at: status.at,
        ...(isTold ? { severity: 'hint' as const } : {}),
        message: `${word} is no status${said}`,
        related: others.map((d) => ({ path: d.path, symbol: { kind: d.kind, name: d.name }, message: 'here, too' })),
        fixes: choices.map((to) => ({
          title: `Change it to ${spelling(to, words)}`,
          safety: 'ask',
          change: (desk) => replaceIn(desk, path, 'packets/packet', status.at, spelling(to, words)),
        })),
      };
    },
    *board({ facts, path, look, dialect: { order, words } }) {
      const rows = new Map<string, { readonly word: string; readonly at: Span[] }>();
      for (const { odd } of facts.entries) {
        const word = odd && oddWord(odd.text);
        if (!odd || word === undefined) continue;
        const key = word.toLowerCase();
        const same = rows.get(key) ?? { word, at: [] };
        same.at.push(odd.at);
        rows.set(key, same);
      }
      for (const { word, at } of rows.values()) {
        const [first, ...more] = at as [Span, ...Span[]];
        const near = meant(word, words, order);
        const where = at.length === 1 ? '' : ` in ${at.length} entries`;
        const all = order.map((s) => named(s, words));
        const packet = near ? undefined : look.defs({ kind: 'oddStatus', name: wordKey(word) })[0];
        yield {
          at: first,
          severity: packet ? 'hint' : 'warning',
          message: near
            ? `${word} is no status${where}; did you mean ${spelt(near, words)}?`
            : packet
              ? `${word} is no status${where}, as in ${packet.path}, where it is told what to do.`
              : `${word} is no status${where}, so nothing is compared with the packet; write ${listed(all, 'or')}, or say under packets.statuses in gatehouse.yaml what it means.`,
          related: more.map((m) => ({ at: m, message: 'here, too' })),
          ...(near
            ? {
                fixes: [
                  {
                    title: `Change it to ${spelt(near, words)}`,
                    safety: 'ask' as const,
                    change: (desk: Desk) => replaceIn(desk, path, 'packets/board', first, spelt(near, words)),
                  },
                ],
              }
            : {}),
        };
      }
    },
  },

  examples,
});

const spelling = (status: string, words: StatusWords): string => spelt({ status: status as Status, validated: false }, words);

/** Its first line. */
const shown = (text: string): string => brief((text.split(/\r?\n/, 1)[0] as string).trim());

/** With what it is called here, where the configuration has a word of its own. */
function named(status: Status, words: StatusWords): string {
  const own = words[status].filter((w) => !defaultWords[status].includes(w));
  return own.length > 0 ? `${status} (${own.join(', ')})` : status;
}

/** As a state is named, not told: a choice left standing and a sentence are none. */
const isWord = (text: string): boolean => /^\p{L}[\p{L}\d]*(?:[ _-][\p{L}\d]+){0,3}$/u.test(text.trim());

/** Of words and nothing else; the choices that a template leaves standing begin with none of them. */
const firstWord = (text: string): string => /^([\p{L}]+)[\p{L} _-]*$/u.exec(text)?.[1]?.toLowerCase() ?? text;
