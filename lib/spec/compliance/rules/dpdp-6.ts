import type { Endpoint } from '../../model.ts';
import { allSteps } from '../../step-tree.ts';
import { type Observation, open, PRIMARY, type Rule, satisfied, violated } from '../rule.ts';
import type { Subject } from '../subject.ts';

/** Withdrawing consent is as easy as giving it, and both can be proved. */
export const dpdp6: Rule = {
  ...PRIMARY,
  id: 'DPDP-6',
  framework: 'DPDP',
  instrument: 'Digital Personal Data Protection Act, 2023',
  paragraph: 'section 6',
  demands: 'Withdrawing consent is as easy as giving it, and both can be proved.',
  appliesTo: 'Data fiduciaries under the Digital Personal Data Protection Act',
  asks: [],
  inForceFrom: '2027-05-13',
  supersededBy: null,
  violatedBy: 'Consent can be given and not withdrawn, or withdrawing asks for more.',
  satisfiedBy: 'An operation withdraws consent, with no more inputs and tasks than the one that gives it.',
  evidence: [
    { kind: 'test', what: 'Both are walked through the interface.' },
    { kind: 'document', what: 'The receipt of each.' },
  ],
  note: null,
  check: seeConsent,
};

function seeConsent({ model }: Subject): readonly Observation[] {
  const about = model.endpoints.filter(
    (endpoint) => endpoint.method !== 'GET' && /consent/i.test(`${endpoint.name} ${endpoint.path}`),
  );
  const withdraws = about.filter(isWithdrawal);
  const gives = about.filter((endpoint) => !isWithdrawal(endpoint));
  const [withdrawal] = withdraws;
  const [first] = gives;
  if (first === undefined) return [open('No operation takes consent.')];
  if (withdrawal === undefined)
    return [violated(`\`${first.name}\` takes consent, and no operation withdraws it.`, first.span)];
  const easiest = Math.min(...withdraws.map(effort));
  return gives.map((give) =>
    easiest <= effort(give)
      ? satisfied(`\`${withdrawal.name}\` asks for no more than \`${give.name}\`.`, withdrawal.span)
      : violated(`\`${withdrawal.name}\` asks for more inputs or tasks than \`${give.name}\`.`, withdrawal.span),
  );
}

function isWithdrawal({ method, name, path }: Endpoint): boolean {
  return method === 'DELETE' || /withdraw|revoke|cancel/i.test(`${name} ${path}`);
}

/** How much a caller has to give and to wait for; what is in the path names the consent. */
function effort({ input, processing }: Endpoint): number {
  const given = input.filter((field) => field.in !== 'path' && field.type.kind !== 'optional').length;
  return given + allSteps(processing).filter((step) => step.kind === 'userTask' || step.kind === 'prose').length;
}
