import type { Expr } from '../../expressions/ast.ts';
import type { Scope } from '../../expressions/scope.ts';
import { isText, open, sayType, UNKNOWN } from '../../expressions/static-types.ts';
import type { Assignment, Field, Type, UserTaskStep } from '../../model.ts';
import { scalar } from '../../scalar-type.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { declarations, scalarsOf, textOf, visibleSpan, wholeNumber } from '../forms.ts';
import { readKeys } from '../keys.ts';
import { readRoleNames } from '../read-access.ts';
import { readFormula } from '../read-expression.ts';
import { readFields } from '../read-fields.ts';
import { readPeriodNode } from '../read-promises.ts';
import { readValue } from '../read-value.ts';
import { type Flow, NOTHING, type StepBase, type StepReader } from './step-reading.ts';

const MAX_SHOWN = 50;

/** `userTask`: waits for a person. Its result has the fields of `result`, `by` (who gave them) and `at` (when). */
export const readUserTask: StepReader = (ctx, _world, scope, keys, { base, main, flow }) => {
  const title = textOf(ctx, main, 'What is to be done');
  for (const key of ['candidates', 'result'])
    if (keys.get(key) === undefined) ctx.reporter.report('SPC2002', base.span, { key, where: 'A `userTask` step' });
  const [candidates, notBy, show, due, respond] = ['candidates', 'notBy', 'show', 'due', 'respond'].map((key) =>
    keys.get(key),
  );
  const result = readFields(ctx, keys.get('result'), `${base.id}/result`, base.name);
  for (const field of result) refuseOwnName(ctx, field);
  const task: UserTaskStep = {
    kind: 'userTask',
    title: title ?? '',
    candidates: candidates === undefined ? [] : readRoleNames(ctx, candidates),
    notBy: notBy === undefined ? [] : readPeople(ctx, scope, notBy),
    show: show === undefined ? [] : readExpressions(ctx, scope, show, 'values to show'),
    result,
    due: due === undefined ? null : readDue(ctx, due),
    respond: respond === undefined ? null : readRespond(ctx, scope, respond, base, flow),
  };
  const given: Type = { kind: 'object', fields: [...result, ...added(base)] };
  if (title === null) return { ...NOTHING, result: given };
  return { step: { ...base, ...task }, result: given, present: [] };
};

const OWN = [
  { name: 'by', type: scalar('string'), summary: 'Who gave them.' },
  { name: 'at', type: scalar('timestamp'), summary: 'When.' },
] as const;

function refuseOwnName(ctx: ReadContext, { name, span }: Field): void {
  if (OWN.some((own) => own.name === name))
    ctx.reporter.report('SPC2007', span, { name, rule: 'every task gives `by` and `at` by these names' });
}

/** What every completed task gives besides. */
function added({ id, span }: StepBase): Field[] {
  return OWN.map((own) => ({ ...own, id: `${id}/result/${own.name}`, span, typeOrigin: 'default', protection: null }));
}

/** Expressions in a list or alone; with or without `=`, as both are plain here. */
function readExpressions(ctx: ReadContext, scope: Scope, node: YamlNode, what: string): Expr[] {
  return scalarsOf(ctx, node, what)
    .slice(0, MAX_SHOWN)
    .flatMap((item) => readFormula(ctx, item, scope)?.expr ?? []);
}

/** Who must not do it: ids of people, or lists of them. */
function readPeople(ctx: ReadContext, scope: Scope, node: YamlNode): Expr[] {
  const found = readExpressions(ctx, scope, node, 'people');
  for (const expr of found) {
    const { type } = open(scope.table, expr.type);
    const of = type.kind === 'list' ? open(scope.table, type.of).type : type;
    if (of !== UNKNOWN && !isText(of))
      ctx.reporter.report('TYP3008', expr.span, { expected: "A person's id", found: sayType(expr.type) });
  }
  return found;
}

function readDue(ctx: ReadContext, node: YamlNode): UserTaskStep['due'] {
  if (node.kind === 'scalar') {
    const within = readPeriodNode(ctx, node);
    return within === null ? null : { within, escalate: null, span: node.span };
  }
  const keys = readKeys(ctx, node, 'due', visibleSpan(ctx, node));
  const [withinNode, escalateNode] = [keys?.get('within'), keys?.get('escalate')];
  const within = withinNode === undefined ? null : readPeriodNode(ctx, withinNode);
  const escalate = escalateNode === undefined ? null : (readRoleNames(ctx, escalateNode)[0] ?? null);
  return within === null ? null : { within, escalate, span: node.span };
}

function readRespond(
  ctx: ReadContext,
  scope: Scope,
  node: YamlNode,
  base: StepBase,
  flow: Flow,
): UserTaskStep['respond'] {
  const keys = readKeys(ctx, node, 'respond', visibleSpan(ctx, node));
  if (keys === null) return null;
  const [statusNode, withNode] = [keys.get('status'), keys.get('with')];
  const status = statusNode === undefined ? 202 : wholeNumber(ctx, statusNode, 'A status of success', 200, 299);
  const listed = withNode === undefined ? [] : declarations(ctx, withNode, 'value', 'identifier');
  const values = listed.flatMap(({ name, key, value, span }): Assignment[] => {
    const output = flow.outputs.find((field) => field.name === name);
    if (output === undefined) hintOutput(ctx, flow, key);
    const read = readValue(ctx, scope, value, output?.type ?? null);
    return read === null ? [] : [{ id: `${base.id}/respond/${name}`, span, name, value: read.source }];
  });
  return { status: status ?? 202, with: values, span: node.span };
}

/** A value that is no output is allowed; one that is nearly an output is most likely misspelt. */
function hintOutput(ctx: ReadContext, flow: Flow, key: { value: string; span: Expr['span'] }): void {
  const suggestion = ctx.reporter.suggest(
    key.value,
    flow.outputs.map(({ name }) => name),
  );
  if (suggestion === null) return;
  ctx.reporter.report('FLW5065', key.span, { name: key.value, suggestion }, [
    { title: `Write ${suggestion}`, edits: [{ span: key.span, text: suggestion }] },
  ]);
}
