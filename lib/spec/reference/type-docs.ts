import type { ScalarName } from '../model.ts';

/** What a type stands for and how its values are written. */
export interface TypeDoc {
  /** As it is written; for forms, an example of it. */
  notation: string;
  doc: string;
}

/** The built-in types. */
export const SCALAR_DOCS: Readonly<Record<ScalarName, TypeDoc>> = {
  string: { notation: 'string(1..140)', doc: 'A text. The range is its length in code points.' },
  int: {
    notation: 'int(6..84)',
    doc: 'A whole number of 32 bits. The range is that of its values, both ends included.',
  },
  long: { notation: 'long', doc: 'A whole number of 64 bits. On the wire a JSON string.' },
  decimal: {
    notation: 'decimal(0..500000, scale 2)',
    doc: 'An exact number, fit for money. `scale` is how many digits stand after the point; more are refused. On the wire a JSON string.',
  },
  double: { notation: 'double', doc: 'A binary fraction, as computers measure. Never for money.' },
  bool: { notation: 'bool', doc: 'true or false.' },
  date: { notation: 'date', doc: 'A day, written 2026-01-31.' },
  timestamp: {
    notation: 'timestamp',
    doc: 'A moment in UTC with three digits of a second, written 2026-01-31T12:00:00.000Z.',
  },
  duration: { notation: 'duration', doc: 'A length of time, written as in ISO 8601: PT8H.' },
  uuid: { notation: 'uuid', doc: '32 hexadecimal digits in five groups.' },
  email: { notation: 'email', doc: 'An email address. It is not checked whether somebody reads it.' },
  url: { notation: 'url', doc: 'An address that starts with http:// or https://.' },
  phone: { notation: 'phone', doc: 'A telephone number.' },
  json: { notation: 'json', doc: 'Any JSON value. Nothing is known of its inside.' },
  bytes: { notation: 'bytes(1..1MB)', doc: 'Bytes. The range is their number.' },
  file: {
    notation: 'file(1KB..8MB)',
    doc: 'A file that is sent or kept, with `name media size bytes`. The media type is detected from the content. In JSON and in rows it is `{name, media, size, sha256}`.',
  },
  password: {
    notation: 'password(12..200)',
    doc: 'Stored as a hash, never given out, never logged; `verifyPassword` compares with it.',
  },
  html: { notation: 'html(0..20000)', doc: 'A text with markup, reduced to harmless elements when it comes in.' },
  regex: { notation: 'regex', doc: 'A pattern that a caller sends. It runs in linear time.' },
  base64: { notation: 'base64(1KB..8MB)', doc: 'Bytes as text. The range is their number.' },
};

/** Types that are made of others. `Money` and `Quote` stand for a declared type and a declared entity. */
export const TYPE_FORMS: readonly TypeDoc[] = [
  { notation: 'Money', doc: 'A type that is declared under `types`, with its constraints, classification and mask.' },
  { notation: '[prime, standard, declined]', doc: 'An enumeration: one of these values.' },
  { notation: 'list<Money>(1..4)', doc: 'A list. The range is the number of its items.' },
  {
    notation: 'map<int>(..20)',
    doc: 'Values of one type by names that are not known beforehand. The range is the number of its members.',
  },
  { notation: '{fields: {name: string, born: date}}', doc: 'An object with these fields.' },
  {
    notation: '{fields: {name: string}, additionalProperties: true}',
    doc: 'An object that may have other members besides: anything, or members of a type.',
  },
  { notation: '{oneOf: [int, date]}', doc: 'A choice: the first of these types that the value fits.' },
  {
    notation: '{type: map<string>, contentMediaType: application/json}',
    doc: 'A text that holds a document, which is read into the type. CSV is a list of objects.',
  },
  { notation: 'ref<Quote>', doc: 'The key of a row of an entity.' },
  { notation: 'Quote', doc: 'A row of an entity, by the fields of the entity.' },
  { notation: 'Money?', doc: 'May be missing. Missing and null are the same.' },
];
