/** What hooks run, in POSIX sh. Git runs a hook at the top of the working tree. */

/** Those that we put in. */
export const hookNames = ['pre-commit', 'commit-msg'] as const;
/** One of {@link hookNames}. */
export type HookName = (typeof hookNames)[number];

/** A hook that was there before ours is called so, and runs first. */
export const former = (name: HookName): string => `${name}.before-gatehouse`;

/** As one word of sh, whatever is in it. */
export const quoted = (s: string): string => `'${s.replaceAll("'", "'\\''")}'`;

/**
 * The lines of a hook.
 * @param prefix the folder within the repository; empty: all of it
 * @param message how the message's file is named there
 */
export function script(name: HookName, prefix: string, message = '"$1"'): readonly string[] {
  const local = [...(prefix === '' ? [] : [`${prefix}/`]), ''].map((at) => `${at}node_modules/.bin/gatehouse`);
  const [first = '', ...others] = local.map(quoted);
  const asks =
    name === 'pre-commit'
      ? `check --staged --quiet${prefix === '' ? '' : ` -- ${quoted(prefix)}`}`
      : `hook commit-msg${prefix === '' ? '' : ` --folder ${quoted(prefix)}`} -- ${message}`;
  return [
    `if [ -x ${first} ]; then gatehouse=${first}`,
    ...others.map((o) => `elif [ -x ${o} ]; then gatehouse=${o}`),
    'elif command -v gatehouse >/dev/null 2>&1; then gatehouse=gatehouse',
    'else',
    `  echo 'gatehouse was not found: "npm install" puts it into node_modules; "git commit --no-verify" goes without it.' >&2`,
    '  exit 2',
    'fi',
    `"$gatehouse" ${asks} || exit $?`,
  ];
}

/** Runs the hook that was there before. */
export const formerFirst = (name: HookName): readonly string[] => [
  `former="$(dirname -- "$0")/${former(name)}"`,
  'if [ -x "$former" ]; then "$former" "$@" || exit $?; fi',
];
