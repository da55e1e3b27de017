import type { Expr } from '../spec/expressions/ast.ts';
import { pagedStep } from '../spec/flow/paged-step.ts';
import type { Endpoint, OutputField, Step, ValueSource } from '../spec/model.ts';
import { scalar } from '../spec/scalar-type.ts';

// Lists that are given out in pages.

type ListStep = Extract<Step, { kind: 'list' }>;

/** The operation with its pages said in the step that they are made of: `limit` and `offset` are inputs like others. */
export function withPages(endpoint: Endpoint): Endpoint {
  const { paginate, processing } = endpoint;
  const paged = paginate === null ? null : pagedStep(endpoint);
  if (paged === null || paginate === null) return endpoint;
  const offset = paginate.style === 'cursor' ? null : inputNamed('offset', endpoint);
  const steps = processing.map((step) =>
    step === paged ? { ...paged, limit: inputNamed('limit', endpoint), offset: paged.offset ?? offset } : step,
  );
  const next = paginate.style === 'cursor' && endpoint.wholeOutput === null ? [nextField(endpoint, paged)] : [];
  return { ...endpoint, processing: steps, output: [...endpoint.output, ...next] };
}

/** The list whose pages go on after their last row; null where there is none. */
export function cursorStep(endpoint: Endpoint): ListStep | null {
  return endpoint.paginate?.style === 'cursor' ? pagedStep(endpoint) : null;
}

/** Whether the pages of an operation say in a header where the next one is: their answer is the list alone. */
export function linksPages(endpoint: Endpoint): boolean {
  return endpoint.wholeOutput !== null && cursorStep(endpoint) !== null;
}

/** A name for something beside a list, such as where its next page begins, that no step has. */
export function besideList(name: string, what: string, steps: readonly Step[]): string {
  const wanted = `${name}_${what}`;
  return steps.some((step) => step.name === wanted) ? besideList(wanted, what, steps) : wanted;
}

function nextField(endpoint: Endpoint, paged: ListStep): OutputField {
  const { id, span } = endpoint;
  const after = scalar('string', { length: { min: 1, max: 4000 } });
  return {
    id: `${id}/output/next`,
    span,
    name: 'next',
    renamedFrom: null,
    type: { kind: 'optional', of: after },
    typeOrigin: 'default',
    summary: 'Where the next page begins: `after` of the next request. Not there on the last page',
    protection: null,
    from: { kind: 'step', step: besideList(paged.name, 'next', endpoint.processing) },
    fromOrigin: 'default',
    as: null,
  };
}

function inputNamed(name: string, { input }: Endpoint): ValueSource | null {
  const field = input.find((one) => one.name === name);
  if (field === undefined) return null;
  const { span, type } = field;
  const of: Expr = { kind: 'name', name: 'input', scope: 'input', type: { kind: 'object', fields: input }, span };
  return { kind: 'expression', expr: { kind: 'member', of, name, type, span }, span };
}
