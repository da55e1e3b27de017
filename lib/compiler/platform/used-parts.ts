import { type Import, imports } from '../text/imports.ts';

type Text = readonly [path: string, text: string];

/** The files that are made of parts. In those that are not, one part sets what others read; one is a program of its own. */
const OF_PARTS = /^src\/(platform\/(?!(?:box-main|fields|folders|xmlenc)\.ts)|data\/)[\w-]+\.ts$/;

/** Tests of single functions; they do not call for what they test. */
const OF_FUNCTIONS = /^test\/(decimal|numbers|texts|times|wire-parts)\.test\.ts$/;

/**
 * The files of a service without what nothing in it needs: declarations at the top of a module of the platform or of stored data
 * that no other file imports, and that no kept declaration of their own file mentions, go, with what was imported for them only;
 * so do tests of functions that went, and files that nothing is left of. `whole` tells which paths stay as they are.
 *
 * Takes modules as this compiler writes them: an empty line stands between what is declared at the top and nowhere else at the
 * beginning of a line. Linear in the texts.
 */
export function usedParts(files: readonly Text[], whole: (path: string) => boolean): Text[] {
  const modules = new Map<string, Module>();
  for (const [path, text] of files) {
    if (OF_PARTS.test(path) && !whole(path)) modules.set(path, moduleOf(path, text));
  }
  const open: Wanted[] = files.flatMap(([path, text]) =>
    modules.has(path) || OF_FUNCTIONS.test(path) ? [] : importsOf(path, text).flatMap(({ names }) => names),
  );
  for (let wanted = open.pop(); wanted !== undefined; wanted = open.pop()) {
    const module = modules.get(wanted.from);
    if (module === undefined) continue;
    for (const part of module.parts) {
      const needed = wanted.name === '*' || part.names.length === 0 || part.names.includes(wanted.name);
      if (needed && !part.kept) open.push(...keep(part, module));
    }
  }
  return files.flatMap(([path, text]): Text[] => {
    const module = modules.get(path);
    const left =
      module !== undefined ? writtenOf(module) : OF_FUNCTIONS.test(path) ? testsOf(path, text, modules) : text;
    return left === '' ? [] : [[path, left]];
  });
}

interface Module {
  path: string;
  /** What stands before the first declaration. */
  head: string;
  imported: readonly ImportLine[];
  parts: readonly Part[];
}

/** What stands between two empty lines at the top of a module. */
interface Part {
  text: string;
  /** What it declares; nothing: it is no declaration, and stays with any other. */
  names: readonly string[];
  /** What it mentions, once it is kept. */
  words: ReadonlySet<string>;
  kept: boolean;
}

interface Wanted {
  /** A path of the service, or the name of a package. */
  from: string;
  /** `*`: all of it. */
  name: string;
  /** As what it is known in the module. */
  local: string;
}

interface ImportLine {
  text: string;
  from: string;
  names: readonly Imported[];
}

/** `written` is how the import line is made again. */
interface Imported extends Wanted {
  written: string;
}

function moduleOf(path: string, text: string): Module {
  const [first = '', ...others] = text.split(/\n\n(?=\S)/);
  const head = first.startsWith('import ') ? first : '';
  const parts = (head === '' ? [first, ...others] : others).map((part): Part => {
    const balanced = part.split('\u0001').length === part.split('\u0004').length;
    return { text: part, names: balanced ? declaredIn(unmarked(part)) : [], words: NO_WORDS, kept: false };
  });
  return { path, head, imported: importsOf(path, head), parts };
}

const NO_WORDS: ReadonlySet<string> = new Set();

function unmarked(text: string): string {
  if (!/[\u0001\u0004]/.test(text)) return text;
  return text.replace(/\u0001[^\u0003]*\u0003|\u0004/g, '');
}

const DECLARATION = /^(?:export )?(?:async )?(?:function\*?|const|let|class|interface|type) (\w+)/;

