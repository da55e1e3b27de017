import { jsonSchema } from '../../spec/index.ts';
import { readArguments } from './read-arguments.ts';
import type { Terminal } from './terminal.ts';

/** Prints the JSON Schema of the language. */
export async function schema(args: readonly string[], terminal: Terminal): Promise<number> {
  readArguments(args, { usage: 'schema', names: [0, 0] });
  terminal.out(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
  return 0;
}
