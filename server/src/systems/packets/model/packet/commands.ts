/**
 * Commands as people write them into plans: what a shell would run first, and whether a text is a command at all.
 *
 * Never by the words that a sentence has, only by what a program call looks like: a known program, a path, flags.
 */
import type { Item } from '#core/fields/model';

/** A command of a plan. */
export interface Command {
  /** Without prompt, label and the like. */
  readonly text: string;
  /** What runs: `cargo`, `./scripts/check.sh`. */
  readonly program: string;
  /** What follows that is neither a flag nor quoted, up to a pipe or the next command. */
  readonly words: readonly string[];
}

/** Programs that are no words of a sentence. */
const programs = new Set(
  `act aider ansible ant apt apt-get ava aws awk az babel bandit bash bats bazel biome black brew buf bun bundle bunx c8 cabal cargo cdk cl cmake
composer conda cosign cross ctest curl cypress dart deno depcruise detekt diff docker docker-compose doctl dotnet dprint duckdb eslint esbuild firebase
flake8 flutter flyway gcc gcloud gemini gh git gitleaks gofmt golangci-lint gradle gradlew grep grpcurl grype gsutil hadolint helm http httpie hurl hyperfine
invoke isort jest jq julia just k6 kind kubectl kustomize lcov lein liquibase locust lsof lynx maestro mdbook mix mkdir mkdocs mocha msbuild mvn
mypy mysql mysqldump ng nextest ninja nix nodemon nox npm npx nuget nvm nx nyc oxlint osv-scanner pa11y pdm perl pg_dump pg_restore php phpstan phpunit pip pip3
pip-audit pipenv pipx playwright plantuml pnpm podman poetry pre-commit prettier prisma protoc psql pulumi pwsh powershell pylint pyright pytest python
python3 r2 rake rails redis-cli renovate rg rm rmdir rollup rspec rsync rubocop ruby ruff rustc rustfmt rustup sbt scala scp sed semgrep sh shellcheck
skaffold snyk sops spectral sqlfluff sqlite3 sqlx ssh stack stylelint supabase svn swc swift swiftlint syft systemctl tar tauri terraform terragrunt tfsec tflint tox trivy
trufflehog trunk tsc tsx tsup turbo typos uv uvicorn uvx vagrant valgrind vercel vite vitest volta vue-tsc wc webpack wget wrangler xcodebuild xargs xcrun yamllint yarn yq zig zsh
ai-review`.split(/\s+/),
);

/** Programs whose names are words too: a command only when what follows is no sentence. */
const homonyms = new Set(
  'cat cd chmod code copy cp cut date del dir echo env expect export find fish go head install java kill less ln ls make mv node open printf sort source start stat tail task tee test time top touch tree type vim watch which'.split(
    ' ',
  ),
);

/** Words that stand in sentences and hardly ever as a bare argument. */
const prose =
  /(?:^|\s)(?:the|a|an|that|this|these|is|are|was|be|been|it|its|sure|should|must|shall|can|cannot|will|when|whether|if|every|each|all|any|no|not|and|or|of|with|without|from|into|via|works?|passes|pass|shows?|returns?|renders?|appears?|der|die|das|ein|eine|ist|sind|wird|werden|und|oder|mit|nicht|dass|muss)(?=[\s.,;:!?]|$)/;

const runsOther = new Set(['sudo', 'env', 'time', 'nohup', 'exec', 'command', 'winpty', 'doas', 'xvfb-run']);
const runners = /^(?:[Rr]un|[Ee]xecute|[Rr]unning|[Ii]nvoke|[Ss]tart|[Cc]all|[Ff]ühre)\s+/;

/** What a program is called wherever it lies, on Windows too: `pnpm` of `pnpm.cmd`. */
export const programName = (program: string): string => program.replace(/^.*[/\\]/, '').replace(/\.(?:exe|cmd|bat)$/i, '');

