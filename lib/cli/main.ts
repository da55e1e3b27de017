import { AppError } from '../core/app-error.ts';
import { check } from './plumbline/check.ts';
import { diff } from './plumbline/diff.ts';
import { explain } from './plumbline/explain.ts';
import { format } from './plumbline/format.ts';
import { schema } from './plumbline/schema.ts';
import { type Command, printable, type Terminal } from './plumbline/terminal.ts';

/**
 * `npm run -s plumbline -- COMMAND …`: the language front end on the command line, in the same words and with the same codes as
 * in the editor. Exit code 0 all is well, 1 the specification has errors, 2 unusable arguments or input.
 */
const COMMANDS: Readonly<Record<string, Command>> = { check, diff, explain, format, schema };

const HELP = `Usage: plumbline COMMAND …

  check FILE… [--json] [--strict]   say everything that is known about specifications
  diff OLD NEW [--json]             say what a new version means differently
  format FILE… [--check]            bring specifications into canonical form, or say which are not
  explain CODE                      say what a diagnostic means
  schema                            print the JSON Schema of the language

FILE may be - for what is piped in, where nothing is written.
`;

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
    terminal.out(HELP);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    terminal.complain(`There is no command ${name.slice(0, 40)}. Commands: ${Object.keys(COMMANDS).join(', ')}.`);
    return 2;
  }
  try {
    return await command(args, terminal);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    terminal.complain(error.message);
    return 2;
  }
}

/** npm starts scripts in the project's folder and tells where it was called; scripts of its own inherit that and mean it not. */
function callersFolder(): string {
  const byNpm = process.env['npm_lifecycle_event'] === 'plumbline';
  return (byNpm ? process.env['INIT_CWD'] : undefined) ?? process.cwd();
}
