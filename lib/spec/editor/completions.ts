import type { Span } from '../../core/text-range.ts';
import { BUILT_IN_ERRORS, CALL_FAILURES } from '../built-in-errors.ts';
import { writeType } from '../expressions/static-types.ts';
import type { Model } from '../model.ts';
import { SCALAR_NAMES } from '../scalar-type.ts';
import { LANGUAGE } from '../shape/language.ts';
import type { Shape, Takes } from '../shape/shape.ts';
import { KEYS_OF_KIND, STEP_KINDS } from '../shape/step-shape.ts';
import { allSteps, flowsOf } from '../step-tree.ts';
import { expressionCompletions } from './expression-completions.ts';
import { givenFields } from './given-fields.ts';
import { type Inspection, inspect, scopeAt } from './inspect.ts';
import { type Place, placeAt } from './place.ts';

/** A proposal to put `insert` in the place of `span`. */
export interface Completion {
  label: string;
  kind: 'key' | 'value' | 'type' | 'name' | 'field' | 'function';
  /** A few words about it. */
  detail: string | null;
  insert: string;
  span: Span;
}

/** Stands for what is not written yet, so that the text around the cursor can be read. A name that nobody uses. */
const CURSOR = 'zzcursorzz';

/** What can be written at an offset, best first. Empty where nothing is known, as in prose. */
export function completionsAt(text: string, offset: number): Completion[] {
  const word = wordAround(text, offset);
  for (const patched of patches(text, word)) {
    const inspection = inspect(patched.text);
    const place = inspection?.root == null ? null : placeAt(inspection.root, patched.cursor);
    if (inspection === null || inspection === undefined || place === null) continue;
    const mark = place.kind === 'value' ? place.node.value : place.key.value;
    if (!mark.includes(CURSOR)) continue;
    return proposals(inspection, place, patched.cursor, word.span);
  }
  return [];
}

interface Word {
  span: Span;
  /** What stands before the word in its line. */
  before: string;
}

function wordAround(text: string, offset: number): Word {
  let start = offset;
  while (start > 0 && /[A-Za-z0-9_$]/.test(text[start - 1] ?? '')) start--;
  let end = offset;
  while (end < text.length && /[A-Za-z0-9_]/.test(text[end] ?? '')) end++;
  const line = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  return { span: { start, end }, before: text.slice(line, start) };
}

