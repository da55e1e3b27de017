import type { Expr } from '../../spec/expressions/ast.ts';
import type { JsonLiteral, Step, ValueSource } from '../../spec/model.ts';
import { allTasks } from '../asked-tasks.ts';
import { type Doc, print } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { customType } from './custom.ts';
import { extractType } from './extract-step.ts';
import { inferType } from './infer-step.ts';
import { fromFile, type Module } from './module.ts';
import { fixesKey } from './row-query.ts';
import { scoreType } from './score-step.ts';
import { typescript } from './types.ts';

/** The TypeScript type of what a step gives when it is done, or null if it gives nothing. */
export function resultType(step: Step, module: Module): Doc | null {
  const { plan } = module;
  switch (step.kind) {
    case 'set':
      return step.else === null
        ? sourceType(step.value, module)
        : ['NonNullable<', sourceType(step.value, module), '>'];
    case 'find':
    case 'create':
    case 'upsert':
      return rowType(step.entity, module);
    case 'list':
      return [rowType(step.entity, module), '[]'];
    case 'count':
      return 'number';
    case 'issueToken':
      return 'string';
    case 'update':
    case 'delete': {
      const planned = plan.entities.find(({ entity }) => entity.name === step.entity);
      const row = rowType(step.entity, module);
      return planned !== undefined && fixesKey(step, planned) ? row : [row, '[]'];
    }
    case 'decide': {
      const planned = plan.decisions.find(({ name }) => name === step.decision);
      if (planned === undefined) return null;
      module.decisionsUsed.add(`type ${planned.type}`);
      const collects = plan.model.decisions.some(
        ({ name, hitPolicy }) => name === step.decision && hitPolicy === 'collect',
      );
      return collects ? [planned.type, '[]'] : planned.type;
    }
    case 'prose':
      return formOf(step, module);
    case 'userTask':
      return `(${formOf(step, module)} & { by: string; at: string })`;
    case 'extract':
      return `(${extractType(step, module)})`;
    case 'infer':
      return inferType(step, module);
    case 'custom':
      return customType(step, module);
    case 'screen':
      return fromFile(module, '../platform/screen.ts', 'type Screening').replace('type ', '');
    case 'run': {
      const planned = plan.processes.find(({ process }) => process.name === step.process);
      if (planned === undefined || planned.process.output.length === 0) return null;
      return fromFile(module, `../processes/${planned.file}.ts`, `type ${planned.type}Output`).replace('type ', '');
    }
    case 'score':
      return scoreType(step, module);
    case 'call':
      return callType(step, module);
    case 'for': {
      const last = step.do.at(-1);
      const of = last === undefined ? null : resultType(last, module);
      if (of === null || last === undefined) return null;
      const one = last.when === null ? print(of) : `${print(of)} | null`;
      return /^((NonNullable<)?[\w.]+>?|\{[^{}]*\})$/.test(one) ? `${one}[]` : `(${one})[]`;
    }
    default:
      return null;
  }
}

/** The type of a task's answer, within the module of its flow. */
function formOf({ id }: Step, { plan }: Module): string {
  return allTasks(plan).find(({ step }) => step.id === id)?.formType ?? 'never';
}

function rowType(entity: string, { plan, types }: Module): string {
  const type = plan.entities.find((planned) => planned.entity.name === entity)?.type ?? 'never';
  types.add(type);
  return type;
}

function callType(step: Extract<Step, { kind: 'call' }>, module: Module): Doc | null {
  const { plan } = module;
  const planned = plan.integrations.find(({ integration }) => integration.name === step.integration);
  const operation = planned?.operations.find(({ operation: { name } }) => name === step.operation);
  if (planned === undefined || operation === undefined) return null;
  const degrades = (step.policy.fallback ?? planned.integration.policy.fallback) !== null;
  fromFile(module, `../integrations/${planned.file}.ts`, `type ${operation.answer}`);
  return degrades ? `(${operation.answer} & { degraded: boolean })` : operation.answer;
}

function sourceType(source: ValueSource, module: Module): Doc {
  return source.kind === 'literal' ? literalType(source.value) : expressionType(source.expr, module);
}

function expressionType(expr: Expr, { plan, types }: Module): Doc {
  return typescript(expr.type, plan, types);
}

function literalType(value: JsonLiteral): Doc {
  if (value === null) return 'null';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean') return 'boolean';
  if (isList(value)) return [literalType(value[0] ?? null), '[]'];
  return 'number' in value ? 'number' : 'Record<string, unknown>';
}

function isList(value: JsonLiteral): value is readonly JsonLiteral[] {
  return Array.isArray(value);
}
