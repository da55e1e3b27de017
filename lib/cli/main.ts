import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { AppError } from '../core/app-error.ts';
import { type CommandName, HELP, helpOf, overview } from './plumbline/help.ts';
import { type Command, printable, type Terminal } from './plumbline/terminal.ts';

/**
 * `npm run -s plumbline -- COMMAND …`: the language and the compiler on the command line, in the same words and with the same codes
 * as in the editor. Exit code 0 all is well, 1 the specification has errors, 2 unusable arguments or input. Each command is loaded
 * when it is called: nobody waits for what is not used.
 */
const COMMANDS: Readonly<Record<CommandName, () => Promise<Command>>> = {
  check: async () => (await import('./plumbline/check.ts')).check,
  diff: async () => (await import('./plumbline/diff.ts')).diff,
  format: async () => (await import('./plumbline/format.ts')).format,
  compile: async () => (await import('./plumbline/compile.ts')).compile,
  test: async () => (await import('./plumbline/test.ts')).test,
  import: async () => (await import('./plumbline/import.ts')).importDocument,
  token: async () => (await import('./plumbline/token.ts')).token,
  explain: async () => (await import('./plumbline/explain.ts')).explain,
  schema: async () => (await import('./plumbline/schema.ts')).schema,
};

// Read and compiled once: later starts take half of the time. In the project's own folder, where nobody else writes.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/plumbline'));

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read us has enough (`| head`).
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...args]: readonly string[]): Promise<number> {
  const terminal: Terminal = {
    folder: callersFolder(),
    out: (text) => void process.stdout.write(text),
    complain: (line) => void process.stderr.write(`${printable(line)}\n`),
  };
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.out(overview());
    return name === undefined ? 2 : 0;
  }
  if (!isCommand(name)) {
    terminal.complain(`There is no command ${name.slice(0, 40)}. Commands: ${Object.keys(COMMANDS).join(', ')}.`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    terminal.out(helpOf(name));
    return 0;
  }
  try {
    return await (await COMMANDS[name]())(args, terminal);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    terminal.complain(error.message);
    return error.code === 'unprocessable' ? 1 : 2;
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(HELP, name);
}

/** npm starts scripts in the project's folder and tells where it was called; scripts of its own inherit that and mean it not. */
function callersFolder(): string {
  const byNpm = process.env['npm_lifecycle_event'] === 'plumbline';
  return (byNpm ? process.env['INIT_CWD'] : undefined) ?? process.cwd();
}
