import { misfit, open, sayType, UNKNOWN } from '../expressions/static-types.ts';
import type { Field, OutputField } from '../model.ts';
import type { YamlNode } from '../yaml/node.ts';
import { checkContent } from './check-content.ts';
import { checkNoPassword } from './check-no-password.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations } from './forms.ts';
import { readField } from './read-field.ts';
import { checkNotLaxer } from './read-protection.ts';
import { readRenamedFrom } from './read-renamed-from.ts';
import type { StepsReading } from './read-steps.ts';
import { readValue } from './read-value.ts';
import { readWireName, refuseSameWireNames } from './read-wire-name.ts';

/** An output with its type, before it is known where its value comes from. */
export interface OutputDraft {
  field: Field;
  declaration: Declaration;
  /** What is written under `value`. */
  value: YamlNode | undefined;
  as: string | null;
  renamedFrom: string | null;
}

/** Reads the names and types of what the caller gets. */
export function readOutputFields(
  ctx: ReadContext,
  node: YamlNode | undefined,
  endpointId: string,
  operation: string,
): OutputDraft[] {
  const listed = node === undefined ? [] : declarations(ctx, node, 'output', 'identifier');
  const names = new Set(listed.map(({ name }) => name));
  return listed.map((declaration) => {
    const { name } = declaration;
    const id = `${endpointId}/output/${name}`;
    const read = readField(ctx, declaration, { id, subject: `${operation}.output.${name}`, name }, 'output');
    const field: Field = {
      id,
      span: declaration.span,
      name,
      type: read.type,
      typeOrigin: read.origin,
      summary: read.summary,
      protection: read.protection,
    };
    return {
      field,
      declaration,
      value: read.keys?.get('value'),
      as: readWireName(ctx, read.keys, 'body'),
      renamedFrom: readRenamedFrom(ctx, read.keys, 'identifier', name, names),
    };
  });
}

/** The outputs that neither a value nor a step of their name gives. */
export function unproduced(drafts: readonly OutputDraft[], steps: YamlNode | undefined): Field[] {
  const names = new Set(stepNames(steps));
  return drafts
    .filter((draft) => draft.value === undefined && !names.has(draft.field.name))
    .map((draft) => draft.field);
}

function stepNames(node: YamlNode | undefined): string[] {
  if (node?.kind === 'map') return node.entries.map((entry) => entry.key.value);
  if (node?.kind !== 'seq') return [];
  return node.items.flatMap((item) =>
    item.kind === 'map' ? item.entries.slice(0, 1).map((entry) => entry.key.value) : [],
  );
}

/** Gives each output its value: what is written, the step of its name, or the form of the last prose step. */
export function readOutputs(ctx: ReadContext, drafts: readonly OutputDraft[], steps: StepsReading): OutputField[] {
  const lastProse = steps.steps.findLast((step) => step.kind === 'prose')?.name ?? null;
  const outputs = drafts.flatMap((draft) => readOutput(ctx, draft, steps, lastProse) ?? []);
  const { table } = steps.scope;
  for (const { field, declaration } of drafts) {
    const at = declaration.key.span;
    checkNotLaxer(ctx, table.types, field.protection, field.type, at);
    checkContent(ctx, table, field.type, declaration.value.span);
    checkNoPassword(ctx, table, field.type, field.name, at);
  }
  refuseSameWireNames(ctx, outputs);
  return outputs;
}

function readOutput(
  ctx: ReadContext,
  draft: OutputDraft,
  steps: StepsReading,
  lastProse: string | null,
): OutputField | null {
  const { field, value, as, renamedFrom } = draft;
  if (value !== undefined) {
    const read = readValue(ctx, steps.scope, value, field.type);
    return read === null ? null : { ...field, from: read.source, fromOrigin: 'written', as, renamedFrom };
  }
  const prose = steps.steps.some((step) => step.kind === 'prose' && step.name === field.name);
  const result = steps.scope.steps.get(field.name);
  if (result !== undefined && result !== UNKNOWN && !prose) {
    checkStepResult(ctx, steps, draft);
    return { ...field, from: { kind: 'step', step: field.name }, fromOrigin: 'default', as, renamedFrom };
  }
  if (lastProse !== null && !prose && result === undefined)
    return { ...field, from: { kind: 'form', step: lastProse }, fromOrigin: 'default', as, renamedFrom };
  // A step of that name that could not be read is reported already.
  if (result !== UNKNOWN) ctx.reporter.report('FLW5003', draft.declaration.key.span, { name: field.name });
  return null;
}

function checkStepResult(ctx: ReadContext, steps: StepsReading, { field, declaration }: OutputDraft): void {
  const type = steps.scope.steps.get(field.name);
  if (type === undefined) {
    ctx.reporter.report('FLW5003', declaration.key.span, { name: field.name });
    return;
  }
  const problem = misfit(steps.scope.table, type, field.type);
  const full = open(steps.scope.table, field.type).type;
  if (problem === 'digits') {
    ctx.reporter.report('TYP3009', declaration.value.span, { scale: full.kind === 'scalar' ? (full.scale ?? 0) : 0 });
  } else if (problem === 'missing') ctx.reporter.report('EXP4005', declaration.value.span, { text: field.name });
  else if (problem === 'type') {
    const said = sayType(field.type);
    const expected = said.charAt(0).toUpperCase() + said.slice(1);
    ctx.reporter.report('TYP3008', declaration.value.span, {
      expected,
      found: `${sayType(type)} from the step of that name`,
    });
  }
}
