import type { Type } from '../../model.ts';
import { isNumber, isText, NULL, optional, scalarName } from '../static-types.ts';
import type { Syntax } from '../syntax.ts';

/** A function that expressions may call. `f(x, y)` and `x.f(y)` are the same. */
export interface FunctionShape {
  /** As it is called, for messages and hover. */
  signature: string;
  doc: string;
  example: string;
  /** The argument that may be missing, by its position, and of which types; the function says what null means there. */
  nullable?: { at: number; of: (type: Type) => boolean };
  /** Asks the request or the machine, so the database cannot compute it from the fields of a row. */
  outside?: true;
  /**
   * The type of the result, or null if the arguments do not fit. Arguments come with names followed and never missing;
   * `syntax` is how they were written, for functions that need a literal; `follow` follows the name of an item's type.
   */
  result: (args: readonly Type[], syntax: readonly Syntax[], follow: Follow) => Type | null;
  /** What is wrong with a literal argument whose type fits; null if nothing is. */
  refuse?: (syntax: readonly Syntax[]) => Complaint | null;
}

/** Gives the type that a name stands for; every other type as it is. */
export type Follow = (type: Type) => Type;

/** A literal that a function cannot take. */
export interface Complaint {
  code: 'EXP4017' | 'EXP4018';
  /** The position of the argument. */
  at: number;
  reason: string;
}

export type FunctionTable = Readonly<Record<string, FunctionShape>>;

export const text = (type: Type | undefined): boolean => type !== undefined && isText(type);
export const number = (type: Type | undefined): boolean => type !== undefined && isNumber(type);
export const named = (type: Type | undefined, ...names: readonly string[]): boolean =>
  type !== undefined && names.includes(scalarName(type) ?? '');

/** A function over texts only. */
export function texts(count: number, result: Type): FunctionShape['result'] {
  return (args) => (args.length === count && args.every(text) ? result : null);
}

/** A function without arguments. */
export function constant(result: Type): FunctionShape['result'] {
  return (args) => (args.length === 0 ? result : null);
}

/** The type of a list's items with its name followed, or null for what is no list. */
export function itemsOf(type: Type | undefined, follow: Follow): Type | null {
  return type?.kind === 'list' ? follow(type.of) : null;
}

/** Values that have an order other than that of texts. */
export function ordered(type: Type): boolean {
  return isNumber(type) || named(type, 'date', 'timestamp', 'duration');
}

/** An item of a list: null if the list may be empty. */
export function itemOf(list: Type, syntax: Syntax | undefined, item: Type): Type {
  if (syntax?.kind === 'list' && syntax.items.length === 0) return NULL;
  const least = list.kind === 'list' ? (list.length?.min ?? 0) : 0;
  return least > 0 || (syntax?.kind === 'list' && syntax.items.length > 0) ? item : optional(item);
}
