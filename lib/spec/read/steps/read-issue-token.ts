import { misfit, STRING, UNKNOWN } from '../../expressions/static-types.ts';
import type { Assignment, Type, ValueSource } from '../../model.ts';
import { scalar } from '../../scalar-type.ts';
import { declarations, expected } from '../forms.ts';
import { readRoleNames } from '../read-access.ts';
import { readFormula } from '../read-expression.ts';
import { readPeriodNode } from '../read-promises.ts';
import { checkFits, readValue } from '../read-value.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

const TEXTS: Type = { kind: 'list', of: STRING, length: null };

/** `issueToken`: signs a token for a subject. Its result is the token, a text. */
export const readIssueToken: StepReader = (ctx, _world, scope, keys, { base, main }) => {
  if (main.kind !== 'scalar' || !main.value.startsWith('=')) {
    expected(ctx, main, 'A subject: an expression such as =user.id');
    return { ...NOTHING, result: STRING };
  }
  const subject = readFormula(ctx, main, scope)?.expr ?? null;
  if (subject !== null && subject.type !== UNKNOWN) {
    // Whole numbers are subjects as well: the token has their digits.
    const whole = misfit(scope.table, subject.type, scalar('long')) === null;
    if (!whole) checkFits(ctx, scope, subject, STRING);
  }
  const [rolesNode, claimsNode, expiresNode] = ['roles', 'claims', 'expires'].map((key) => keys.get(key));
  const roles = rolesNode === undefined ? null : readRoles(ctx, scope, rolesNode);
  const claims = (claimsNode === undefined ? [] : declarations(ctx, claimsNode, 'claim', 'identifier')).flatMap(
    (declaration): Assignment[] => {
      const value = readValue(ctx, scope, declaration.value, null);
      const { name, span } = declaration;
      return value === null ? [] : [{ id: `${base.id}/claims/${name}`, span, name, value: value.source }];
    },
  );
  const expires = expiresNode === undefined ? null : readPeriodNode(ctx, expiresNode);
  if (subject === null) return { ...NOTHING, result: STRING };
  return { step: { ...base, kind: 'issueToken', subject, roles, claims, expires }, result: STRING, present: [] };
};

/** Names of declared roles, or an expression that gives a list of them. */
function readRoles(
  ctx: Parameters<StepReader>[0],
  scope: Parameters<StepReader>[2],
  node: Parameters<typeof readValue>[2],
): ValueSource | null {
  if (node.kind === 'scalar' && node.value.startsWith('=')) return readValue(ctx, scope, node, TEXTS)?.source ?? null;
  return { kind: 'literal', value: readRoleNames(ctx, node), span: node.span };
}
