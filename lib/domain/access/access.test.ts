import { expect, test } from 'vitest';
import { may, type Permission } from './permissions.ts';
import { roleFromClaim } from './role-from-claim.ts';
import { ROLES } from './roles.ts';

test('who may do what is this table; a change of it is a change of this test', () => {
  const permissions: readonly Permission[] = [
    'read',
    'spec.edit',
    'run.start',
    'run.cancel',
    'review.decide',
    'deployment.rollback',
    'deployment.call',
    'task.complete',
    'agent.use',
    'people.manage',
  ];
  const table = Object.fromEntries(ROLES.map((role) => [role, permissions.filter((it) => !may(role, it))]));
  expect(table).toEqual({
    architect: ['deployment.rollback', 'people.manage'],
    orchestrator: ['people.manage'],
    monitor: ['spec.edit', 'run.start', 'review.decide', 'agent.use', 'people.manage'],
    expert: ['spec.edit', 'run.start', 'run.cancel', 'deployment.rollback', 'agent.use', 'people.manage'],
    administrator: permissions.filter((it) => it !== 'read' && it !== 'people.manage'),
  });
});

test('a claim gives exactly one role or none: no guess, no default', () => {
  expect(roleFromClaim('architect')).toEqual({ kind: 'role', role: 'architect' });
  expect(roleFromClaim(['staff', 'Plumbline-Expert'])).toEqual({ kind: 'role', role: 'expert' });
  expect(roleFromClaim('staff plumbline:monitor')).toEqual({ kind: 'role', role: 'monitor' });
  expect(roleFromClaim(['expert', 'plumbline-expert'])).toEqual({ kind: 'role', role: 'expert' });
  expect(roleFromClaim(['expert', 'administrator'])).toEqual({ kind: 'several' });
  for (const nothing of [undefined, null, '', [], 'admin', 'architects', { role: 'architect' }, true, [['expert']]]) {
    expect(roleFromClaim(nothing)).toEqual({ kind: 'none' });
  }
});
