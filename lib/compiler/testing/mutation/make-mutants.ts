import { Instrumenter } from '@stryker-mutator/instrumenter';

/** One change of one place of a source file. Lines and columns count from 0. */
export interface Mutant {
  id: string;
  path: string;
  /** Stryker's name of the kind of change. */
  kind: string;
  start: { line: number; column: number };
  end: { line: number; column: number };
  before: string;
  after: string;
  /** The line of the source that it begins in. */
  line: string;
}

export interface Mutated {
  /** The files with every change in them, each asleep until the environment names it: `__STRYKER_ACTIVE_MUTANT__`. */
  files: { path: string; text: string }[];
  mutants: Mutant[];
}

const SILENT = {
  isDebugEnabled: () => false,
  isTraceEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: () => {},
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  fatal: () => {},
};

/** Makes the changes that Stryker knows of all given files, with its own instrumenter and all of its mutators. */
export async function makeMutants(sources: ReadonlyMap<string, string>): Promise<Mutated> {
  const instrumenter = new Instrumenter(SILENT);
  const input = [...sources].map(([name, content]) => ({ name, content, mutate: true }));
  const { files, mutants } = await instrumenter.instrument(input, {
    plugins: [],
    excludedMutations: [],
    ignorers: [],
  });
  return {
    files: files.map(({ name, content }) => ({ path: name, text: content })),
    mutants: mutants.flatMap(({ id, fileName, mutatorName, location: { start, end }, replacement }) => {
      const text = sources.get(fileName) ?? '';
      const before = between(text, start, end);
      const line = text.split('\n', start.line + 1).at(-1) ?? '';
      return before === replacement
        ? []
        : [{ id, path: fileName, kind: mutatorName, start, end, before, after: replacement, line }];
    }),
  };
}

/** The text with one change in it. */
export function withMutant(text: string, { start, end, after }: Mutant): string {
  return text.slice(0, offset(text, start)) + after + text.slice(offset(text, end));
}

function between(text: string, start: Mutant['start'], end: Mutant['end']): string {
  return text.slice(offset(text, start), offset(text, end));
}

function offset(text: string, { line, column }: Mutant['start']): number {
  let at = 0;
  for (let passed = 0; passed < line; passed += 1) at = text.indexOf('\n', at) + 1;
  return at + column;
}