/** The text with a cursor word, as a key where a key can stand and as a value. */
function patches(text: string, { span, before }: Word): { text: string; cursor: number }[] {
  const [head, tail] = [text.slice(0, span.start), text.slice(span.end)];
  const alone = /^[ \t]*:/.test(tail);
  const asKey = { text: `${head}${CURSOR}${alone ? '' : ': 0'}${tail}`, cursor: span.start + CURSOR.length };
  const asValue = {
    text: `${head}${/:$/.test(before) ? ' ' : ''}${CURSOR}${tail}`,
    cursor: span.start + CURSOR.length,
  };
  return /^\s*(- +)*$/.test(before) || /[{,]\s*$/.test(before) ? [asKey, asValue] : [asValue];
}

function proposals(inspection: Inspection, place: Place, cursor: number, span: Span): Completion[] {
  if (place.kind === 'name' && place.shape !== 'fieldReader') return [];
  if (place.kind === 'name' || place.kind === 'given') return givenProposals(inspection.model, place, span);
  if (place.kind === 'key') return keyProposals(LANGUAGE[place.shape], place.shape === 'step', place.written, span);
  const { takes, node } = place;
  const formula = node.value.startsWith('=') || takes.form === 'expression';
  if (formula) {
    const scope = scopeAt(inspection, cursor);
    const upTo = inspection.text.slice(node.content.start, cursor - CURSOR.length);
    return scope === null ? [] : expressionCompletions(scope, upTo.replace(/^=/, ''), span);
  }
  return valueProposals(takes, inspection.model, place, span);
}

function keyProposals(shape: Shape, isStep: boolean, written: readonly string[], span: Span): Completion[] {
  const kind = STEP_KINDS.find((candidate) => written.includes(candidate));
  const fits = (key: string): boolean => {
    if (!isStep) return true;
    if (kind === undefined) return key === 'when' || (STEP_KINDS as readonly string[]).includes(key);
    return key === 'when' || KEYS_OF_KIND[kind].includes(key);
  };
  const open = Object.entries(shape.keys).filter(([key]) => !written.includes(key) && fits(key));
  const sorted = [...open.filter(([, says]) => says.required), ...open.filter(([, says]) => !says.required)];
  return sorted.map(([key, says]) => ({ label: key, kind: 'key', detail: says.doc, insert: `${key}: `, span }));
}

/** The names of what a step can give, without those already given; a value of one's own is typed behind the name. */
function givenProposals(
  model: Model | null,
  place: Extract<Place, { kind: 'name' | 'given' }>,
  span: Span,
): Completion[] {
  const fields = model === null ? [] : givenFields(model, place.owner, place.of);
  return fields
    .filter(({ name }) => !place.written.includes(name))
    .map(({ name, type }) => ({ label: name, kind: 'field', detail: writeType(type), insert: `${name}: `, span }));
}

function valueProposals(
  takes: Takes,
  model: Model | null,
  place: Extract<Place, { kind: 'value' }>,
  span: Span,
): Completion[] {
  const value = (label: string, detail: string | null = null): Completion => ({
    label,
    kind: 'value',
    detail,
    insert: label,
    span,
  });
  const names = (nodes: readonly { name: string }[] | undefined, detail: string): Completion[] =>
    (nodes ?? []).map(({ name }) => ({ label: name, kind: 'name', detail, insert: name, span }));
  switch (takes.form) {
    case 'oneOf':
      return takes.values.map((label) => value(label));
    case 'type':
      return [
        ...names(model?.types, 'type'),
        ...SCALAR_NAMES.map((label): Completion => ({ label, kind: 'type', detail: 'built in', insert: label, span })),
        ...names(model?.entities, 'a row'),
      ];
    case 'reference':
      return referenceProposals(takes.to, model, place, span);
    case 'map':
      return takes.shape === 'access'
        ? [
            value('public', 'anybody, without signing in'),
            value('optional', 'signed in or not'),
            value('authenticated', 'any signed-in caller'),
          ]
        : [];
    case 'phrase':
      return PHRASES[takes.phrase].map((label) => value(label));
    default:
      return [];
  }
}

const PHRASES: Readonly<Record<Extract<Takes, { form: 'phrase' }>['phrase'], readonly string[]>> = {
  sla: ['95% under 30 seconds', '99% under 500 ms'],
  audit: ['full request/response logging', 'requests and decisions'],
  period: ['30 days', '1 year', '7 years'],
  fallback: ['snapshot(24h)'],
  score: ['0'],
};

function referenceProposals(
  to: Extract<Takes, { form: 'reference' }>['to'],
  model: Model | null,
  place: Extract<Place, { kind: 'value' }>,
  span: Span,
): Completion[] {
  if (to === 'operation') return operationProposals(model, place.node.value, span);
  const found = {
    entity: model?.entities,
    error: errorsAt(model, place),
    role: model?.roles,
    decision: model?.decisions,
    field: model === null ? [] : fieldsAt(model, place),
    process: model?.processes,
    scorecard: model?.scorecards,
    event: model?.events,
    integration: model?.integrations,
  }[to];
  return (found ?? []).map(({ name }) => ({ label: name, kind: 'name', detail: to, insert: name, span }));
}

/** Declared errors, and those that every service knows; where errors are caught, failures of outside work as well. */
function errorsAt(model: Model | null, { shape }: Extract<Place, { kind: 'value' }>): { name: string }[] {
  const declared = model?.errors ?? [];
  const others = [...BUILT_IN_ERRORS.keys(), ...(shape === 'catch' ? CALL_FAILURES.keys() : [])];
  const names = new Set(declared.map(({ name }) => name));
  return [...declared, ...others.filter((name) => !names.has(name)).map((name) => ({ name }))];
}

/** The fields of the entity that the place is in, or of the one that the step is about. */
function fieldsAt(model: Model, { node }: Extract<Place, { kind: 'value' }>): readonly { name: string }[] {
  const around = ({ span }: { span: Span }): boolean => span.start <= node.span.start && node.span.end <= span.end;
  const step = flowsOf(model)
    .flatMap(({ steps }) => allSteps(steps))
    .findLast(around);
  const name = step !== undefined && 'entity' in step ? step.entity : null;
  const entity = model.entities.find((one) => one.name === name) ?? model.entities.find(around);
  return entity?.fields ?? [];
}

/** `INTEGRATION.OPERATION`; behind the point the operations of that integration. Both may have hyphens. */
function operationProposals(model: Model | null, written: string, span: Span): Completion[] {
  const typed = written.slice(0, written.indexOf(CURSOR));
  const point = typed.indexOf('.');
  const at = { start: span.start - (typed.length - point - 1), end: span.end };
  return (model?.integrations ?? []).flatMap(({ name, operations }) =>
    point >= 0 && name !== typed.slice(0, point)
      ? []
      : operations.map((operation): Completion => {
          const text = point < 0 ? `${name}.${operation.name}` : operation.name;
          return { label: text, kind: 'name', detail: operation.summary ?? 'operation', insert: text, span: at };
        }),
  );
}
