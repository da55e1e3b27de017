import type { Span } from '../../core/text-range.ts';
import type { Expectation, JsonLiteral, Model, Scenario } from '../model.ts';
import { allSteps, flowsOf } from '../step-tree.ts';

/** An example that runs as a test, with every text and number that it writes. */
export interface ExampleTexts {
  name: string;
  span: Span;
  texts: readonly string[];
}

const MAX_TEXTS = 5000;
const MAX_DEPTH = 32;

/** Scenarios, and the examples of code of its own; of each at most 5,000 texts. */
export function exampleTexts(model: Model): readonly ExampleTexts[] {
  const custom = flowsOf(model)
    .flatMap(({ steps }) => allSteps(steps))
    .flatMap((step) => (step.kind === 'custom' ? [step] : []));
  return [
    ...model.scenarios.map((scenario) => ({ ...placeOf(scenario), texts: textsOf(literalsOf(scenario)) })),
    ...custom.map((step) => ({
      ...placeOf(step),
      texts: textsOf(step.examples.flatMap(({ given, then }) => [given, then])),
    })),
  ];
}

function placeOf({ name, span }: { name: string; span: Span }): { name: string; span: Span } {
  return { name, span };
}

function literalsOf({ given, when, then, examples }: Scenario): readonly JsonLiteral[] {
  return [
    ...given.flatMap((one) => (one.kind === 'stub' ? [one.answer] : one.kind === 'rows' ? one.rows : [])),
    ...when.map(({ input }) => input),
    ...then.map(expectedOf),
    ...(examples?.rows ?? []).flatMap(({ cells }) => cells),
  ];
}

function expectedOf(expectation: Expectation): JsonLiteral {
  switch (expectation.kind) {
    case 'status':
      return expectation.status;
    case 'body':
    case 'header':
      return expectation.value;
    case 'rows':
      return expectation.rows;
    case 'event':
      return expectation.payload;
  }
}

function textsOf(values: readonly JsonLiteral[]): readonly string[] {
  const found: string[] = [];
  const visit = (value: JsonLiteral, depth: number): void => {
    if (value === null || found.length >= MAX_TEXTS || depth > MAX_DEPTH) return;
    if (typeof value === 'string') found.push(value);
    else if (typeof value === 'object') for (const inner of partsOf(value)) visit(inner, depth + 1);
  };
  for (const value of values) visit(value, 0);
  return found;
}

function partsOf(value: Exclude<JsonLiteral, null | boolean | string>): readonly JsonLiteral[] {
  if (isList(value)) return value;
  return 'number' in value ? [value.number] : Object.values(value.map);
}

function isList(value: Exclude<JsonLiteral, null | boolean | string>): value is readonly JsonLiteral[] {
  return Array.isArray(value);
}
