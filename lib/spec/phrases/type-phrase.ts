import type { ScalarName, Type } from '../model.ts';
import { scalar } from '../scalar-type.ts';
import { bounded, lengthOf, takeBounds } from './type-bounds.ts';
import { type Reading, WordTaker } from './words.ts';

const LEXICON: readonly (readonly [readonly RegExp[], ScalarName])[] = [
  [[/^base64(-encoded)?$/, /^(strings?|images?|texts?|data|encoded|files?|documents?)$/], 'base64'],
  [[/^base64(-encoded)?$/], 'base64'],
  [[/^(structured|free-form|nested)$/, /^(json|object)$/], 'json'],
  [[/^(json|objects?)$/], 'json'],
  [[/^date$/, /^(and)$/, /^time$/], 'timestamp'],
  [[/^date$/, /^time$/], 'timestamp'],
  [[/^(timestamps?|datetimes?|date-time)$/], 'timestamp'],
  [[/^dates?$/], 'date'],
  [[/^durations?$/], 'duration'],
  [[/^(e-?mails?)$/, /^address(es)?$/], 'email'],
  [[/^(e-?mails?)$/], 'email'],
  [[/^phones?$/, /^numbers?$/], 'phone'],
  [[/^(phones?|telephones?)$/], 'phone'],
  [[/^(urls?|uris?|links?)$/], 'url'],
  [[/^(uuids?|guids?)$/], 'uuid'],
  [[/^whole$/, /^numbers?$/], 'int'],
  [[/^(int|ints|integers?)$/], 'int'],
  [[/^(longs?|bigints?)$/], 'long'],
  [[/^(bool|bools|booleans?|flags?)$/], 'bool'],
  [[/^(money|amounts?|currency|prices?)$/], 'decimal'],
  [[/^(percent|percentages?)$/], 'decimal'],
  [[/^decimals?$/], 'decimal'],
  [[/^(floats?|doubles?|reals?)$/], 'double'],
  [[/^(numbers?|numeric)$/], 'decimal'],
  [[/^(regular)$/, /^(expressions?)$/], 'regex'],
  [[/^(regex|regexp|patterns?)$/], 'regex'],
  [[/^html$/, /^(texts?|pages?|content)$/], 'html'],
  [[/^html$/], 'html'],
  [[/^passwords?$/], 'password'],
  [[/^(uploaded|attached)$/, /^(files?|documents?|images?)$/], 'file'],
  [[/^(files?|attachments?|uploads?)$/], 'file'],
  [[/^(binary|raw)$/, /^(data|content)$/], 'bytes'],
  [[/^(bytes|binary|blobs?)$/], 'bytes'],
  [[/^(strings?|texts?|words?|names?)$/], 'string'],
];

const MONEY =
  /(^|_)(amount|price|fee|fees|cost|total|balance|salary|income|payment|premium|charge|refund|money|principal|interest)(_|$)/;

/** Whether a name tells of money. */
export function soundsLikeMoney(name: string): boolean {
  return MONEY.test(name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase());
}

/**
 * Reads a type said in words: `array of base64 strings`, `optional text up to 140 characters`, `list of at most 4 files`, `whole
 * number between 6 and 84`, `map of texts`, `float`, `structured JSON`, `money`. Grammar: `[optional] [array|list|map of] [BOUNDS]
 * SCALAR [BOUNDS]`. Bounds before the scalar of a list are those of the list. The value is null if no scalar is named. `name` is
 * what the type is for: it decides whether a fraction is money.
 */
export function readTypePhrase(text: string, name: string): Reading<Type | null> {
  const words = new WordTaker(text);
  const assumptions: string[] = [];
  const optional = words.take(/^optional$/) !== null;
  const map = words.take(/^(map|maps|dictionary|dictionaries)$/, /^of$/);
  const list = words.take(/^(array|list|set|sequence)s?$/, /^of$/) ?? words.take(/^(array|list)$/);
  const bounds = takeBounds(words);
  const found = LEXICON.map(([patterns, named]) => ({ run: words.take(...patterns), named })).find(
    ({ run }) => run !== null,
  );
  if (found?.run == null) return words.reading(null);
  words.takeAll(/^(a|an|the|of|value|values|type)$/);
  const said = found.run.map((word) => word.lower).join(' ');
  const many = list !== null || map !== null;
  const first = found.run[0]?.start ?? 0;
  const ofList = many && bounds !== null && (bounds.start < first || bounds.unit === 'items') ? bounds : null;
  let type: Type = precise(found.named, said, name, assumptions);
  if (bounds !== null && ofList === null) type = bounded(type, bounds, assumptions);
  const length = ofList === null ? null : lengthOf(ofList, assumptions);
  if (list !== null) type = { kind: 'list', of: type, length };
  if (map !== null) type = length === null ? { kind: 'map', of: type } : { kind: 'map', of: type, length };
  return words.reading(optional ? { kind: 'optional', of: type } : type, assumptions);
}

function precise(named: ScalarName, said: string, name: string, assumptions: string[]): Type {
  if (named === 'double') {
    if (soundsLikeMoney(name)) {
      assumptions.push(`\`${said}\` is read as decimal with 2 digits, because \`${name}\` looks like money.`);
      return scalar('decimal', { scale: 2 });
    }
    if (said !== 'double')
      assumptions.push(`\`${said}\` is read as double, a binary fraction. Write decimal(…) if it has to be exact.`);
    return scalar('double');
  }
  if (named === 'decimal' && /money|amount|currency|price/.test(said)) {
    assumptions.push(`\`${said}\` is read as decimal with 2 digits after the point. The currency is not part of it.`);
    return scalar('decimal', { scale: 2 });
  }
  if (named === 'decimal' && /percent/.test(said)) {
    assumptions.push(`\`${said}\` is read as decimal from 0 to 100 with 2 digits after the point.`);
    return scalar('decimal', { range: { min: '0', max: '100' }, scale: 2 });
  }
  if (named === 'decimal' && /number|numeric/.test(said))
    assumptions.push(`\`${said}\` is read as decimal, an exact number.`);
  return scalar(named);
}
