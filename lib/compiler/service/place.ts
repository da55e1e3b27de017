import type { Step } from '../../spec/model.ts';
import { variable } from '../names.ts';
import { isIdentifier, quote } from '../text/quote.ts';
import type { Module } from './module.ts';

/** Where in a flow a statement stands. */
export interface Place {
  /** The variables that count the rounds of the loops around, outermost first. */
  loops: readonly string[];
  /** Results that are declared before the block that gives them their value, because something after it reads them. */
  declared: ReadonlySet<string>;
}

/** The place of the first step of a flow. */
export const OUTERMOST: Place = { loops: [], declared: new Set() };

/** `const ` before the result of a step, unless it is declared already. */
export function declaring({ name }: Step, { place }: Module): string {
  return place.declared.has(name) ? '' : 'const ';
}

/** The name of a step at run time, as an expression: within a loop each round has its own. */
export function keyOf(name: string, { place }: Module): string {
  if (place.loops.length === 0) return quote(name);
  const text = isIdentifier(name) ? name : variable(name);
  return `\`${text}${place.loops.map((loop) => `[\${${loop}}]`).join('')}\``;
}
