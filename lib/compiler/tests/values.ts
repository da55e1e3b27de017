import { sampleContent } from '../../core/sample-content.ts';
import { patternExample } from '../../spec/expressions/pattern-example.ts';
import type { Bounds, Field, Model, Type } from '../../spec/model.ts';
import { maskOf } from '../openapi/schema.ts';
import type { Plan } from '../plan.ts';
import { asText, asTexts } from '../service/file-texts.ts';
import { withScale } from '../service/literal.ts';
import { documentText, isOptional, keyTypeOf, plainType, scaleOf } from '../service/types.ts';
import { type Doc, list, print } from '../text/doc.ts';
import { key, quote } from '../text/quote.ts';
import { mediaOfSample, otherMedia, sampleBase64, sampleFile, sampleLength } from './sample-contents.ts';

/** A value that the type accepts, as TypeScript: the smallest that is easy to read. `leaf` writes one value. */
export function example(type: Type, plan: Plan, depth = 0, leaf = exampleScalar): Doc {
  const text = documentText(type, plan.model);
  if (text !== null) return exampleDocument(text.content, plan);
  const plain = plainType(type, plan.model);
  switch (plain.kind) {
    case 'enum':
      return quote(plain.values[0] ?? '');
    case 'list': {
      const count = Math.max(1, plain.length?.min ?? 0);
      return list(
        '[',
        depth > 8 ? [] : Array.from({ length: Math.min(count, 20) }, () => example(plain.of, plan, depth + 1, leaf)),
        ']',
      );
    }
    case 'map': {
      const count = depth > 8 ? 0 : Math.min(Math.max(1, plain.length?.min ?? 0), 20);
      const names = Array.from({ length: count }, (_, at) => (at === 0 ? 'key' : `key${at + 1}`));
      return list(
        '{',
        names.map((name): Doc => [name, ': ', example(asText(plain.of, plan.model), plan, depth + 1, leaf)]),
        '}',
        true,
      );
    }
    case 'oneOf':
      return plain.of[0] === undefined ? 'null' : example(asText(plain.of[0], plan.model), plan, depth + 1, leaf);
    case 'object':
      return exampleObject(asTexts(plain.fields, plan.model), plan, depth + 1, leaf);
    case 'entity':
      return 'null';
    case 'ref':
      return example(keyTypeOf(plain.entity, plan), plan, depth + 1, leaf);
    case 'scalar':
      return leaf(plain, plan.model);
    default:
      return 'null';
  }
}

/** The example as an answer gives it: decimals that are JSON numbers on the wire are written as such. */
export function toldExample(type: Type, plan: Plan): Doc {
  return example(type, plan, 0, (scalar, model) => {
    const written = exampleScalar(scalar, model);
    return scalar.wire === null ? written : String(Number(written.slice(1, -1)));
  });
}