/** The commands of a plan's item: those in code spans, else the item itself, else one that its sentence names. */
export function commandsOf(item: Item): readonly Command[] {
  let found = known.get(item);
  if (found === undefined) {
    found = commandsIn(item);
    known.set(item, found);
  }
  return found;
}

/** Several rules ask for the same ones. */
const known = new WeakMap<Item, readonly Command[]>();

function commandsIn(item: Item): readonly Command[] {
  if (item.is === 'code' || item.is === 'fence') return some(readCommand(item.text, true));
  if (item.is === 'row') return (item.cells ?? []).flatMap((c) => commandsNamed(c.text));
  return commandsNamed(item.text);
}

/** Nobody writes a longer one by hand; patterns on what is longer take their time. */
const longest = 2000;

function commandsNamed(written: string): readonly Command[] {
  const text = written.slice(0, longest);
  if (text.includes('`')) {
    const spans = [...text.matchAll(/(`+)(.+?)\1/gs)].flatMap((m) => some(readCommand(m[2] as string, true)));
    if (spans.length > 0) return spans;
  }
  const own = readCommand(text, false);
  if (own) return [own];
  const label = /^[\p{L}\p{N}][^:`]{0,40}:\s+|^.{1,40}?\s[—–-]\s/u.exec(text)?.[0];
  return some((label && readCommand(text.slice(label.length), false)) || named(text));
}

const none: readonly Command[] = [];
const some = (c: Command | undefined): readonly Command[] => (c ? [c] : none);

/** A program in the middle of a sentence, with what it is given: `the suite passes with cargo test`. */
function named(text: string): Command | undefined {
  for (const m of text.matchAll(/(?<![\w./-])[a-z][a-z0-9_-]+(?=[\s`.,;)\]]|$)/g)) {
    if (m[0].length > 2 && programs.has(m[0]) && !/\b(?:the|a|an)\s$/i.test(text.slice(0, m.index)))
      return call(text.slice(m.index));
  }
  return undefined;
}

/**
 * A text as a command line.
 * @param shown as code: then one lower-case word that is no known program counts too
 */
export function readCommand(text: string, shown: boolean): Command | undefined {
  const line = commandLine(text);
  return runs(line, shown) ? call(line) : undefined;
}

/** The commands of a chain, each by itself: `npm run lint && npm test`. */
export const chained = (command: Command): readonly Command[] =>
  /\s(?:&&|;)\s/.test(command.text) ? command.text.split(/\s+(?:&&|;)\s+/).flatMap((t) => some(readCommand(t, true))) : [command];

/** Whether a text is a command line, as {@link readCommand} reads it. */
export const isCommand = (text: string, shown: boolean): boolean => runs(commandLine(text), shown);

/** Without a prompt, a label, and what only prepares the command. */
function commandLine(text: string): string {
  let rest = text
    .slice(0, longest)
    .trim()
    .replace(/^(?:\$|>|%|❯|#>|PS [A-Z]:\\[^>]*>)\s+/, '');
  if (/^(?:Command|Cmd|Befehl):\s/.test(rest)) rest = rest.replace(/^\w+:\s+/, '');
  if (runners.test(rest) && !/^(?:Invoke|invoke)-?\s*[A-Z]/.test(rest)) rest = rest.replace(runners, '');
  for (;;) {
    const next = rest.includes('=') || /^(?:[({!]|cd)\s/.test(rest) ? prepared(rest) : rest;
    const first = /^\S+/.exec(next)?.[0] ?? '';
    const after = runsOther.has(first) ? next.slice(first.length).trimStart() : '';
    rest = after !== '' && !prose.test(after) ? after.replace(/^(?:-\S+\s+)+/, '') : next;
    if (rest === next) return rest;
  }
}

/** Without a bracket, variables that are set, and a change of the folder before it. */
const prepared = (text: string): string =>
  text
    .replace(/^[({!]\s+/, '')
    .replace(/^(?:export\s+)?[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|\S*)\s+(?=\S)/, '')
    .replace(/^\$env:\w+\s*=\s*\S+;\s*/i, '')
    .replace(/^cd\s+(?:"[^"]*"|\S+)\s*(?:&&|;)\s*/, '');

/** Whether a shell would find a program at the start. */
function runs(text: string, shown: boolean): boolean {
  const [, first = '', after = ''] = /^(\S+)(?:\s+([\s\S]*))?$/.exec(text) ?? [];
  const word = first.replace(/^["']|["';,]$/g, '');
  const base = /[^/\\]*$/.exec(word)?.[0].replace(/\.(?:exe|cmd)$/, '') ?? '';
  if (programs.has(base)) return !/^[—–:]/.test(after);
  return looksLikeCall(text, word, after, shown) && !isSentence(after);
}

const isSentence = (after: string): boolean => prose.test(unquoted(after)) && !/(?:^|\s)--?\w/.test(after);

/** @param word what would be the program */
function looksLikeCall(text: string, word: string, after: string, shown: boolean): boolean {
  if (homonyms.has(word)) return after === '' ? shown : /[-./\\*$"'=&|~:]/.test(after) || shown || after.split(/\s+/).length <= 2;
  if (
    /^(?:\.{1,2}|~|[A-Za-z]:)?[\\/][\w.@{}<>-]/.test(word) ||
    /^[\w.@/\\{}<>-]+\.(?:sh|bash|mjs|cjs|js|ts|py|rb|pl|ps1|bat|cmd|exe|php)$/.test(word)
  )
    return !/^\/(?:api|v\d)\b/.test(word) || shown;
  // PowerShell: `Invoke-WebRequest`, `Get-Content`.
  if (/^[A-Z][a-z]+-[A-Z]\w+$/.test(word)) return true;
  if (/^(?:\[\[?|for|while|if|until|case)$/.test(word)) return shown && /[;\]]/.test(after);
  if (!/^@?[a-z][\w@./:+{}-]*$/.test(word)) return false;
  const flags = /(?:^|\s)--?[A-Za-z][\w-]*(?=[\s=]|$)/.test(after);
  return (
    flags ||
    (shown && !/[.,;:!?]$/.test(text) && !/[()]/.test(word) && (after !== '' ? !/^[=:]/.test(after) : /[-/:]/.test(word)))
  );
}

const unquoted = (text: string): string => text.replace(/"[^"]*"|'[^']*'|`[^`]*`|\([^)]*\)/g, ' ');

const call = (text: string): Command => new Call(text);

/** Most are only asked whether they are there: taken apart when somebody wants more. */
class Call implements Command {
  #parts: readonly string[] | undefined;

  constructor(readonly text: string) {}

  get program(): string {
    return this.#all[0]?.replace(/["';,]/g, '') ?? '';
  }

  get words(): readonly string[] {
    return this.#all.filter((w, i) => i > 0 && !/^[-<>&|("'\\]/.test(w));
  }

  get #all(): readonly string[] {
    this.#parts ??= unquotedHead(this.text)
      .split(/\s+/)
      .filter((w) => w !== '');
    return this.#parts;
  }
}

/** Up to a pipe, a redirection or the next command, without what is quoted. */
const unquotedHead = (text: string): string =>
  (text.replace(/"[^"]*"|'[^']*'/g, ' ').split(/\s(?:\|\|?|&&|;|>>?|<<?|->|→|=>|—|–|#)\s|;\s|\s\(|[\r\n]/)[0] ?? '').trim();

/** Whether a text that holds no command is written as a sentence, so that nobody could mean one by it. */
export function isProse(item: Item): boolean {
  const text = item.text.trim();
  const words = text.split(/\s+/);
  if (item.is === 'code') return prose.test(unquoted(text)) || /^\p{Lu}\p{Ll}+ /u.test(text);
  if (item.is === 'fence')
    return words.length >= 4 && /(?:^|\s)(?:the|that|should|must|are|when|will)\s/.test(unquoted(text)) && !/[;{}=\\]/.test(text);
  return /[\p{Lu}]/u.test(text.charAt(0)) || words.length > 3 || prose.test(text) || /[.:!?]$/.test(text);
}
