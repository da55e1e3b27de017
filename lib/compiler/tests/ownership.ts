import type { Expr } from '../../spec/expressions/ast.ts';
import type { Endpoint, Step } from '../../spec/model.ts';
import type { EntityPlan, OperationPlan, Plan } from '../plan.ts';
import { plainType } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { group, indent, line, list, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { quote, sqlName } from '../text/quote.ts';
import { examplePath, requestOf } from './requests.ts';
import { type StoredRow, storedRow } from './stored-row.ts';

interface Owned {
  operation: OperationPlan;
  planned: EntityPlan;
  row: StoredRow;
  /** A caller who may call, and may see nothing but what is their own. */
  roles: readonly string[];
  /** A role that sees rows of others here. */
  sees: string | null;
  /** Whether the owner is sure to be answered something else than what is answered where there is no row. */
  told: boolean;
}

/** Who the rows belong to: nobody that another test calls as. */
const UUID = '00000000-0000-4000-8000-0000000000fe';

/** test/ownership.test.ts: rows of others are as if they were not there, and nobody changes them; null where no rows are owned. */
export function ownershipTests(plan: Plan): string | null {
  const found = plan.operations.flatMap((operation) => ownedBy(operation, plan) ?? []);
  if (found.length === 0) return null;
  const stored = new Set(found.flatMap(({ row }) => row.entities));
  const [sub] = strangers(plan);
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ...[...stored].map(({ file, insert }): Import => [`../src/data/${file}.ts`, insert]),
      [
        './examples.ts',
        ...found
          .filter(({ operation }) => operation.body.length > 0)
          .map(({ operation }) => `${operation.name}Example`),
      ],
      ['./fixture.ts', 'db', 'type Got', 'send', 'type TokenClaims'],
    ])}

    /** Whose rows these are. */
    const OWNER = ${quote(sub)};

    ${found.map((one) => origin(one.operation.endpoint, ownedTest(one, plan))).join('\n\n')}

    /** What a caller can tell an answer from another by. */
    function seen({ status, body }: Got): object {
      return { status, body };
    }
  `;
}

function ownedTest({ operation, planned, row, roles, sees, told }: Owned, plan: Plan): string {
  const request = requestOf(operation, quote(examplePath(operation, plan)), plan, 'as');
  const query = `await db.query('SELECT * FROM ${sqlName(planned.table)}')`;
  return code`
    test(${quote(`${operation.endpoint.name} knows nothing of what belongs to others`)}, async () => {
      ${print(group(['const ask = (as: TokenClaims) =>', indent([line, request]), ';']), 2)}
      ${print(['const stranger = { roles: ', list('[', roles.map(quote), ']'), ' };'], 2)}
      const nothing = seen(await ask(stranger));
      const now = new Date().toISOString();
      ${row.statements.map((one) => print(one, 2))}
      const before = ${query};
      assert.deepEqual(seen(await ask(stranger)), nothing);
      assert.deepEqual(${query}, before);
      ${when(sees !== null, `assert.notDeepEqual(seen(await ask({ roles: [${quote(sees ?? '')}] })), nothing);`)}
      ${when(told, 'assert.notDeepEqual(seen(await ask({ ...stranger, sub: OWNER })), nothing);')}
    });
  `;
}

/** Names of callers in the form that the service knows: one who owns rows. */
function strangers({ model, entities }: Plan): [string] {
  const [first] = model.auth;
  const subject = entities.find(({ entity }) => entity.name === first?.subject);
  const field = subject?.entity.fields.find((one) => one.key);
  const plain = field === undefined ? null : plainType(field.type, model);
  return [plain?.kind === 'scalar' && plain.name === 'uuid' ? UUID : 'owner'];
}

/** The first step that looks at rows decides: what it does not find ends the operation, or is all that it answers. */
function ownedBy(operation: OperationPlan, plan: Plan): Owned | null {
  const { endpoint } = operation;
  const { access } = endpoint;
  if (access.kind !== 'authenticated') return null;
  const step = endpoint.processing.find(touchesRows);
  if (step === undefined || !('where' in step) || step.where === null || step.when !== null) return null;
  const planned = plan.entities.find(({ entity }) => entity.name === step.entity);
  if (planned === undefined) return null;
  const { owner, visibleTo } = planned.entity;
  const asked = conditions(step.where)
    .map(mine)
    .find((one) => one !== null);
  const { field, lifted } = owner === null ? (asked ?? NOT_OWNED) : { field: owner, lifted: visibleTo };
  if (field === null || !decides(step, endpoint)) return null;
  const roles = access.roles.filter((role) => !lifted.includes(role)).slice(0, 1);
  if (access.roles.length > 0 && roles.length === 0) return null;
  const row = storedRow(planned, new Map([[field, 'OWNER']]), plan);
  if (row === null || isSubject(planned, plan)) return null;
  const told = step.kind === 'find' && step.else !== null && isPlain(step.where);
  const reader = access.roles.find((role) => lifted.includes(role)) ?? null;
  return { operation, planned, row, roles, told, sees: told ? reader : null };
}

/** Callers are rows of their own: each finds itself. */
function isSubject({ entity }: EntityPlan, { model }: Plan): boolean {
  return model.auth.some(({ subject }) => subject === entity.name);
}

type RowStep = Extract<Step, { kind: 'find' | 'list' | 'count' | 'update' | 'delete' | 'create' | 'upsert' }>;

const ROW_STEPS: readonly string[] = ['find', 'list', 'count', 'update', 'delete', 'create', 'upsert'];

function touchesRows(step: Step): step is RowStep {
  return ROW_STEPS.includes(step.kind);
}

function decides(step: RowStep, { processing, method }: Endpoint): boolean {
  const before = processing.slice(0, processing.indexOf(step));
  if (before.some(({ kind }) => !['set', 'guard', 'decide'].includes(kind))) return false;
  if (step.kind === 'find') return step.else !== null;
  const others = processing.filter((other) => other !== step);
  if (step.kind === 'list' || step.kind === 'count') return method === 'GET' && !others.some(touchesRows);
  return step.kind === 'update' || step.kind === 'delete';
}

/** What makes rows a caller's own: the column that must name the caller, unless the caller has one of some roles. */
interface Mine {
  field: string | null;
  lifted: readonly string[];
}

const NOT_OWNED: Mine = { field: null, lifted: [] };

/** `customer == caller.id || "clerk" in caller.roles`, with any number of roles or none; null for anything else. */
function mine(condition: Expr): Mine | null {
  const parts = split(condition, '||');
  const [field, ...others] = parts.flatMap((part) =>
    part.kind === 'binary' && part.operator === '==' && isCallers(part.right, 'id') ? [columnOf(part.left)] : [],
  );
  const lifted = parts.flatMap((part) =>
    part.kind === 'binary' && part.operator === 'in' && part.left.kind === 'string' && isCallers(part.right, 'roles')
      ? [part.left.value]
      : [],
  );
  if (field === undefined || field === null || others.length > 0 || lifted.length !== parts.length - 1) return null;
  return { field, lifted };
}

/** Whether a condition does nothing but compare columns with what was sent and with who calls. */
function isPlain(where: Expr): boolean {
  return conditions(where).every(
    (one) =>
      mine(one) !== null ||
      (one.kind === 'binary' && one.operator === '==' && columnOf(one.left) !== null && isInput(one.right)),
  );
}

function conditions(where: Expr): Expr[] {
  return split(where, '&&');
}

function split(expr: Expr, operator: '&&' | '||'): Expr[] {
  if (expr.kind !== 'binary' || expr.operator !== operator) return [expr];
  return [...split(expr.left, operator), ...split(expr.right, operator)];
}

function columnOf(expr: Expr): string | null {
  return expr.kind === 'name' && expr.scope === 'row' ? expr.name : null;
}

function isCallers(expr: Expr, name: 'id' | 'roles'): boolean {
  return expr.kind === 'member' && expr.name === name && expr.of.kind === 'name' && expr.of.scope === 'caller';
}

function isInput(expr: Expr): boolean {
  return expr.kind === 'member' && expr.of.kind === 'name' && expr.of.scope === 'input' && expr.of.name === 'input';
}
