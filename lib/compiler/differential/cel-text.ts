import type { Expr } from '../../spec/expressions/ast.ts';
import type { CelDifferenceCode } from '../../spec/expressions/cel-differences.ts';
import type { Plan } from '../plan.ts';
import { isNumeric, kindOfValue } from '../service/value-kind.ts';

/** How an expression is written in CEL. */
export interface CelWriting {
  plan: Plan;
  /** The documented differences that had to be translated. */
  used: Set<CelDifferenceCode>;
  /** Writes a part of the expression. */
  part: (expr: Expr) => string;
}

/** An expression in CEL that means the same: what is listed as a difference is said in CEL's words, everything else is as it was. */
export function celText(expr: Expr, plan: Plan, used: Set<CelDifferenceCode>): string {
  const writing: CelWriting = { plan, used, part: (part) => celNode(part, writing) };
  return celNode(expr, writing);
}

/** One node; its parts are written by `part`. */
export function celNode(expr: Expr, writing: CelWriting): string {
  const { part, used } = writing;
  switch (expr.kind) {
    case 'null':
      return 'null';
    case 'bool':
      return String(expr.value);
    case 'string':
      return JSON.stringify(expr.value);
    case 'number':
      return expr.text.startsWith('-') ? `(${expr.text})` : expr.text;
    case 'list':
      return `[${expr.items.map(part).join(', ')}]`;
    case 'map':
      return `{${expr.entries.map(({ key, value }) => `${part(key)}: ${part(value)}`).join(', ')}}`;
    case 'name':
      return expr.name;
    case 'member': {
      const read = `${part(expr.of)}.${expr.name}`;
      return kindOfValue(expr.type, writing.plan) === 'timestamp' ? `timestamp(${read})` : read;
    }
    case 'index':
      return item(expr, writing);
    case 'has':
      used.add('has');
      return `(${part(expr.of)} != null)`;
    case 'comprehension':
      return `${part(expr.over)}.${expr.method}(${expr.variable}, ${part(expr.body)})`;
    case 'unary':
      return `(${expr.operator}${part(expr.operand)})`;
    case 'binary':
      return `(${operand(expr, expr.left, writing)} ${expr.operator} ${operand(expr, expr.right, writing)})`;
    case 'conditional':
      return `(${part(expr.test)} ? ${part(expr.then)} : ${part(expr.else)})`;
    case 'call':
      return celCall(expr, writing);
  }
}

function item({ of, index }: Extract<Expr, { kind: 'index' }>, { part, plan, used }: CelWriting): string {
  used.add('missing-items');
  const [list, key] = [part(of), part(index)];
  if (kindOfValue(of.type, plan) === 'map') return `(${key} in ${list} ? ${list}[${key}] : null)`;
  return `(${key} >= 0 && ${key} < size(${list}) ? ${list}[${key}] : null)`;
}

/** CEL computes with numbers of one type only. */
function operand(expr: Extract<Expr, { kind: 'binary' }>, side: Expr, { part, plan, used }: CelWriting): string {
  const kinds = [expr.left, expr.right].map(({ type }) => kindOfValue(type, plan));
  const mixed = kinds.every(isNumeric) && new Set(kinds.map((kind) => kind === 'whole')).size > 1;
  const promoted = mixed && '+-*/%'.includes(expr.operator) && kindOfValue(side.type, plan) === 'whole';
  if (promoted) used.add('promotion');
  return promoted ? `double(${part(side)})` : part(side);
}

function celCall(expr: Extract<Expr, { kind: 'call' }>, writing: CelWriting): string {
  const { part, plan, used } = writing;
  const [first = '', second = '', third = ''] = expr.args.map(part);
  const [value] = expr.args;
  const named = (text: string): string => {
    used.add('names');
    return text;
  };
  switch (expr.name) {
    case 'min':
      return named(`(${first} < ${second} ? ${first} : ${second})`);
    case 'max':
      return named(`(${first} > ${second} ? ${first} : ${second})`);
    case 'abs':
      return named(`(${first} < 0 ? -${first} : ${first})`);
    case 'first':
      return named(`(size(${first}) > 0 ? ${first}[0] : null)`);
    case 'last':
      return named(`(size(${first}) > 0 ? ${first}[size(${first}) - 1] : null)`);
    case 'lower':
      // The only capital letter besides those of ASCII that is generated.
      return named(`${first}.lowerAscii().replace("É", "é")`);
    case 'duration':
      used.add('iso-durations');
      return `duration("${value?.kind === 'string' ? secondsOf(value.value) : 0}s")`;
    case 'int': {
      const isText = value !== undefined && ['text', 'enum'].includes(kindOfValue(value.type, plan));
      if (!isText) return `int(${first})`;
      used.add('conversions');
      return `(${first}.matches("^[+-]?[0-9]{1,15}$") ? int(${first}) : null)`;
    }
    case 'size':
    case 'string':
    case 'double':
    case 'timestamp':
      return `${expr.name}(${first})`;
    default:
      return `${first}.${expr.name}(${[second, third].slice(0, expr.args.length - 1).join(', ')})`;
  }
}

/** Seconds of the durations that are generated, read apart from the code that is judged. */
function secondsOf(duration: string): number {
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(duration) ?? [];
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
