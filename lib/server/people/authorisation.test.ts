import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { may, type Permission, type PlatformRole } from '../../domain/access/permissions.ts';
import { ROLES } from '../../domain/access/roles.ts';
import type { Context } from '../context.ts';

/** Which permission each use case demands. Use cases that only read, and demand `read`, need no line. */
const DEMANDS: Readonly<Record<string, Permission>> = {
  'agents/decide-draft.ts decideDraft': 'agent.use',
  'agents/draft-specification.ts draftSpecification': 'agent.use',
  'deployments/call-operation.ts callOperation': 'deployment.call',
  'deployments/issue-token.ts issueToken': 'deployment.call',
  'deployments/read-request.ts readRequest': 'deployment.call',
  'deployments/roll-back.ts rollBack': 'deployment.rollback',
  'people/add-person.ts addPerson': 'people.manage',
  'people/change-own-password.ts changeOwnPassword': 'read',
  'people/change-person.ts changePerson': 'people.manage',
  'people/list-people.ts listPeople': 'people.manage',
  'people/reset-password.ts resetPassword': 'people.manage',
  'reviews/approve.ts approve': 'review.decide',
  'reviews/open-signing.ts openSigning': 'review.decide',
  'reviews/reject.ts reject': 'review.decide',
  'runs/cancel-run.ts cancelRun': 'run.cancel',
  'runs/start-run.ts startRun': 'run.start',
  'specs/create-service.ts createService': 'spec.edit',
  'specs/save-draft.ts saveDraft': 'spec.edit',
  'specs/save-version.ts saveVersion': 'spec.edit',
  'tasks/claim-task.ts claimTask': 'task.complete',
  'tasks/complete-task.ts completeTask': 'task.complete',
  'tasks/get-task.ts getTask': 'task.complete',
  'tasks/list-tasks.ts listTasks': 'task.complete',
};

/** Parts of use cases: called by one that has authorised, never from app/ (tested below). */
const PARTS: readonly string[] = [
  'deployments/call-as.ts callAs',
  'deployments/call-as.ts tokenRequest',
  'ledger/list-entries.ts readEntries',
  'people/verify-fresh.ts verifyFresh',
  'people/verify-fresh.ts freshProofKind',
  'reviews/commit-decision.ts commitDecision',
  'runs/read-run-events.ts readAllRunEvents',
  'runs/stream-run-events.ts streamRunEvents',
  'tasks/call-task-api.ts callTaskApi',
];

/** Parts that pages may call: they speak of the actor only, or authorise in what they call first. */
const HARMLESS: readonly string[] = [
  'people/verify-fresh.ts freshProofKind',
  'runs/read-run-events.ts readAllRunEvents',
  'runs/read-run-events.ts readAllRunEvents',
  'runs/stream-run-events.ts streamRunEvents',
];

const SERVER = resolve(import.meta.dirname, '..');
const APP = resolve(SERVER, '../../app');
const found = filesBelow(SERVER).flatMap(useCasesOf);

test('every use case authorises in its first statement, by the permission in the table', () => {
  const demanded = Object.fromEntries(
    found.filter(({ name }) => !PARTS.includes(name)).map(({ name, permission }) => [name, permission]),
  );
  const expected = Object.fromEntries(Object.keys(demanded).map((name) => [name, DEMANDS[name] ?? 'read'] as const));
  expect(demanded).toEqual(expected);
});

test('what changes something demands more than reading, unless the table says so', () => {
  const writers = found.filter(({ permission, writes }) => permission === 'read' && writes).map(({ name }) => name);
  expect(writers.filter((name) => DEMANDS[name] !== 'read')).toEqual([]);
});

test('the table and the list of parts name nothing that is gone', () => {
  const names = new Set(found.map(({ name }) => name));
  expect([...Object.keys(DEMANDS), ...PARTS].filter((name) => !names.has(name))).toEqual([]);
});

const refusals = found.flatMap(({ name, file, permission }) =>
  permission === null ? [] : ROLES.filter((role) => !may(role, permission)).map((role) => ({ name, file, role })),
);

test.each(refusals)('$name refuses $role before it touches the database', async ({ name, file, role }) => {
  const module: Record<string, unknown> = await import(file);
  const useCase = module[name.split(' ')[1] ?? ''];
  if (typeof useCase !== 'function') throw new Error(`${name} is no function`);
  const call = async () => useCase(contextWithoutDatabase(role), {}, {}, {});
  await expect(call()).rejects.toMatchObject({ code: 'forbidden' });
});

test('every page, action and route asks for a verified person itself: proxy.ts guards nothing', () => {
  const open = filesBelow(APP)
    .filter((file) => /\/(page|layout|route|actions|[\w-]+-actions?)\.tsx?$/.test(file))
    .filter((file) => !/\b(pageContext|asAction|asRoute)\(/.test(readFileSync(file, 'utf8')))
    .map((file) => relative(APP, file));
  expect(open.sort()).toEqual([
    'api/auth/[...nextauth]/route.ts',
    // The JSON Schema of the language: public on purpose, and the same for everybody.
    'api/schema/plumbline.schema.json/route.ts',
    'layout.tsx',
    'set-up/actions.ts',
    'set-up/page.tsx',
    'sign-in/page.tsx',
  ]);
});

test('server actions live where that test looks', () => {
  const elsewhere = filesBelow(APP)
    .filter((file) => /^['"]use server['"]/m.test(readFileSync(file, 'utf8')))
    .filter((file) => !/\/(actions|[\w-]+-actions?)\.ts$/.test(file))
    .map((file) => relative(APP, file));
  expect(elsewhere).toEqual([]);
});

test('pages, actions and routes call no part of a use case past its authorisation', () => {
  const hidden = PARTS.filter((name) => !HARMLESS.includes(name)).map((name) => name.split(' ')[1] ?? '');
  const calls = filesBelow(APP).flatMap((file) =>
    hidden
      .filter((part) => new RegExp(`\\b${part}\\b`).test(readFileSync(file, 'utf8')))
      .map((part) => `${file} ${part}`),
  );
  expect(calls).toEqual([]);
});

function useCasesOf(file: string) {
  const text = readFileSync(file, 'utf8');
  const starts = [...text.matchAll(/^export (?:async )?function\*? (\w+)(?:<[^(]*>)?\(\s*ctx: Context\b/gm)];
  return starts.map((start) => {
    const end = text.indexOf('\n}', start.index);
    const body = text.slice(start.index, end);
    const first = /\{\n\s*authorise\(ctx, '([\w.]+)'\);/.exec(body)?.[1];
    return {
      name: `${relative(SERVER, file)} ${start[1]}`,
      file,
      permission: isPermission(first) ? first : null,
      writes: /\.(insert|update|delete)\(|appendEntry\(/.test(body),
    };
  });
}

function isPermission(word: string | undefined): word is Permission {
  return word === 'read' || ROLES.some((role) => may(role, word as Permission));
}

function contextWithoutDatabase(role: PlatformRole): Context {
  const db = new Proxy({} as Db, {
    get: (_, property) => {
      throw new Error(`the database was touched: ${String(property)}`);
    },
  });
  const actor = { id: 'x', name: 'X', email: 'x@test.local', role, sessionId: 'x', authenticatedAt: new Date() };
  return { db, actor, now: () => new Date(), newId: () => 'x' };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|(^|\/)testing\//.test(name))
    .map((name) => join(folder, name));
}
