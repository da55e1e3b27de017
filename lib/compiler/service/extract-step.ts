import type { Plan } from '../plan.ts';
import { type Doc, hugged, list } from '../text/doc.ts';
import { key, quote } from '../text/quote.ts';
import { number } from './call-policy.ts';
import { expression } from './expression.ts';
import { holdsFile } from './file-fields.ts';
import type { Module } from './module.ts';
import { keyOf } from './place.ts';
import { type Of, problem } from './steps.ts';
import { plainType } from './types.ts';

/** Where nothing is said, in milliseconds for each document. */
const USUAL_TIMEOUT_MS = 30_000;

/** `await extract<IdDocument>('document', { from: input.images, engine: 'tesseract', … })`. */
export function extract(step: Of<'extract'>, module: Module): Doc {
  module.needs.add('extract');
  const { engine, read, policy } = step;
  const readers = read.map(({ name, pattern, after, format }): Doc => {
    const how = [
      ...(pattern === null ? [] : [`pattern: ${quote(pattern)}`]),
      ...(after === null ? [] : [`after: ${quote(after)}`]),
      ...(format === null ? [] : [`format: ${quote(format)}`]),
    ];
    return [key(name), ': ', list('{', how, '}', true)];
  });
  const schema = step.as === null ? null : module.plan.typeNames.get(step.as);
  const own = ownFieldsOf(step, module.plan);
  const items: Doc[] = [
    ['from: ', documents(step, module)],
    `engine: ${quote(engine.name)}`,
    ['languages: ', list('[', engine.languages.map(quote), ']')],
    `timeoutMs: ${number(policy.timeoutMs ?? USUAL_TIMEOUT_MS)}`,
    `schema: ${schema == null ? 'null' : quote(schema)}`,
    ['read: ', list('{', readers, '}', true)],
    ...(own.length === 0 ? [] : [['tells: ', list('[', own.map(quote), ']')]]),
    ...(step.else === null ? [] : [`otherwise: ${problem(step.else, module, false)}`]),
  ];
  const head = `extract<${extractType(step, module)}>(`;
  return ['await ', hugged(head, [keyOf(step.name, module)], { open: '{', items, close: '}', space: true }, ')')];
}

/** Fields of the type that is filled which every reading gives, and which are not looked for. */
export function ownFieldsOf({ as, read }: Of<'extract'>, { model }: Plan): string[] {
  const declared = model.types.find(({ name }) => name === as);
  const filled = declared === undefined ? null : plainType(declared.type, model);
  const fields = filled?.kind === 'object' ? filled.fields.map(({ name }) => name) : [];
  return ['text', 'quality'].filter((name) => fields.includes(name) && !read.some((reader) => reader.name === name));
}

/** The documents in base64; those that are files are read. */
function documents({ from }: Of<'extract'>, module: Module): Doc {
  const given = expression(from, module);
  const { model } = module.plan;
  const plain = plainType(from.type, model);
  if (!holdsFile(from.type, model)) return given;
  module.needs.add('tx').add(plain.kind === 'list' ? 'allBytesOf' : 'bytesOf');
  return [plain.kind === 'list' ? 'await allBytesOf(tx, ' : 'await bytesOf(tx, ', given, ')'];
}

/** The type of what the step gives. */
export function extractType({ as: type }: Of<'extract'>, module: Module): string {
  const { plan } = module;
  module.types.add('Decimal');
  const name = type === null ? null : plan.typeNames.get(type);
  if (name != null) module.types.add(name);
  return `${name == null ? '' : `${name} & `}{ text: string; quality: Decimal }`;
}
