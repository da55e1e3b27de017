import type { Expr } from '../../spec/expressions/ast.ts';
import { quote } from '../text/quote.ts';
import { exact, expression, helped, notCompiled, type Scope, written } from './expression.ts';
import { inDouble } from './operators.ts';
import { isLong, kindOfValue, type ValueKind } from './value-kind.ts';
import { atom, LEVEL, type Written } from './written.ts';

type Call = Extract<Expr, { kind: 'call' }>;
type Writer = (expr: Expr, scope: Scope) => Written;

/** Whether a function converts its argument. */
export function isConversion(name: string): boolean {
  return Object.hasOwn(TARGETS, name);
}

/** A conversion as TypeScript. What comes from a text or from json is null where it says no such value. */
export function conversion(expr: Call, value: Expr, scope: Scope): Written {
  const target = TARGETS[expr.name];
  if (target === undefined) return notCompiled(`The conversion ${expr.name}`);
  const kind = kindOfValue(value.type, scope.plan);
  const write = target.from[kind];
  if (write !== undefined) return write(value, scope);
  // A literal was looked at while it was typed.
  const said = value.kind === 'string' ? LITERALS[expr.name]?.(value.value) : undefined;
  if (said !== undefined) return said.startsWith('-') ? { text: said, level: LEVEL.unary } : atom(said);
  const read = helped(target.read, [value], scope);
  if (expr.type.kind === 'optional') return read;
  scope.needs.add('present');
  return atom(['present(', read.text, ')']);
}

/** What a literal text comes to. */
const LITERALS: Readonly<Record<string, (text: string) => string>> = {
  int: (text) => String(Number(text)),
  long: (text) => quote(String(BigInt(text))),
  decimal: (text) => quote(text.replace(/^\+/, '').replace(/^(-?)0+(?=\d)/, '$1')),
  double: (text) => String(Number(text)),
  bool: (text) => text,
  date: (text) => quote(text.slice(0, 10)),
  timestamp: (text) => quote(new Date(text).toISOString()),
  duration: quote,
  uuid: (text) => quote(text.toLowerCase()),
};

interface Target {
  /** From kinds that always have such a value. */
  from: Partial<Record<ValueKind, Writer>>;
  /** The function that reads texts and json. */
  read: string;
}

const itself: Writer = written;
const calling =
  (name: string): Writer =>
  (value, scope) =>
    helped(name, [value], scope);
const asText: Writer = (value, scope) => atom(['String(', expression(value, scope), ')']);

const TARGETS: Readonly<Record<string, Target>> = {
  string: {
    read: 'textIn',
    from: {
      text: itself,
      enum: itself,
      uuid: itself,
      date: itself,
      timestamp: itself,
      duration: itself,
      other: itself,
      whole: asText,
      double: asText,
      bool: asText,
      exact: (value, scope) => (value.kind === 'number' ? atom(quote(value.text)) : written(value, scope)),
    },
  },
  int: { read: 'intIn', from: { whole: itself, exact: calling('intOf'), double: calling('intOf') } },
  long: {
    read: 'longIn',
    from: {
      whole: (value, scope) => exactly(value, scope),
      double: calling('cutOff'),
      exact: (value, scope) =>
        isLong(value.type, scope.plan) ? itself(value, scope) : helped('cutOff', [value], scope),
    },
  },
  decimal: {
    read: 'decimalIn',
    from: { whole: (value, scope) => exactly(value, scope), double: calling('decimalOf'), exact: itself },
  },
  double: {
    read: 'doubleIn',
    from: {
      whole: (value, scope) => ({ text: inDouble(LEVEL.sum, value, scope), level: LEVEL.sum }),
      double: itself,
      exact: (value, scope) =>
        value.kind === 'number'
          ? { text: value.text, level: LEVEL.unary }
          : atom(['Number(', expression(value, scope), ')']),
    },
  },
  bool: { read: 'boolIn', from: { bool: itself } },
  date: { read: 'dateIn', from: { date: itself, timestamp: calling('dayOf') } },
  timestamp: {
    read: 'timestampIn',
    from: { timestamp: itself, date: (value, scope) => atom(['`${', expression(value, scope), '}T00:00:00.000Z`']) },
  },
  duration: { read: 'durationIn', from: { duration: itself } },
  uuid: { read: 'uuidIn', from: { uuid: itself } },
};

function exactly(value: Expr, scope: Scope): Written {
  if (value.kind === 'number') return atom(quote(value.text));
  return exact('exactly', [value], scope);
}
