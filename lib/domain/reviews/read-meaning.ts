import { type LineIndex, lineIndex } from '../../core/text-range.ts';
import type { Access, Endpoint, Model } from '../../spec/model.ts';
import { readChanges } from './read-changes.ts';
import type { Meaning, MeaningOperation } from './review-view.ts';

/** A specification's text and what it means. */
export interface ReadSpec {
  text: string;
  model: Model;
  /** Whether the checker found no error. */
  clean: boolean;
}

const NO_MEANING = { operations: [], removedOperations: [], prose: [], assumptions: [], notUnderstood: [] };

/**
 * What a version means for a reviewer, measured against the last approved one. `null` is a text without a meaning; `isFirst`
 * says that no version was approved before.
 */
export function readMeaning(now: ReadSpec | null, before: ReadSpec | null, isFirst: boolean): Meaning {
  const changes = readChanges(now, before, isFirst);
  if (now === null) return { ...NO_MEANING, changes };
  const lines = lineIndex(now.text);
  const previous = new Map(before?.model.endpoints.map((endpoint) => [endpoint.id, endpoint]) ?? []);
  const ids = new Set(now.model.endpoints.map((endpoint) => endpoint.id));
  return {
    changes,
    operations: now.model.endpoints.map((endpoint) => {
      const old = previous.get(endpoint.id);
      const same = old !== undefined && before !== null && textOf(before, old) === textOf(now, endpoint);
      return readOperation(endpoint, lines, old === undefined ? 'new' : same ? 'same' : 'changed');
    }),
    removedOperations: [...previous.values()]
      .filter((endpoint) => !ids.has(endpoint.id))
      .map(({ method, path }) => ({ method, path })),
    prose: now.model.endpoints.flatMap((endpoint) => readProse(endpoint, lines)),
    assumptions: now.model.assumptions.map(({ subject, text, span }) => ({
      subject,
      text,
      line: lines.line(span.start) + 1,
    })),
    notUnderstood: readNotUnderstood(now.model, lines),
  };
}

function textOf(spec: ReadSpec, endpoint: Endpoint): string {
  return spec.text.slice(endpoint.span.start, endpoint.span.end).trim();
}

function readOperation(endpoint: Endpoint, lines: LineIndex, change: MeaningOperation['change']): MeaningOperation {
  return {
    name: endpoint.name,
    method: endpoint.method,
    path: endpoint.path,
    summary: endpoint.summary,
    line: lines.line(endpoint.span.start) + 1,
    access: accessSentence(endpoint.access),
    inputs: endpoint.input.map((field) => field.name),
    outputs: endpoint.output.map((field) => field.name),
    steps: endpoint.processing.length,
    proseSteps: endpoint.processing.filter((step) => step.kind === 'prose').length,
    change,
  };
}

function accessSentence(access: Access): string {
  if (access.kind === 'public') return 'anybody, without signing in';
  const roles = access.roles.length === 0 ? 'any signed-in caller' : access.roles.join(' or ');
  const scopes = access.scopes.length === 0 ? '' : ` with ${access.scopes.join(' and ')}`;
  return `${roles}${scopes}${access.origin === 'assumed' ? ' (assumed)' : ''}`;
}

function readProse(endpoint: Endpoint, lines: LineIndex): Meaning['prose'] {
  return endpoint.processing.flatMap((step) =>
    step.kind === 'prose'
      ? [
          {
            operation: endpoint.name,
            step: step.name,
            text: step.text,
            candidates: step.candidates,
            line: lines.line(step.span.start) + 1,
          },
        ]
      : [],
  );
}

function readNotUnderstood(model: Model, lines: LineIndex): Meaning['notUnderstood'] {
  const places = [
    ...model.endpoints.flatMap((endpoint) => [
      ...(endpoint.sla ? [{ subject: `${endpoint.name}.sla`, ...endpoint.sla }] : []),
      ...(endpoint.audit ? [{ subject: `${endpoint.name}.audit`, ...endpoint.audit }] : []),
    ]),
    ...model.integrations.map((integration) => ({ subject: `integrations.${integration.name}`, ...integration })),
    ...model.requirements.map((requirement) => ({ subject: `compliance.${requirement.name}`, ...requirement })),
  ];
  return places
    .filter((place) => place.notUnderstood.length > 0)
    .map((place) => ({ subject: place.subject, words: place.notUnderstood, line: lines.line(place.span.start) + 1 }));
}
