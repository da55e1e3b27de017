import type { Period } from '../../model.ts';
import { isAtLeast } from '../least-period.ts';
import { type Observation, type Rule, SECONDARY, satisfied, violated } from '../rule.ts';
import type { Subject } from '../subject.ts';

/** The record of a new client is filed with the Central KYC Records Registry within ten days. */
export const pmlr91a: Rule = {
  ...SECONDARY,
  id: 'PMLR-9-1A',
  framework: 'PMLA',
  instrument: 'Prevention of Money-laundering (Maintenance of Records) Rules, 2005',
  paragraph: 'rule 9(1A)',
  demands: 'The record of a new client is filed with the Central KYC Records Registry within ten days.',
  appliesTo: 'Reporting entities under the Prevention of Money-laundering Act',
  asks: [
    {
      name: 'files_to_ckycr',
      question: 'Does this service file client records with the Central KYC Records Registry?',
      values: null,
      gate: 'needed',
      applies: null,
    },
  ],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'Nothing files with the registry, or it waits for a task that may take longer than ten days.',
  satisfiedBy: 'An operation writes to the registry without a wait, or after tasks that are due within ten days.',
  evidence: [
    { kind: 'test', what: 'The timer of ten days.' },
    { kind: 'document', what: 'The receipt of the registry.' },
  ],
  note: null,
  check: seeFiling,
};

const TEN_DAYS: Period = { count: 10, unit: 'day' };

function seeFiling({ model, work }: Subject): readonly Observation[] {
  const writes = new Set(
    model.integrations
      .filter(({ name }) => /ckyc/i.test(name))
      .flatMap(({ name, operations }) =>
        operations.filter(({ effect }) => effect !== 'read').map((operation) => `${name}.${operation.name}`),
      ),
  );
  const filings = work.flatMap(({ steps }) => {
    const at = steps.findIndex((step) => step.kind === 'call' && writes.has(`${step.integration}.${step.operation}`));
    const filing = steps[at];
    return filing === undefined ? [] : [{ filing, before: steps.slice(0, at) }];
  });
  if (filings.length === 0)
    return [violated('No step writes to an integration of the registry (a name with `ckyc`).', model.service.span)];
  return filings.map(({ filing, before }) => {
    const late = before.find(
      (step) => step.kind === 'userTask' && (step.due === null || isAtLeast(TEN_DAYS, step.due.within) !== 'yes'),
    );
    return late === undefined
      ? satisfied(`\`${filing.name}\` files with the registry in time.`, filing.span)
      : violated(`\`${filing.name}\` waits for \`${late.name}\`, which may take longer than ten days.`, late.span);
  });
}
