import { open, PRIMARY, type Rule, satisfied, violated } from '../rule.ts';

/** Changes are approved, and a failed change can be recovered from. */
export const it13: Rule = {
  ...PRIMARY,
  id: 'IT-13',
  framework: 'RBI',
  instrument: 'Master Direction on IT Governance, Risk, Controls and Assurance Practices, 2023',
  paragraph: 'paragraph 13',
  demands: 'Changes are approved, and a failed change can be recovered from.',
  appliesTo: 'Entities that the Reserve Bank of India regulates',
  asks: [],
  inForceFrom: null,
  supersededBy: { on: '2026-07-31', by: 'the consolidated directions of 31 July 2026, per entity class' },
  violatedBy: 'A rollout is aborted by nothing, and rollback is manual.',
  satisfiedBy: 'Rollback is automatic, or something aborts the rollout.',
  evidence: [
    { kind: 'document', what: 'The signed release with its approvers.' },
    { kind: 'test', what: 'A rollback drill.' },
  ],
  note: 'The paragraph number is that of 2023; the consolidated directions number it otherwise.',
  check: ({ model: { deployment } }) => {
    if (deployment === null) return [open('No `deployment` says how a failed change is recovered from.')];
    if (deployment.rollback === 'automatic') return [satisfied('Rollback is automatic.', deployment.span)];
    const aborts = deployment.rollout?.abortOn ?? [];
    return [
      aborts.length > 0
        ? satisfied(`The rollout is aborted on ${aborts.join(', ')}.`, deployment.span)
        : violated(
            'Nothing aborts a rollout, and rollback is manual: a failed change stays until somebody sees it.',
            deployment.span,
          ),
    ];
  },
};
