import type { CallPolicy, Field, Step } from '../../model.ts';
import { sayTypeOf } from '../say-type.ts';
import { meaningOf, type Renames, writeExpression } from '../write-expression.ts';
import { sayFallback, sayPolicy } from './diff-contracts.ts';
import { assignments, type PartKind, type StepPart, written } from './step-parts.ts';

/** What steps say that ask somebody outside: systems, documents, models, people. Null for other steps. */
export function outsideParts(step: Step, renames: Renames): StepPart[] | null {
  const word = (kind: PartKind, name: string, text: string | null): StepPart[] =>
    text === null ? [] : [written(kind, name, text, step.span)];
  switch (step.kind) {
    case 'call':
      return [
        ...word('call', 'call', `${step.integration}.${step.operation}`),
        ...assignments(step.with, renames),
        ...policyParts(step.policy, step.span),
        ...word('failure', 'else', step.else),
      ];
    case 'screen':
      return [
        ...assignments(step.subject, renames),
        ...word('screening', 'against', step.against.map(sayList).join(', ')),
        ...word('screening', 'algorithm', `${step.algorithm.name}, fold ${[...step.algorithm.fold].sort().join(' ')}`),
        ...word('screening', 'threshold', step.threshold),
        ...policyParts(step.policy, step.span),
      ];
    case 'extract':
      return [
        ...expressionPart('extraction', 'extract', step.from, renames),
        ...word('extraction', 'engine', [step.engine.name, ...step.engine.languages].join(' ')),
        ...word('extraction', 'as', step.as),
        ...step.read.flatMap(({ name, pattern, after, format }) =>
          word('extraction', `read ${name}`, [pattern, after, format].map((part) => part ?? '-').join(' · ')),
        ),
        ...policyParts(step.policy, step.span),
      ];
    case 'infer':
      return [
        ...word('inference', 'infer', `${step.integration} ${step.model} ${step.version ?? ''}`.trim()),
        ...assignments(step.features, renames),
        ...word('inference', 'output', contractOf(step.output)),
        ...policyParts(step.policy, step.span),
      ];
    case 'userTask':
      return taskParts(step, renames);
    default:
      return null;
  }
}

function sayList(list: Extract<Step, { kind: 'screen' }>['against'][number]): string {
  return list.kind === 'operation' ? `${list.integration}.${list.operation}` : `${list.entity}.${list.field ?? ''}`;
}

function policyParts(policy: CallPolicy, span: Step['span']): StepPart[] {
  const [said, instead] = [sayPolicy(policy), sayFallback(policy)];
  return [
    ...(said === null ? [] : [written('policy', 'policy', said, span)]),
    ...(instead === null ? [] : [written('fallback', 'fallback', instead, span)]),
  ];
}

function taskParts(step: Extract<Step, { kind: 'userTask' }>, renames: Renames): StepPart[] {
  const word = (kind: PartKind, name: string, text: string): StepPart[] =>
    text === '' ? [] : [written(kind, name, text, step.span)];
  const all = (name: string, kind: PartKind, exprs: typeof step.show): StepPart[] => {
    if (exprs.length === 0) return [];
    const meaning = exprs
      .map((expr) => meaningOf(expr, renames))
      .sort()
      .join(', ');
    return [{ ...written(kind, name, exprs.map(writeExpression).join(', '), step.span), meaning }];
  };
  const { due, respond } = step;
  return [
    ...word('text', 'userTask', step.title),
    ...word('candidates', 'candidates', [...step.candidates].sort().join(', ')),
    ...all('notBy', 'fourEyes', step.notBy),
    ...all('show', 'view', step.show),
    ...word('form', 'result', contractOf(step.result)),
    ...word(
      'due',
      'due',
      due === null ? '' : `${due.within.count} ${due.within.unit}, then ${due.escalate ?? 'nobody'}`,
    ),
    ...word('firstAnswer', 'respond', respond === null ? '' : String(respond.status)),
    ...(respond === null
      ? []
      : assignments(respond.with, renames).map((part) => ({
          ...part,
          kind: 'firstAnswer' as const,
          name: `respond ${part.name}`,
        }))),
  ];
}

/** Names and types of fields as one text. */
export function contractOf(fields: readonly Field[]): string {
  return fields.map(({ name, type }) => `${name}: ${sayTypeOf(type)}`).join(', ');
}

/** A part that is any expression. */
export function expressionPart(
  kind: PartKind,
  name: string,
  expr: Parameters<typeof writeExpression>[0],
  renames: Renames,
): StepPart[] {
  return [{ ...written(kind, name, writeExpression(expr), expr.span), meaning: meaningOf(expr, renames) }];
}