/** The names that a part declares; none if it is something else. */
function declaredIn(part: string): string[] {
  const lines = part.split('\n').filter((line) => !/^($|\s|\/\*\*|\/\/|[)\]}])/.test(line));
  const names = lines.flatMap((line) => DECLARATION.exec(line)?.[1] ?? []);
  return names.length === lines.length ? names : [];
}

/** The names that a text may mean: neither those in comments nor those of members. */
function wordsOf(text: string): Set<string> {
  const spoken = text.replace(/^\s*(\/\*\*|\*\/|\* |\*$|\/\/).*$/gm, '');
  return new Set(spoken.match(/\.{3}|\.?[A-Za-z_$][\w$]*/g));
}

function keep(part: Part, { path, imported, parts }: Module): Wanted[] {
  part.kept = true;
  part.words = wordsOf(unmarked(part.text));
  const own = parts.flatMap(({ names }) => names).filter((name) => part.words.has(name));
  const others = imported.flatMap(({ names }) => names).filter(({ local }) => part.words.has(local));
  return [...own.map((name) => ({ from: path, name, local: name })), ...others];
}

const IMPORT = /^import (type )?([^;']*?) from '([^']+)'(?: with \{ type: 'json' \})?;$/gm;

function importsOf(path: string, text: string): ImportLine[] {
  return Array.from(text.matchAll(IMPORT), ([line, type = '', what = '', module = '']) => {
    const from = module.startsWith('.') ? resolved(path, module) : module;
    const [, outside = '', braces = ''] = /^([^{]*?),?\s*(?:\{([^}]*)\})?$/.exec(what) ?? [];
    const whole = outside === '' ? [] : [wholeImport(from, outside, type)];
    const single = braces
      .split(',')
      .flatMap((one) => (one.trim() === '' ? [] : [singleImport(from, one.trim(), type)]));
    return { text: line, from: module, names: [...whole, ...single] };
  });
}

function wholeImport(from: string, outside: string, type: string): Imported {
  return { from, name: '*', local: outside.replace('* as ', ''), written: `${type}default ${outside}` };
}

function singleImport(from: string, one: string, type: string): Imported {
  const [name = '', local = name] = one.replace(/^type /, '').split(' as ');
  return { from, name, local, written: `${type}${one}` };
}

/** The path that a module means by a path that is relative to it. */
function resolved(path: string, relative: string): string {
  const steps = path.split('/').slice(0, -1);
  for (const step of relative.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** What is left of a module; its text as it was, if nothing went. */
function writtenOf({ head, imported, parts }: Module): string {
  const kept = parts.filter((part) => part.kept);
  if (kept.length === 0) return '';
  const used = (local: string): boolean => kept.some(({ words }) => words.has(local));
  const lines = imported.reduce((text, line) => text.replace(line.text, () => lineOf(line, used)), head);
  const above = lines.replace(/\n{2,}/g, '\n').replace(/^\n+|\n+$/g, '');
  return [...(above === '' ? [] : [above]), ...kept.map(({ text }) => text)].join('\n\n');
}

function lineOf({ text, from, names }: ImportLine, used: (local: string) => boolean): string {
  const left = names.filter(({ local }) => used(local));
  if (left.length === names.length) return text;
  const wanted: Import = [from, ...left.map(({ written }) => written)];
  return imports([wanted]);
}

/** A file of tests without those that name a function that went. */
function testsOf(path: string, text: string, modules: ReadonlyMap<string, Module>): string {
  const gone = importsOf(path, text).flatMap(({ names }) =>
    names.flatMap(({ from, local }) => {
      const parts = modules.get(from)?.parts ?? [];
      return parts.filter(({ kept }) => !kept).flatMap((part) => part.names.map((name) => `${local}.${name}`));
    }),
  );
  const names = new Set(gone);
  const tests = text.split(/\n\n(?=\S)/);
  const left = tests.filter((test) => !(test.match(/\b\w+\.\w+/g) ?? []).some((name) => names.has(name)));
  return left.length > 1 ? left.join('\n\n') : '';
}