/** The example of a text that holds a document: JSON, or a table with a heading. */
function exampleDocument({ media, type }: { media: string; type: Type }, plan: Plan): Doc {
  if (media !== 'text/csv') return list('JSON.stringify(', [example(type, plan)], ')');
  const plain = plainType(type, plan.model);
  const row = plain.kind === 'list' ? plainType(plain.of, plan.model) : plain;
  const fields = row.kind === 'object' ? row.fields : [];
  const cells = fields.map((field) => print(example(field.type, plan)).replace(/^(['"])(.*)\1$/s, '$2'));
  return quote(`${fields.map(({ name }) => name).join(',')}\r\n${cells.join(',')}\r\n`);
}

/** How the example of a field is shown where it may only be shown masked. */
export function shownField({ name, type, protection }: Field, plan: Plan, plain = false, isInner = false): Doc {
  const mask = protection === null || plain ? undefined : maskOf(protection);
  return mask === undefined
    ? shownExample(type, plan, plain, isInner ? name : null)
    : quote(maskedText(mask, print(example(type, plan))));
}

/** How the example is shown where it may only be shown masked; `inner` names the member of another value that it is. */
export function shownExample(type: Type, plan: Plan, plain = false, inner: string | null = null): Doc {
  if (type.kind === 'optional') return shownExample(type.of, plan, plain, inner);
  if (type.kind === 'named') {
    const declared = plan.model.types.find(({ name }) => name === type.name);
    if (declared === undefined) return 'null';
    const mask = plain ? undefined : maskOf(declared);
    return mask === undefined
      ? shownExample(declared.type, plan, plain, inner)
      : quote(maskedText(mask, print(example(declared.type, plan))));
  }
  if (type.kind === 'list') {
    const count = Math.min(Math.max(1, type.length?.min ?? 0), 20);
    return list(
      '[',
      Array.from({ length: count }, () => shownExample(type.of, plan, plain, inner)),
      ']',
    );
  }
  if (type.kind === 'oneOf' && type.of[0] !== undefined) return shownExample(type.of[0], plan, plain, inner ?? '');
  if (type.kind === 'map') {
    const names = Array.from({ length: Math.min(Math.max(1, type.length?.min ?? 0), 20) }, (_, at) =>
      at === 0 ? 'key' : `key${at + 1}`,
    );
    return list(
      '{',
      names.map((name): Doc => [name, ': ', shownExample(type.of, plan, plain, name)]),
      '}',
      true,
    );
  }
  if (type.kind === 'object') {
    return list(
      '{',
      type.fields.map((field): Doc => [key(field.name), ': ', shownField(field, plan, plain, true)]),
      '}',
      true,
    );
  }
  if (type.kind === 'scalar' && type.content !== null) return shownExample(type.content.type, plan, plain);
  if (type.kind === 'scalar' && type.name === 'password') return quote('[omitted]');
  if (type.kind === 'scalar' && type.name === 'file')
    return inner === null ? ['await told(', example(type, plan), ')'] : toldText(inner, type, plan);
  if (type.kind !== 'scalar' || !['base64', 'bytes'].includes(type.name)) return example(type, plan);
  return quote(`[${sampleLength(type.media?.[0] ?? null, type.length?.min ?? 8)} characters omitted]`);
}

/** What is kept of a file that a text holds, as TypeScript: `toldText` is a function of test/forms.ts. */
export function toldText(name: string, type: Type, plan: Plan): Doc {
  const [media, text] = [mediaOfSample({ type }, plan), example(asText(type, plan.model), plan)];
  return list('toldText(', [quote(name), quote(media), text], ')');
}

/** What src/platform/mask.ts makes of a text literal. */
function maskedText(mask: string, literal: string): string {
  const text = /^['"]/.test(literal) ? literal.slice(1, -1) : literal;
  if (mask === 'last4') return text.length > 8 ? `…${text.slice(-4)}` : '…';
  if (mask === 'year') return text.slice(0, 4);
  if (mask === 'initials') return Array.from(text.matchAll(/\p{L}+/gu), ([word]) => `${[...word][0]}.`).join(' ');
  return '[omitted]';
}

/** An object with every field. */
export function exampleObject(fields: readonly Field[], plan: Plan, depth = 0, leaf = exampleScalar): Doc {
  return list(
    '{',
    fields.map((field): Doc => [key(field.name), ': ', example(field.type, plan, depth, leaf)]),
    '}',
    true,
  );
}

/** The same as it may be shown. */
export function shownObject(fields: readonly Field[], plan: Plan): Doc {
  return list('{', shownMembers(fields, plan), '}', true);
}

/** Its members. */
export function shownMembers(fields: readonly Field[], plan: Plan): Doc[] {
  return fields.map((field): Doc => [key(field.name), ': ', shownField(field, plan)]);
}

type Scalar = Extract<Type, { kind: 'scalar' }>;

function exampleScalar(type: Scalar, model: Model): string {
  switch (type.name) {
    case 'int':
      return least(type.range) ?? '1';
    case 'double':
      return least(type.range) ?? '1';
    case 'decimal':
    case 'long':
      return quote(withScale(least(type.range) ?? '1', scaleOf(type, model)));
    case 'bool':
      return 'true';
    case 'json':
      return "{ text: 'text' }";
    case 'base64':
    case 'bytes':
      return sampleBase64(type.media?.[0] ?? null, type.length?.min ?? 8);
    case 'file':
      return exampleFile(type);
    default:
      return quote(TEXTS[type.name] ?? textOfLength(type));
  }
}

function least(range: Bounds<string> | null): string | null {
  return range?.min ?? range?.max ?? null;
}

const TEXTS: Readonly<Record<string, string | undefined>> = {
  date: '2025-01-31',
  timestamp: '2025-01-31T12:00:00.000Z',
  duration: 'PT1H',
  uuid: '00000000-0000-4000-8000-000000000000',
  email: 'person@example.org',
  url: 'https://example.org/',
  phone: '+4915112345678',
};

function textOfLength({ length, pattern }: Scalar): string {
  if (pattern !== null) return fromPattern(pattern, length) ?? 'text';
  const min = length?.min ?? 0;
  const max = length?.max ?? Number.MAX_SAFE_INTEGER;
  return 'text'.repeat(Math.ceil(Math.max(min, 4) / 4)).slice(0, Math.max(min, Math.min(4, max)));
}

/** Whether `example` is known to fit the type. */
export function hasExample(type: Type, plan: Plan): boolean {
  const plain = plainType(type, plan.model);
  if (plain.kind === 'list' || plain.kind === 'map') return hasExample(plain.of, plan);
  if (plain.kind === 'object') return plain.fields.every((field) => hasExample(field.type, plan));
  if (plain.kind !== 'scalar' || plain.pattern === null) return true;
  return fromPattern(plain.pattern, plain.length) !== null;
}

/** The shortest text for a pattern that is long enough; null where there is none to be found. */
function fromPattern(pattern: string, length: Bounds<number> | null): string | null {
  return patternExample(pattern, length?.min ?? 0, length?.max ?? undefined);
}

/** Values at the bounds of a type, both of which it takes. */
export function boundValues(type: Type, plan: Plan): string[] {
  const plain = plainType(type, plan.model);
  if (plain.kind !== 'scalar') return [];
  const { name, range, length, pattern } = plain;
  const numbers = [range?.min, range?.max].filter((bound) => bound != null);
  if (name === 'int' || name === 'double') return numbers;
  if (name === 'decimal' || name === 'long')
    return numbers.map((bound) => quote(withScale(bound, scaleOf(type, plan.model))));
  if ((name === 'base64' || name === 'bytes') && length?.max != null && length.max < LARGEST_SENT)
    return [sampleBase64(plain.media?.[0] ?? null, length.max)];
  if (name !== 'string' || pattern !== null) return [];
  const lengths = [length?.min, length?.max].filter((bound) => bound != null && bound > 0 && bound < 100_000);
  return lengths.map((bound) => `'x'.repeat(${bound})`);
}

/** Values that the type refuses, as TypeScript: of another kind, and just outside each bound. */
export function wrongValues(type: Type, plan: Plan): string[] {
  const plain = plainType(type, plan.model);
  const nothing = isOptional(type, plan.model) ? [] : ['null'];
  if (documentText(type, plan.model) !== null) return [...nothing, '7', "'{\"'", "'no such column\\r\\n\"'", '[]'];
  switch (plain.kind) {
    case 'enum':
      return [...nothing, "'no such value'"];
    case 'list':
      return [...nothing, "'text'", ...wrongItems(plain.of, plan), ...tooShort(plain.length)];
    case 'map':
      return [...nothing, "'text'", ...((plain.length?.min ?? 0) > 0 ? ['{}'] : [])];
    case 'object':
      return [...nothing, "'text'"];
    case 'scalar':
      return plain.name === 'json' ? [] : [...nothing, ...wrongScalars(plain, plan.model)];
    default:
      return nothing;
  }
}

function wrongItems(of: Type, plan: Plan): string[] {
  const plain = plainType(of, plan.model);
  const holds = plain.kind === 'scalar' && (plain.name === 'base64' || plain.name === 'bytes');
  const values = wrongValues(of, plan).filter((value) => value !== 'null');
  return [...values.slice(0, 2), ...(holds ? wrongContents(plain) : [])].map((value) => `[${value}]`);
}

function tooShort(length: Bounds<number> | null): string[] {
  return length?.min != null && length.min > 0 ? ['[]'] : [];
}

function wrongScalars(type: Scalar, model: Model): string[] {
  switch (type.name) {
    case 'int':
      return ["'text'", '6.5', ...outside(type.range, 0)];
    case 'double':
      return ["'text'", ...outside(type.range, 1)];
    case 'decimal':
    case 'long': {
      const scale = scaleOf(type, model);
      const digits = scale === null ? [] : [quote(withScale(least(type.range) ?? '1', scale + 1).replace(/0$/, '1'))];
      return ["'text'", ...outside(type.range, scale ?? 1).map(quote), ...(scale === 0 ? ["'1.5'"] : digits)];
    }
    case 'bool':
      return ["'true'", '7'];
    case 'base64':
    case 'bytes':
      return ["'not base64'", "'AA*A'", '7', ...wrongContents(type)];
    case 'file':
      return wrongFiles(type);
    case 'html':
      return ['7', ...outsideLength(type.length)];
    case 'regex':
      return ['7', "'('", "'(?=a)'", "'a'.repeat(1001)", ...outsideLength(type.length)];
    case 'password':
    case 'string':
      return ['7', ...outsideLength(type.length), ...(type.pattern === null ? [] : ["'\\n'"])];
    default:
      return ['7', "'no such value'"];
  }
}

/** Larger contents are not tried: they would take longer than they tell. */
const LARGEST_SENT = 1_000_000;

/** Files are sent as they are, and in no text. */
const LARGEST_FILE_SENT = 32 * 1_048_576;

/** Contents of another media type, of too many bytes and of too few. */
function wrongContents({ media, length }: Scalar): string[] {
  const [least, most] = [length?.min ?? 0, length?.max ?? Infinity];
  const one = media?.[0] ?? null;
  return [
    ...(media === null ? [] : [sampleBase64(otherMedia(media), Math.max(least, 16))]),
    ...(least > 1 ? [sampleBase64(one, least - 1)] : []),
    ...(most < LARGEST_SENT ? [sampleBase64(one, most + 1)] : []),
  ];
}

function exampleFile({ media, length }: Scalar): string {
  const one = media?.[0] ?? 'application/octet-stream';
  return sampleFile(one, Math.max(length?.min ?? 1, sampleContent(one).begins.length));
}

/** The same for files, and a text where a file is meant. */
function wrongFiles({ media, length }: Scalar): string[] {
  const [least, most] = [length?.min ?? 0, length?.max ?? Infinity];
  const one = media?.[0] ?? 'application/octet-stream';
  return [
    "'text'",
    ...(media === null ? [] : [sampleFile(otherMedia(media), Math.max(least, 16))]),
    ...(least > 0 ? [sampleFile(one, least - 1)] : []),
    ...(most < LARGEST_FILE_SENT ? [sampleFile(one, most + 1)] : []),
  ];
}

function outsideLength(length: Bounds<number> | null): string[] {
  const short = length?.min != null && length.min > 0 ? ["''"] : [];
  const long = length?.max != null && length.max < 100_000 ? [`'x'.repeat(${length.max + 1})`] : [];
  return [...short, ...long];
}

/** The nearest numbers on the wrong side of each bound. */
export function outside(range: Bounds<string> | null, scale: number): string[] {
  const below = range?.min == null ? [] : [step(range.min, scale, -1n)];
  const above = range?.max == null ? [] : [step(range.max, scale, 1n)];
  return [...below, ...above];
}

/** A decimal text moved by `units` of its last digit. */
export function step(text: string, scale: number, units: bigint): string {
  const [whole = '0', fraction = ''] = text.split('.');
  const digits = Math.max(scale, fraction.length);
  const moved = BigInt(`${whole}${fraction.padEnd(digits, '0')}`) + units;
  const sign = moved < 0n ? '-' : '';
  const plain = String(moved < 0n ? -moved : moved).padStart(digits + 1, '0');
  return digits === 0 ? `${sign}${plain}` : `${sign}${plain.slice(0, -digits)}.${plain.slice(-digits)}`;
}
