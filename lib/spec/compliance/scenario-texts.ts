import type { JsonLiteral, Scenario } from '../model.ts';

const MAX_TEXTS = 5000;
const MAX_DEPTH = 32;

/** Every text and number that a scenario writes, those of its examples included; at most 5,000. */
export function textsOf(scenario: Scenario): readonly string[] {
  const found: string[] = [];
  const visit = (value: JsonLiteral | undefined, depth: number): void => {
    if (value === null || value === undefined || found.length >= MAX_TEXTS || depth > MAX_DEPTH) return;
    if (typeof value === 'string') found.push(value);
    else if (typeof value === 'object') for (const inner of partsOf(value)) visit(inner, depth + 1);
  };
  for (const given of scenario.given) {
    if (given.kind === 'stub') visit(given.answer, 0);
    if (given.kind === 'rows') for (const row of given.rows) visit(row, 0);
  }
  for (const call of scenario.when) visit(call.input, 0);
  for (const row of scenario.examples?.rows ?? []) for (const cell of row.cells) visit(cell, 0);
  return found;
}

function partsOf(value: Exclude<JsonLiteral, null | boolean | string>): readonly JsonLiteral[] {
  if (isList(value)) return value;
  return 'number' in value ? [value.number] : Object.values(value.map);
}

function isList(value: Exclude<JsonLiteral, null | boolean | string>): value is readonly JsonLiteral[] {
  return Array.isArray(value);
}
