import { type Rule, SECONDARY } from '../rule.ts';
import { seeSecondFactor } from '../see-second-factor.ts';

/** Digital payments are authenticated by two factors, one of them dynamic. */
export const auth2025: Rule = {
  ...SECONDARY,
  id: 'AUTH-2025',
  framework: 'RBI',
  instrument: 'Authentication mechanisms for digital payment transactions, 2025',
  paragraph: 'two factors',
  demands: 'Digital payments are authenticated by two factors, one of them dynamic.',
  appliesTo: 'Payment system operators and participants',
  asks: [
    {
      name: 'payments',
      question: 'Does the service carry out digital payments?',
      values: null,
      gate: 'needed',
      applies: null,
    },
  ],
  inForceFrom: '2026-04-01',
  supersededBy: null,
  violatedBy: 'A single static factor, such as an API key, lets a caller in.',
  satisfiedBy: 'Every operation for callers asks how the caller signed in.',
  evidence: [{ kind: 'test', what: 'A payment is refused with one factor, and with two static ones.' }],
  note: null,
  check: (subject) =>
    seeSecondFactor(
      subject,
      subject.model.endpoints.filter(({ access }) => access.kind !== 'public'),
      'signed-in callers',
    ),
};
