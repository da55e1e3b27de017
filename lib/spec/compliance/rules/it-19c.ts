import { PRIMARY, type Rule } from '../rule.ts';
import { seeSecondFactor } from '../see-second-factor.ts';

/** Privileged users sign in with a second factor. */
export const it19c: Rule = {
  ...PRIMARY,
  id: 'IT-19c',
  framework: 'RBI',
  instrument: 'Master Direction on IT Governance, Risk, Controls and Assurance Practices, 2023',
  paragraph: 'paragraph 19(c)',
  demands: 'Privileged users sign in with a second factor.',
  appliesTo: 'Entities that the Reserve Bank of India regulates',
  asks: [],
  inForceFrom: null,
  supersededBy: { on: '2026-07-31', by: 'the consolidated directions of 31 July 2026, per entity class' },
  violatedBy: 'A single static factor lets privileged users in.',
  satisfiedBy: 'Every operation for privileged roles asks how the caller signed in.',
  evidence: [{ kind: 'test', what: 'A privileged user is refused with one factor.' }],
  note: 'The paragraph number is that of 2023; the consolidated directions number it otherwise.',
  check: (subject) =>
    seeSecondFactor(
      subject,
      subject.model.endpoints.filter(
        ({ access }) => access.kind !== 'public' && access.roles.some((role) => PRIVILEGED.test(role)),
      ),
      'a privileged role',
    ),
};

/** Roles that administer. What others may do is bounded by their own rights. */
const PRIVILEGED = /(^|_)(admin|administrator|root|superuser|sysadmin|dba|operator|maintainer)(_|$)/i;
