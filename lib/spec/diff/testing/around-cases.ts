import type { ChangeCase } from './small-spec.ts';

/** Other systems, and requirements in words. */
export const AROUND_CASES: readonly ChangeCase[] = [
  {
    name: 'another system is new',
    before: {},
    after: { top: ['integrations:', '  - bank: REST API with OAuth2'] },
    gives: ['integration-added'],
  },
  {
    name: 'another system is gone',
    before: { top: ['integrations:', '  - bank: REST API with OAuth2'] },
    after: {},
    gives: ['integration-removed'],
  },
  {
    name: 'another system is spoken to in another way',
    before: { top: ['integrations:', '  - bank: REST API'] },
    after: { top: ['integrations:', '  - bank: SOAP API'] },
    gives: ['integration-protocol-changed'],
  },
  {
    name: 'this service proves itself in another way',
    before: { top: ['integrations:', '  - bank: REST API with mTLS'] },
    after: { top: ['integrations:', '  - bank: REST API with API key'] },
    gives: ['integration-auth-changed'],
  },
  {
    name: 'other words about another system',
    before: { top: ['integrations:', '  - bank: REST API with fallback'] },
    after: { top: ['integrations:', '  - bank: REST API'] },
    gives: ['integration-reworded'],
  },
  {
    name: 'a requirement is new',
    before: {},
    after: { top: ['compliance_requirements:', '  - audit_retention: 7 years'] },
    gives: ['requirement-added'],
  },
  {
    name: 'a requirement is gone',
    before: { top: ['compliance_requirements:', '  - audit_retention: 7 years'] },
    after: {},
    gives: ['requirement-removed'],
  },
  {
    name: 'a requirement asks for less',
    before: { top: ['compliance_requirements:', '  - audit_retention: 7 years'] },
    after: { top: ['compliance_requirements:', '  - audit_retention: 5 years'] },
    gives: ['requirement-weakened'],
  },
  {
    name: 'a requirement asks for more',
    before: { top: ['compliance_requirements:', '  - audit_retention: 5 years'] },
    after: { top: ['compliance_requirements:', '  - audit_retention: 7 years'] },
    gives: ['requirement-strengthened'],
  },
  {
    name: 'data may be in more regions',
    before: { top: ['compliance_requirements:', '  - data_residency: India only'] },
    after: { top: ['compliance_requirements:', '  - data_residency: India and Singapore only'] },
    gives: ['requirement-weakened'],
  },
  {
    name: 'data may be in fewer regions',
    before: { top: ['compliance_requirements:', '  - data_residency: India and Singapore only'] },
    after: { top: ['compliance_requirements:', '  - data_residency: India only'] },
    gives: ['requirement-strengthened'],
  },
  {
    name: 'connections need a newer TLS',
    before: { top: ['compliance_requirements:', '  - encryption: AES-256 at rest, TLS 1.2 in transit'] },
    after: { top: ['compliance_requirements:', '  - encryption: AES-256 at rest, TLS 1.3 in transit'] },
    gives: ['requirement-strengthened'],
  },
  {
    name: 'a requirement in words that are not read',
    before: { top: ['compliance_requirements:', '  - audit_retention: 7 years'] },
    after: { top: ['compliance_requirements:', '  - audit_retention: 7 years if possible'] },
    gives: ['requirement-reworded'],
  },
];
