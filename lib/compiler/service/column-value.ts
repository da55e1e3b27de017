import type { EntityField } from '../../spec/model.ts';
import type { EntityPlan } from '../plan.ts';
import { type Doc, print } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { notCompiled } from './expression.ts';
import type { Module } from './module.ts';
import { isDecimal, isOptional, plainType, scaleOf } from './types.ts';

/** What is written out is there. */
const LITERAL = /^('[^'\\]*'|"[^"\\]*"|-?[\d.]+|true|false)$/;

/** A value of an encrypted field, sealed for the row with a key. */
export function sealedValue(field: EntityField, given: Doc, rowKey: Doc, { table }: EntityPlan, module: Module): Doc {
  module.needs.add('sealField');
  const optional = isOptional(field.type, module.plan.model);
  const tested: Doc = / \?/.test(print(given)) ? ['(', given, ')'] : given;
  const call: Doc = ['sealField(', quote(`${table}.${field.name}`), ', ', rowKey, ', ', given, ')'];
  return optional ? [tested, ' == null ? null : ', call] : call;
}

/** A value as the hash by which it is found. */
export function hashedValue(field: EntityField, given: Doc, { table }: EntityPlan, module: Module): Doc {
  module.needs.add('hashField');
  return ['hashField(', quote(`${table}.${field.name}`), ', ', given, ')'];
}

/** A value in the form that its column takes: decimals with exactly their digits, structures as JSON, nothing as null. */
export function columnValue(field: EntityField, given: Doc, module: Module): Doc {
  const { model } = module.plan;
  const optional = isOptional(field.type, model) && !LITERAL.test(print(given));
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
    return maybe(['JSON.stringify(', given, ')']);
  return optional && !/ \?\?? /.test(print(given)) ? [given, ' ?? null'] : given;
}
