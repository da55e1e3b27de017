import { compareDecimals } from '../../decimal-text.ts';
import type { Scope } from '../../expressions/scope.ts';
import { open, scalarName, UNKNOWN } from '../../expressions/static-types.ts';
import type { Assignment, Field, ScreenStep, Type } from '../../model.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import type { Declaration } from '../forms.ts';
import { declarations, expected, oneOf, scalarsOf, visibleSpan } from '../forms.ts';
import { type Keys, readKeys } from '../keys.ts';
import { quietly } from '../quietly.ts';
import { readValue } from '../read-value.ts';
import { missingOf } from './read-given.ts';
import { type List, readLists } from './read-lists.ts';
import { readStepPolicy } from './read-step-policy.ts';
import { screenType } from './screen-type.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/**
 * `screen: SUBJECT`, `against` lists. The subject's `name` (or its only text) is compared with the entries; operations are sent
 * the fields that their input names. The result is `{best, hits, degraded}`.
 */
export const readScreen: StepReader = (ctx, world, scope, keys, { base, main }) => {
  const subject = readParts(ctx, main);
  const lists = readLists(ctx, world, keys.get('against'));
  const { given, types } = readSubject(ctx, scope, subject, lists, base.id);
  const compared = comparedName(ctx, scope, main, types);
  const against = lists.flatMap((list) => targetOf(ctx, scope, list, compared) ?? []);
  for (const list of lists) checkSent(ctx, scope, list, subject);
  const operations = lists.flatMap((list) => (list.kind === 'operation' ? [list.found] : []));
  const { policy } = readStepPolicy(ctx, scope, keys, { what: 'this screening', operations, at: base.span });
  refuseIdleFallback(ctx, keys, lists);
  const threshold = readThreshold(ctx, keys);
  const step = {
    ...base,
    kind: 'screen',
    subject: given,
    against,
    algorithm: readAlgorithm(ctx, keys),
    threshold,
    policy,
  } as const;
  return { ...NOTHING, step, result: screenType(base) };
};

/** The most parts of a subject. */
const MAX_PARTS = 100;

function readParts(ctx: ReadContext, main: YamlNode): readonly Declaration[] {
  const parts = declarations(ctx, main, 'value', 'identifier');
  const beyond = parts[MAX_PARTS];
  if (beyond !== undefined) expected(ctx, beyond.key, `A subject of at most ${MAX_PARTS} parts`);
  return parts.slice(0, MAX_PARTS);
}

/** Each value fits the inputs of that name of the operations that it is sent to. */
function readSubject(
  ctx: ReadContext,
  scope: Scope,
  subject: readonly Declaration[],
  lists: readonly List[],
  id: string,
): { given: Assignment[]; types: ReadonlyMap<string, Type> } {
  const given: Assignment[] = [];
  const types = new Map<string, Type>();
  const inputs = lists.flatMap((list) => (list.kind === 'operation' ? list.found.operation.input : []));
  const onlyOperations = lists.length > 0 && lists.every((list) => list.kind === 'operation');
  for (const { name, span, key, value } of subject) {
    const field = inputs.find((input) => input.name === name);
    if (field === undefined && onlyOperations) {
      const suggestion = ctx.reporter.suggest(
        name,
        inputs.map((input) => input.name),
      );
      ctx.reporter.report('SPC2013', key.span, { what: 'input of the operations that are asked', name, suggestion });
      continue;
    }
    const read = readValue(ctx, scope, value, field?.type ?? null);
    if (read === null) continue;
    given.push({ id: `${id}/screen/${name}`, span, name, value: read.source });
    types.set(name, read.type);
  }
  return { given, types };
}

/** The text that is compared: `name`, or the only text. Null (reported) if there is none, or if it may be missing. */
function comparedName(ctx: ReadContext, scope: Scope, main: YamlNode, types: ReadonlyMap<string, Type>): string | null {
  const texts = [...types].filter(([, type]) => type === UNKNOWN || isName(open(scope.table, type).type));
  const [name, type] = texts.find(([candidate]) => candidate === 'name') ?? (texts.length === 1 ? texts : [])[0] ?? [];
  if (name === undefined || type === undefined) {
    const reason = 'The subject has no text to compare with the entries. Give it a `name`.';
    ctx.reporter.report('FLW5030', visibleSpan(ctx, main), { reason });
    return null;
  }
  if (!open(scope.table, type).optional) return name;
  const reason = `\`${name}\` of the subject may be missing, and without it nothing can be compared. Test it with \`when\`.`;
  ctx.reporter.report('FLW5030', visibleSpan(ctx, main), { reason });
  return null;
}

