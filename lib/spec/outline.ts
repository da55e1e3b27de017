import type { Span } from '../core/text-range.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Endpoint, Model, Named, Rule, Step } from './model.ts';
import { nestedLists } from './step-tree.ts';

/** What a line of the outline stands for. */
export type OutlineKind =
  | 'section'
  | 'type'
  | 'role'
  | 'entity'
  | 'field'
  | 'error'
  | 'endpoint'
  | 'process'
  | 'schedule'
  | 'input'
  | 'step'
  | 'proseStep'
  | 'output'
  | 'decision'
  | 'rule'
  | 'scorecard'
  | 'characteristic'
  | 'event'
  | 'integration'
  | 'operation'
  | 'requirement'
  | 'auth'
  | 'framework'
  | 'invariant'
  | 'scenario'
  | 'deployment'
  | 'alert';

/** One line of the outline. `problems` counts the errors and warnings inside its span. */
export interface OutlineNode {
  id: string;
  label: string;
  kind: OutlineKind;
  span: Span;
  children: readonly OutlineNode[];
  problems: number;
}

const NO_CHILDREN: readonly OutlineNode[] = [];

type Bare = Omit<OutlineNode, 'problems' | 'children'> & { children: readonly Bare[] };

/** The outline of a model: sections with what is declared in them, in text order. */
export function outlineOf(model: Model | null, diagnostics: readonly Diagnostic[]): readonly OutlineNode[] {
  if (model === null) return [];
  const starts = diagnostics
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ span }) => span.start)
    .sort((a, b) => a - b);
  const withProblems = ({ id, label, kind, span, children }: Bare): OutlineNode => ({
    id,
    label,
    kind,
    span,
    children: children.length === 0 ? NO_CHILDREN : children.map(withProblems),
    problems: starts.length === 0 ? 0 : countBetween(starts, span),
  });
  return sections(model).map(withProblems);
}

function sections(model: Model): Bare[] {
  const of = (id: string, nodes: readonly Bare[]): Bare[] =>
    nodes.length === 0
      ? []
      : [{ id, label: id.replaceAll('_', ' '), kind: 'section', span: around(nodes), children: nodes }];
  const named =
    (kind: OutlineKind) =>
    (node: Named): Bare => ({ id: node.id, label: node.name, kind, span: node.span, children: [] });
  return [
    ...of('types', model.types.map(named('type'))),
    ...of('roles', model.roles.map(named('role'))),
    ...of(
      'entities',
      model.entities.map((entity) => ({ ...named('entity')(entity), children: entity.fields.map(named('field')) })),
    ),
    ...of('errors', model.errors.map(named('error'))),
    ...of('endpoints', model.endpoints.map(endpointNode)),
    ...of(
      'processes',
      model.processes.map((one) => ({ ...named('process')(one), children: one.processing.map(stepNode) })),
    ),
    ...of(
      'schedules',
      model.schedules.map((one) => ({ ...named('schedule')(one), children: one.processing.map(stepNode) })),
    ),
    ...of(
      'decisions',
      model.decisions.map((decision) => ({ ...named('decision')(decision), children: decision.rules.map(ruleNode) })),
    ),
    ...of(
      'scorecards',
      model.scorecards.map((scorecard) => ({
        ...named('scorecard')(scorecard),
        children: scorecard.characteristics.map(named('characteristic')),
      })),
    ),
    ...of('events', model.events.map(named('event'))),
    ...of(
      'integrations',
      model.integrations.map((integration) => ({
        ...named('integration')(integration),
        children: integration.operations.map(named('operation')),
      })),
    ),
    ...of('compliance_requirements', model.requirements.map(named('requirement'))),
    ...of('compliance', model.frameworks.map(named('framework'))),
    ...of(
      'auth',
      model.auth.map(({ id, span, scheme }) => ({ id, label: scheme, kind: 'auth', span, children: [] })),
    ),
    ...of('invariants', model.invariants.map(named('invariant'))),
    ...of('scenarios', model.scenarios.map(named('scenario'))),
    ...running(model),
    ...of(
      'monitoring',
      (model.monitoring?.alerts ?? []).map(({ id, span, burnRate }) => ({
        id,
        label: `burn rate of ${burnRate}`,
        kind: 'alert',
        span,
        children: [],
      })),
    ),
  ].sort((a, b) => a.span.start - b.span.start);
}

function running({ deployment }: Model): Bare[] {
  if (deployment === null) return [];
  return [{ id: deployment.id, label: 'deployment', kind: 'deployment', span: deployment.span, children: [] }];
}

function endpointNode(endpoint: Endpoint): Bare {
  const leaf =
    (kind: OutlineKind) =>
    (node: Named): Bare => ({ id: node.id, label: node.name, kind, span: node.span, children: [] });
  return {
    id: endpoint.id,
    label: `${endpoint.method} ${endpoint.path}`,
    kind: 'endpoint',
    span: endpoint.span,
    children: [
      ...endpoint.input.map(leaf('input')),
      ...endpoint.processing.map(stepNode),
      ...endpoint.output.map(leaf('output')),
      ...(endpoint.wholeOutput === null ? [] : [leaf('output')({ ...endpoint.wholeOutput, name: 'output' })]),
    ],
  };
}

/** A step with the steps that it holds. */
function stepNode(step: Step): Bare {
  const kind = step.kind === 'prose' ? 'proseStep' : 'step';
  const { id, name, span } = step;
  return { id, label: name, kind, span, children: nestedLists(step).flat().map(stepNode) };
}

function ruleNode(rule: Rule): Bare {
  return { id: rule.id, label: `rule ${rule.number}`, kind: 'rule', span: rule.span, children: [] };
}

function around(nodes: readonly Bare[]): Span {
  const starts = nodes.map((node) => node.span.start);
  const ends = nodes.map((node) => node.span.end);
  return { start: starts.reduce((a, b) => Math.min(a, b)), end: ends.reduce((a, b) => Math.max(a, b)) };
}

/** How many of the sorted offsets are in the span. */
function countBetween(starts: readonly number[], span: Span): number {
  const below = (limit: number): number => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) < limit) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return below(Math.max(span.end, span.start + 1)) - below(span.start);
}
