import type { EntityField } from '../../spec/model.ts';
import type { EntityPlan } from '../plan.ts';
import { type Doc, list, print } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { notCompiled } from './expression.ts';
import { fromFile, type Module } from './module.ts';
import { isDecimal, isOptional, plainType, scaleOf } from './types.ts';

/** What is written out is there. */
const LITERAL = /^('[^'\\]*'|"[^"\\]*"|-?[\d.]+|true|false)$/;

/** Whether a value is written out: a literal, or an object or a list of its own. */
function isWritten(text: string): boolean {
  if (LITERAL.test(text)) return true;
  if (!/^[{[]/.test(text)) return false;
  let depth = 0;
  for (const [at, letter] of text.split('').entries()) {
    if (letter === '{' || letter === '[') depth += 1;
    else if (letter === '}' || letter === ']') depth -= 1;
    // What begins with a list may be something asked of it.
    if (depth === 0) return at === text.length - 1;
  }
  return false;
}

/** A value of an encrypted field, sealed for the row with a key. */
export function sealedValue(
  field: EntityField,
  given: Doc,
  rowKey: Doc,
  { table, documents }: EntityPlan,
  module: Module,
): Doc {
  module.needs.add('sealField');
  const optional = isOptional(field.type, module.plan.model) && !isWritten(print(given));
  const tested: Doc = / \?/.test(print(given)) ? ['(', given, ')'] : given;
  const said = agreedValue(given, documents.get(field.name), module);
  const call: Doc = ['sealField(', quote(`${table}.${field.name}`), ', ', rowKey, ', ', said, ')'];
  return optional ? [tested, ' == null ? null : ', call] : call;
}

/** A value as the hash by which it is found. */
export function hashedValue(field: EntityField, given: Doc, { table }: EntityPlan, module: Module): Doc {
  module.needs.add('hashField');
  return ['hashField(', quote(`${table}.${field.name}`), ', ', given, ')'];
}

/** A value in the form that its column takes: decimals with exactly their digits, structures as JSON, nothing as null. */
export function columnValue(field: EntityField, given: Doc, { documents }: EntityPlan, module: Module): Doc {
  const { model } = module.plan;
  const optional = isOptional(field.type, model) && !isWritten(print(given));
  if (print(given) === 'null') return 'null';
  const tested: Doc = / \?/.test(print(given)) ? ['(', given, ')'] : given;
  const maybe = (converted: Doc): Doc => (optional ? [tested, ' == null ? null : ', converted] : converted);
  if (isDecimal(field.type, model)) {
    module.decimals.add('exactly');
    const scale = scaleOf(field.type, model);
    return maybe(['exactly(', given, scale === null ? '' : `, ${scale}`, ')']);
  }
  const plain = plainType(field.type, model);
  if (plain.kind === 'scalar' && plain.name === 'password') {
    if (module.sync === true) return notCompiled('A password that is changed before the operation stops');
    module.needs.add('hashPassword');
    return maybe(['await hashPassword(', given, ')']);
  }
  if (plain.kind === 'scalar' && plain.name === 'bytes') return maybe(['Buffer.from(', given, ", 'base64')"]);
  const structured = plain.kind === 'list' || plain.kind === 'map' || plain.kind === 'object' || plain.kind === 'oneOf';
  if (structured || (plain.kind === 'scalar' && ['file', 'json'].includes(plain.name)))
    return maybe(['JSON.stringify(', agreedValue(given, documents.get(field.name), module), ')']);
  return optional && !/ \?\?? /.test(print(given)) ? [given, ' ?? null'] : given;
}

/** A value that holds documents, which are looked at before it is stored. */
function agreedValue(given: Doc, schema: string | undefined, module: Module): Doc {
  if (schema === undefined) return given;
  return list(`${fromFile(module, '../platform/contract.ts', 'agreed')}(`, [quote(schema), given], ')');
}
