import { chosenFile } from './chosen.ts';
import { contentsFile } from './contents.ts';
import { decimalFile } from './decimal.ts';
import { diffFile } from './diff.ts';
import { fieldsFile } from './fields.ts';
import { followFile } from './follow.ts';
import { htmlFile } from './html.ts';
import { idsFile } from './ids.ts';
import { inTurnFile } from './in-turn.ts';
import { jsonFile } from './json-values.ts';
import { listsFile } from './lists.ts';
import { matchesFile } from './matches.ts';
import { numbersFile } from './numbers.ts';
import { passwordsFile } from './passwords.ts';
import { presentFile } from './present.ts';
import { textsFile } from './texts.ts';
import { timesFile } from './times.ts';

/** The files that hold the functions of expressions, each with the names that modules import from it. */
export const EXPRESSION_FILES = {
  /** Its names are kept apart: modules that compute with decimals note them as they go. */
  decimal: { text: decimalFile, names: [] },
  chosen: { text: chosenFile, names: ['keysWhere'] },
  contents: { text: contentsFile, names: ['allBytesOf', 'bytesOf'] },
  diff: { text: diffFile, names: ['diffOf'] },
  fields: { text: fieldsFile, names: ['hashField', 'openField', 'sealField'] },
  follow: { text: followFile, names: ['fieldBehind', 'fieldBehindOrNull'] },
  html: { text: htmlFile, names: ['reducedHtml'] },
  ids: { text: idsFile, names: ['newToken'] },
  'in-turn': { text: inTurnFile, names: ['everyInTurn', 'filterInTurn', 'mapInTurn', 'oneInTurn', 'someInTurn'] },
  json: { text: jsonFile, names: ['reachIn', 'textIn'] },
  lists: {
    text: listsFile,
    names: ['distinctOf', 'isAmong', 'largestOf', 'lookUp', 'numbersFrom', 'smallestOf', 'sortedBy'],
  },
  matches: { text: matchesFile, names: ['hasMatch'] },
  numbers: {
    text: numbersFile,
    names: [
      'boolIn',
      'byNumber',
      'cutOff',
      'decimalIn',
      'decimalOf',
      'doubleIn',
      'intIn',
      'intOf',
      'longIn',
      'meanDouble',
      'meanExact',
      'remainderOf',
      'quotientOf',
      'quotientLong',
      'sameNumber',
      'sumDouble',
      'sumExact',
      'sumWhole',
      'wholeOf',
    ],
  },
  passwords: { text: passwordsFile, names: ['hashPassword', 'verifyPassword'] },
  present: { text: presentFile, names: ['present'] },
  texts: { text: textsFile, names: ['byCodePoint', 'codePoints', 'similarityOf', 'slugOf', 'uuidIn'] },
  times: {
    text: timesFile,
    names: [
      'addDays',
      'addMonths',
      'addYears',
      'byInstant',
      'byLength',
      'dateIn',
      'dayIn',
      'dayLater',
      'dayOf',
      'daysBetween',
      'durationBetween',
      'durationIn',
      'instantOf',
      'lengthOf',
      'plusDuration',
      'sameInstant',
      'sameLength',
      'timeLater',
      'timestampIn',
      'yearsBetween',
    ],
  },
} as const satisfies Record<string, { text: () => string; names: readonly string[] }>;

/** The names of all functions that modules import because of an expression. */
export const EXPRESSION_NAMES: readonly string[] = Object.values(EXPRESSION_FILES).flatMap(({ names }) => [...names]);

/**
 * The files of expression functions that some texts import, with what those import in turn; `has` tells which paths there are
 * already.
 */
export function expressionFiles(
  texts: readonly string[],
  has: (path: string) => boolean,
): (readonly [path: string, text: string])[] {
  const found = new Map<string, string>();
  const open = [...texts];
  for (let text = open.pop(); text !== undefined; text = open.pop()) {
    for (const [, name = ''] of text.matchAll(FROM)) {
      const path = `src/platform/${name}.ts`;
      const file = FILES.get(name);
      if (file === undefined || found.has(path) || has(path)) continue;
      const own = file.text();
      found.set(path, own);
      open.push(own);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

const FROM = /from '[./]*\/(?:platform\/)?([\w-]+)\.ts'/g;

const FILES: ReadonlyMap<string, { text: () => string }> = new Map(Object.entries(EXPRESSION_FILES));
