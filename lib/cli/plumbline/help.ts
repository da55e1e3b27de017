/** What `plumbline COMMAND --help` says: usage, what it does, its options, and its exit codes. */
export const HELP = {
  check: {
    usage: 'check FILE… [--json] [--strict]',
    does: 'say everything that is known about specifications',
    more: [
      '--json    print {files: [{path, diagnostics, readiness}]}; positions count from 0, as in LSP',
      '--strict  count warnings like errors',
      'Exit code: 0 without errors, 1 with errors, 2 unusable arguments or unreadable input.',
    ],
  },
  diff: {
    usage: 'diff OLD NEW [--json]',
    does: 'say what a new version means differently',
    more: [
      '--json  print {changes: [{class, code, path, message}], bump}',
      'Exit code: 0 compared, 1 a specification has errors (nothing is compared), 2 unusable arguments or unreadable input.',
    ],
  },
  format: {
    usage: 'format FILE… [--check]',
    does: 'bring specifications into canonical form, or say which are not',
    more: [
      '--check  write nothing; exit with 1 if a file is not in canonical form',
      'Exit code: 0 canonical, 1 a file is no YAML (or with --check not canonical), 2 unusable arguments or input.',
    ],
  },
  compile: {
    usage: 'compile FILE --out DIR [--check] [--force] [--json]',
    does: 'write the service of a specification, only what changed',
    more: [
      '--out DIR  the folder of the service; what was written there before is known by .plumbline/manifest.json',
      '--check    write nothing; exit with 1 if the folder is not what the specification says',
      '--force    write over generated files that were edited by hand; never over migrations, custom/ or files of others',
      '--json     print {created, changed, removed, unchanged, orphans, drift: [{path, reason}]}',
      'Exit code: 0 written, 1 errors, not generated yet, or files edited by hand (nothing is written), 2 unusable input.',
    ],
  },
  test: {
    usage: 'test DIR [--install] [--json]',
    does: 'check the types of a generated service and run its tests',
    more: [
      '--install  run npm ci first if its packages are missing',
      '--json     print {types, tests: [{file, path, line, status, durationMs, message}], passed, failed, skipped}',
      'Exit code: 0 all passed, 1 a type or a test is wrong, 2 no service, or no packages.',
    ],
  },
  import: {
    usage: 'import openapi FILE [--out SPEC.yaml] [--force] [--json]',
    does: 'turn an OpenAPI 3.0 or 3.1 document into a specification',
    more: [
      '--out    write the specification there; left out, it is printed',
      '--force  replace an existing file',
      '--json   print {losses: [{path: JSON pointer, message}]}, and without --out also {specification}',
      'Exit code: 0 imported (with or without losses), 2 no OpenAPI 3 document.',
    ],
  },
  token: {
    usage:
      'token [--service DIR|NAME] --subject ID [--role ROLE]… [--scope SCOPE]… [--expires SECONDS] [--settings] [--json]',
    does: 'print a bearer token for a caller of a sandbox',
    more: [
      '--service   a folder with a service (left out: this one), or the name of one deployed on this machine',
      '--expires   1 to 3600 seconds; left out: 900',
      '--settings  print the settings that make the service in the folder accept the tokens, as lines of .env',
      '--json      print {token, expiresInSeconds, settings}',
      'Exit code: 0 printed, 2 no such service or role.',
    ],
  },
  explain: {
    usage: 'explain CODE|PATH:LINE',
    does: 'say what a diagnostic means, or where a generated line comes from',
    more: [
      'PATH:LINE  a line of a folder that was compiled into, or of .plumbline/specification.yaml in it: what that became',
      'Exit code: 0 explained, 2 there is no such code or place.',
    ],
  },
  schema: { usage: 'schema', does: 'print the JSON Schema of the language', more: ['Exit code: 0.'] },
} as const satisfies Record<string, { usage: string; does: string; more: readonly string[] }>;

export type CommandName = keyof typeof HELP;

/** All commands, one line each. */
export function overview(): string {
  const short = Object.values(HELP).map(({ usage, does }) => [usage.split(' [')[0] ?? usage, does] as const);
  const width = Math.max(...short.map(([usage]) => usage.length));
  const lines = short.map(([usage, does]) => `  ${usage.padEnd(width)}  ${does}`);
  return `Usage: plumbline COMMAND …

${lines.join('\n')}

plumbline COMMAND --help says more. FILE may be - for what is piped in, where nothing is written.
`;
}

/** One command. */
export function helpOf(name: CommandName): string {
  const { usage, does, more } = HELP[name];
  return `Usage: plumbline ${usage}\n\n${does.charAt(0).toUpperCase()}${does.slice(1)}.\n\n${more.map((line) => `  ${line}`).join('\n')}\n`;
}