/** Names are texts that people write: addresses, numbers and ids are alike by chance. */
function isName(type: Type): boolean {
  return type.kind === 'enum' || scalarName(type) === 'string';
}

/** The list as the model says it. An entity's field is the one that is written, or the one with the compared name. */
function targetOf(
  ctx: ReadContext,
  scope: Scope,
  list: List,
  compared: string | null,
): ScreenStep['against'][number] | null {
  const { span } = list.node;
  if (list.kind === 'operation') {
    const { integration, operation } = list.found;
    return { kind: 'operation', integration: integration.name, operation: operation.name, span };
  }
  const { entity } = list;
  const wanted = list.field ?? compared;
  const field = entity.fields.find((candidate) => candidate.name === wanted);
  if (wanted !== null && (field === undefined || !isName(open(scope.table, field.type).type))) {
    const reason = `\`${entity.name}\` has no text \`${wanted}\` to compare with. Name the field, as in \`${entity.name}.${textField(scope, entity.fields)}\`.`;
    ctx.reporter.report('FLW5030', span, { reason });
    return null;
  }
  return { kind: 'entity', entity: entity.name, field: list.field, span };
}

function textField(scope: Scope, fields: readonly Field[]): string {
  return fields.find((field) => isName(open(scope.table, field.type).type))?.name ?? 'name';
}

/** What each operation needs of the subject, and that every value fits every operation that it is sent to. */
function checkSent(ctx: ReadContext, scope: Scope, list: List, subject: readonly Declaration[]): void {
  if (list.kind !== 'operation') return;
  const { operation, name } = list.found;
  const missing = missingOf(scope, operation.input, new Set(subject.map((declaration) => declaration.name)));
  if (missing.length > 0) ctx.reporter.report('FLW5022', list.node.span, { what: `\`${name}\``, fields: missing });
  for (const declaration of subject) {
    const field = operation.input.find((input) => input.name === declaration.name);
    // As the input of the first operation that has it, the value is read and reported already.
    if (field === undefined || list.first.has(declaration.name)) continue;
    const { problem } = quietly(ctx, (quiet) => readValue(quiet, scope, declaration.value, field.type));
    if (problem === null) continue;
    const reason = `\`${declaration.name}\` does not fit its input (${problem.message.replace(/\.$/, '')})`;
    ctx.reporter.report('FLW5029', list.node.span, { operation: name, reason });
  }
}

/** Rows of the service's own entities are always there. */
function refuseIdleFallback(ctx: ReadContext, keys: Keys, lists: readonly List[]): void {
  const entry = keys.entry('fallback');
  if (entry === undefined || lists.length === 0 || lists.some((list) => list.kind === 'operation')) return;
  const reason = 'Entities are always there, so there is nothing that a fallback could stand in for. Remove it.';
  ctx.reporter.report('FLW5025', entry.key.span, { reason });
}

function readThreshold(ctx: ReadContext, keys: Keys): string {
  const node = keys.get('threshold');
  if (node === undefined) {
    const at = keys.entry('threshold')?.key.span ?? keys.entry('screen')?.key.span ?? keys.node.span;
    ctx.reporter.report('SPC2002', at, { key: 'threshold', where: 'A `screen` step' });
    return '1';
  }
  const text = node.kind === 'scalar' ? node.value : '';
  if (/^(0|1)(\.\d{1,4})?$/.test(text) && compareDecimals(text, '1') <= 0) return text;
  ctx.reporter.report('FLW5026', visibleSpan(ctx, node), {
    what: 'A threshold, of at most four digits after the point,',
    min: '0',
    max: '1',
  });
  return '1';
}

const FOLDS = ['case', 'diacritics', 'token_order'] as const;

function readAlgorithm(ctx: ReadContext, keys: Keys): ScreenStep['algorithm'] {
  const usual = { name: 'jaro_winkler', fold: FOLDS } as const;
  const node = keys.get('algorithm');
  if (node === undefined) return usual;
  if (node.kind === 'scalar') {
    oneOf(ctx, node, ['jaro_winkler'], 'An algorithm');
    return usual;
  }
  const said = readKeys(ctx, node, 'algorithm', visibleSpan(ctx, node));
  const [name, fold] = [said?.get('name'), said?.get('fold')];
  if (name !== undefined) oneOf(ctx, name, ['jaro_winkler'], 'An algorithm');
  if (fold === undefined) return usual;
  const folds = scalarsOf(ctx, fold, 'what makes no difference').flatMap(
    (item) => oneOf(ctx, item, FOLDS, 'A fold') ?? [],
  );
  return { name: 'jaro_winkler', fold: [...new Set(folds)] };
}
