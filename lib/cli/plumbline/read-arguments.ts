import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { AppError } from '../../core/app-error.ts';

/** What was written behind a command's name. */
export interface Arguments {
  names: readonly string[];
  flags: ReadonlySet<string>;
  values: ReadonlyMap<string, string>;
  lists: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads arguments strictly: `flags` are switches, `values` take one text each, `lists` may be written several times, everything else is a name. An unknown option, too
 * few or too many names are refused with the command's usage.
 */
export function readArguments(
  args: readonly string[],
  says: {
    usage: string;
    names: readonly [least: number, most: number];
    flags?: readonly string[];
    values?: readonly string[];
    lists?: readonly string[];
  },
): Arguments {
  const options: ParseArgsOptionsConfig = Object.fromEntries([
    ...(says.flags ?? []).map((flag) => [flag, { type: 'boolean' }] as const),
    ...(says.values ?? []).map((value) => [value, { type: 'string' }] as const),
    ...(says.lists ?? []).map((value) => [value, { type: 'string', multiple: true }] as const),
  ]);
  const read = parse(args, options, says.usage);
  const [least, most] = says.names;
  if (read.positionals.length < least || read.positionals.length > most)
    throw new AppError('invalid', `Usage: plumbline ${says.usage}`);
  const given = Object.entries(read.values);
  return {
    names: read.positionals,
    flags: new Set(given.flatMap(([name, value]) => (value === true ? [name] : []))),
    values: new Map(given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))),
    lists: new Map(
      given.flatMap(([name, value]) => (Array.isArray(value) ? [[name, value.map(String)] as const] : [])),
    ),
  };
}

function parse(args: readonly string[], options: ParseArgsOptionsConfig, usage: string) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split(/[.\n]/);
    throw new AppError('invalid', `${reason}. Usage: plumbline ${usage}`);
  }
}
