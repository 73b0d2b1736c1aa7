/** The tests that a packet plans and runs, as far as they can prove a requirement. */
import { flat } from '#core/fields/items';
import { type Field, fieldOf, type Item, isEmpty } from '#core/fields/model';
import { nameIn } from '../dialect/id-form';
import { isBlank } from '../packet/blanks';
import { type Command, chained, commandsOf, programName } from '../packet/commands';
import type { PacketModel } from '../types';
import { contentWords, type Test } from './pairing';
import { isGateEntry } from './validation';

/** Steps of the plan, and recorded commands. */
export function testsIn(model: PacketModel): readonly Test[] {
  const out: Test[] = [];
  const own = subject(model);
  for (const f of model.fields.fields) {
    if ((f.key !== 'TEST_PLAN' && f.key !== 'VALIDATION') || f.role !== 'value' || isEmpty(f)) continue;
    for (const item of itemsBelow(f))
      if (!isBlank(item.text))
        out.push({
          text: whole(item),
          // Asked for where its words prove nothing.
          get suite() {
            return flat([item]).some((i) => commandsOf(i).some((c) => chained(c).some((one) => isSuite(one, own))));
          },
        });
  }
  return out;
}

/** What the packet is about, and which files: tests that are picked by such a word are all those of the packet. */
function subject(model: PacketModel): ReadonlySet<string> {
  const paths = fieldOf(model.fields, 'IN_SCOPE_PATHS')?.items ?? [];
  const names = paths.map((i) => /([^/\\\s]+?)(?:\.\w+)*[`'"]?(?:\s|$)/.exec(i.bare)?.[1] ?? '');
  return contentWords([nameIn(model.id), ...names].join(' '));
}

function* itemsBelow(f: Field): Iterable<Item> {
  // What a gate said is no test.
  if (f.key === 'BOOTSTRAP Output' || isGateEntry(f)) return;
  yield* f.items;
  for (const part of f.parts) yield* itemsBelow(part);
}

/** With a line for each cell. */
export const whole = (item: Item): string =>
  item.items.length === 0 && !item.cells
    ? item.text
    : flat([item])
        .flatMap((i) => (i.cells ? i.cells.map((c) => c.text) : [i.text]))
        .join('\n');

/** What picks single tests by their names. */
const byName = /\s-(?:k|t|g|run)\s|--(?:filter|tests|grep|test-?name-?pattern|exact)\b|::/i;

/** What looks at code and runs none of it. */
const looks =
  /^(?:ai-review|pre-work|post-work|validator-.*|fmt|format.*|lint.*|clippy|check|build|typecheck|tsc|eslint|doc|audit|install|ci|dev|start)$/;

/** A command that can prove more than its words tell: tests of a file, a package or all; a recipe; a script. */
function isSuite({ program, words, text }: Command, own: ReadonlySet<string>): boolean {
  const name = programName(program);
  const [first] = words.filter((w) => w !== 'run');
  if (first !== undefined && looks.test(first) && !(scripts.has(name) && first === 'check')) return false;
  if (!runners.has(name)) return /[/\\]/.test(program) || scripts.has(name);
  if (byName.test(packages.has(name) ? text.replace(/\s(?:--filter|-F)(?:=|\s+)\S+/g, ' ') : text)) return isAbout(text, own);
  // `cargo test -p api login`: what follows is the name of tests.
  const values = new Set([...text.matchAll(/\s--?[\w-]+\s+([^\s-]\S*)/g)].map((m) => m[1]));
  return name !== 'cargo' || words.every((w) => values.has(w) || /^(?:test|t|nextest|run|bench)$/.test(w)) || isAbout(text, own);
}

const isAbout = (text: string, own: ReadonlySet<string>): boolean => [...contentWords(text)].some((w) => own.has(w));

const runners = new Set(
  'bazel bun cargo ctest deno dotnet go gradle gradlew jest mix mocha mvn mvnw npm npx phpunit playwright pnpm poetry pytest python python3 rake rspec sbt swift tox nox uv vitest yarn'.split(
    ' ',
  ),
);
/** Their `--filter` picks packages, not tests. */
const packages = new Set(['pnpm', 'bun', 'turbo']);
const scripts = new Set('bash invoke just make node nx pwsh sh task turbo'.split(' '));
