import type { FlowPlan } from '../plan.ts';
import { type Doc, list } from '../text/doc.ts';
import { key } from '../text/quote.ts';
import { expression, notCompiled, value } from './expression.ts';
import type { Module } from './module.ts';
import { milliseconds } from './period.ts';
import { type Of, once } from './steps.ts';
import { kindOfValue } from './value-kind.ts';

/** A token for a subject, signed by the service. */
export function issueToken(step: Of<'issueToken'>, flow: FlowPlan, module: Module): Doc {
  const scheme = module.plan.auth.issues;
  if (scheme === null) return notCompiled(`The token of ${step.name}, for which nothing says a secret,`);
  module.needs.add('issueToken');
  const subject = expression(step.subject, module);
  const isText = kindOfValue(step.subject.type, module.plan) !== 'whole';
  const roles = step.roles === null ? [] : [['roles: ', value(step.roles, null, module)]];
  const claims = step.claims.map((claim): Doc => [key(claim.name), ': ', value(claim.value, null, module)]);
  const own = claims.length === 0 ? [] : [['claims: ', list('{', claims, '}', true)]];
  const seconds = step.expires === null ? scheme.seconds : Math.ceil(milliseconds(step.expires) / 1000);
  const given = list(
    '{',
    [...roles, ...own, `seconds: ${seconds.toLocaleString('en-US').replaceAll(',', '_')}`],
    '}',
    true,
  );
  const call = list('issueToken(', [isText ? subject : ['String(', subject, ')'], given], ')');
  return once(step, flow, module, call);
}
