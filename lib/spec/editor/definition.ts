import type { Span } from '../../core/text-range.ts';
import type { Expr } from '../expressions/ast.ts';
import type { Field, Model } from '../model.ts';
import { allSteps, flowsOf, type StepFlow } from '../step-tree.ts';
import type { ScalarNode } from '../yaml/node.ts';
import { expressionAt, inspect } from './inspect.ts';
import { placeAt } from './place.ts';

/** Where the thing at an offset is declared, or null. */
export function definitionAt(text: string, offset: number): Span | null {
  const inspection = inspect(text);
  if (inspection?.root == null || inspection.model === null) return null;
  const { model } = inspection;
  const expr = expressionAt(inspection, offset);
  if (expr !== null) return expressionDefinition(model, expr, offset);
  const place = placeAt(inspection.root, offset);
  if (place?.kind !== 'value') return null;
  const { takes, node } = place;
  const name = wordAt(text, offset);
  if (takes.form === 'type') return named([...model.types, ...model.entities], name);
  if (takes.form !== 'reference') return null;
  if (takes.to === 'operation') return operationDefinition(model, node, offset);
  const within = model.entities.find(
    (entity) => entity.span.start <= node.span.start && node.span.end <= entity.span.end,
  );
  const candidates = {
    entity: model.entities,
    error: model.errors,
    role: model.roles,
    decision: model.decisions,
    field: within?.fields ?? [],
    process: model.processes,
    scorecard: model.scorecards,
    event: model.events,
    integration: model.integrations,
  }[takes.to];
  return named(candidates, name);
}

/** `INTEGRATION.OPERATION`: each part leads to its own declaration. */
function operationDefinition(model: Model, node: ScalarNode, offset: number): Span | null {
  const [name = '', operation] = node.value.split('.', 2);
  const integration = model.integrations.find((candidate) => candidate.name === name);
  const onIntegration = operation === undefined || offset <= node.content.start + name.length;
  if (integration === undefined) return named(model.entities, name);
  if (onIntegration) return named([integration], name);
  return named(integration.operations, operation);
}

function expressionDefinition(model: Model, expr: Expr, offset: number): Span | null {
  const around = ({ span }: { span: Span }): boolean => span.start <= offset && offset <= span.end;
  if (expr.kind === 'name' && expr.scope === 'step') return stepNamed(model, expr.name, around);
  if (expr.kind === 'name' && expr.scope === 'local') return variableNamed(model, expr.name, around);
  if (expr.kind === 'name' && expr.scope === 'row') return fieldNamed(model, null, expr.name);
  if (expr.kind !== 'member') return null;
  if (expr.of.kind === 'name' && expr.of.scope === 'input') return inputNamed(model, expr.name, around);
  return expr.of.type.kind === 'entity' ? fieldNamed(model, expr.of.type.name, expr.name) : null;
}

type Around = (node: { span: Span }) => boolean;

/** A step of the flow that the place is in. Decisions and scorecards stand outside of any: the first that has the step is meant. */
function stepNamed(model: Model, name: string, around: Around): Span | null {
  const flows = flowsOf(model);
  const here = [...model.endpoints, ...model.processes, ...model.schedules].find(around)?.id;
  const inside = flows.filter(({ id }) => id === here);
  const steps = (of: readonly StepFlow[]) => of.flatMap((flow) => allSteps(flow.steps));
  return named(steps(inside), name) ?? named(steps(flows), name);
}

/** The variable of the innermost loop around the place: it stands behind `for`. */
function variableNamed(model: Model, name: string, around: Around): Span | null {
  const loop = flowsOf(model)
    .flatMap(({ steps }) => allSteps(steps))
    .findLast((step) => step.kind === 'for' && step.variable === name && around(step));
  return loop === undefined ? null : named([loop], loop.name);
}

function inputNamed(model: Model, name: string, around: Around): Span | null {
  const taking = [...model.endpoints, ...model.processes];
  const here = taking.find(around);
  return named(here?.input ?? taking.flatMap((other): readonly Field[] => other.input), name);
}

function fieldNamed(model: Model, entity: string | null, name: string): Span | null {
  const fields = model.entities
    .filter((candidate) => entity === null || candidate.name === entity)
    .flatMap((candidate) => candidate.fields);
  return named(fields, name);
}

/** The declaration's name: the first characters of its span. */
function named(nodes: readonly { name: string; span: Span }[], name: string): Span | null {
  const found = nodes.find((node) => node.name === name);
  return found === undefined
    ? null
    : { start: found.span.start, end: Math.min(found.span.end, found.span.start + name.length) };
}

function wordAt(text: string, offset: number): string {
  const before = /[A-Za-z0-9_]*$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[0] ?? '';
  return before + (/^[A-Za-z0-9_]*/.exec(text.slice(offset, offset + 100))?.[0] ?? '');
}
