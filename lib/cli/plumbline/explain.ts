import { AppError } from '../../core/app-error.ts';
import { allCodes, explain as explanationOf } from '../../spec/index.ts';
import { explainPlace } from './explain-place.ts';
import { readArguments } from './read-arguments.ts';
import { printable, type Terminal } from './terminal.ts';

const WIDTH = 80;

/**
 * Explains a diagnostic by its code, in the words of its page; an unknown code is refused with those of its family. With a place,
 * `PATH:LINE`, it explains where a line of a compiled folder comes from.
 */
export async function explain(args: readonly string[], terminal: Terminal): Promise<number> {
  const { names } = readArguments(args, { usage: 'explain CODE|PATH:LINE', names: [1, 1] });
  if (/:\d+$/.test(names[0] ?? '')) return explainPlace(names[0] ?? '', terminal);
  const code = names[0]?.toUpperCase() ?? '';
  const page = explanationOf(code);
  if (page === null)
    throw new AppError('not_found', `There is no code ${printable(code.slice(0, 40))}. ${others(code)}`);
  const parts = [
    `${page.code} (${page.severity}): ${page.title}`,
    wrapped(page.why),
    ...(page.wrong === null ? [] : [`Wrong:\n\n${indented(page.wrong)}`]),
    ...(page.right === null ? [] : [`Right:\n\n${indented(page.right)}`]),
  ];
  terminal.out(`${parts.join('\n\n')}\n`);
  return 0;
}

function others(code: string): string {
  const family = allCodes().filter((other) => other.slice(0, 3) === code.slice(0, 3));
  if (family.length > 0) return `There are ${family.join(', ')}.`;
  const families = [...new Set(allCodes().map((other) => other.slice(0, 3)))];
  return `Codes start with ${families.join(', ')}.`;
}

function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\n');
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${printable(line)}`)
    .join('\n');
}
