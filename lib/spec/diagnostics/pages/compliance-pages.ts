import type { COMPLIANCE_CODES } from '../compliance-codes.ts';
import type { Pages } from '../page.ts';

const ENTITY = (field: string): string =>
  `entities:\n  Card:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      ${field}\n`;

const TASK = (more: string): string =>
  `compliance_requirements:\n  - access_controls: {model: rbac, approvals: [review]}\nroles: [clerk, officer]\nendpoints:\n  - path: /a\n    method: POST\n    access: {roles: [clerk]}\n    processing:\n      - review:\n          userTask: Review the case\n          candidates: [officer]\n${more}          result: {ok: bool}\n`;

const SCREEN = (fallback: string): string =>
  `types:\n  Hit: {fields: {list: string, entry: string, score: 'decimal(0..1, scale 4)'}}\nentities:\n  Case:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      status: [received, approved]\nendpoints:\n  - path: /a\n    method: POST\n    access: authenticated\n    input: [{name: string}]\n    processing:\n      - sanctions:\n          screen: {name: =input.name}\n          against: [lists.search]\n          threshold: 0.9\n          timeout: 3s\n${fallback}      - case: {create: Case, with: {status: approved}}\nintegrations:\n  - lists: {protocol: rest, baseUrl: $LISTS_URL, auth: api_key, operations: {search: {effect: read, request: POST /search, input: {name: string}, output: {hits: list<Hit>}}}}\n`;

/** The pages of `COMPLIANCE_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const compliancePages = (): Pages<typeof COMPLIANCE_CODES> => ({
  CMP8001: {
    title: 'Framework without rules',
    why: 'A named framework is no evidence. Only checked rules are.',
    wrong: 'compliance: [Basel-III]\n',
    right: 'compliance: [PMLA]\n',
  },
  CMP8002: {
    title: 'Requirement is recorded only',
    why: 'A requirement that nothing checks must not look as if it were met.',
    wrong: 'compliance_requirements:\n  - disaster_drills: twice a year\n',
    right: 'domain: lending\n',
  },
  CMP8003: {
    title: 'Service level that no alert watches',
    why: 'A promise that nobody measures must not look as if it were kept. An alert on its burn rate measures the running service against it; this is said once, for all operations.',
    wrong: 'endpoints:\n  - {path: /a, method: GET, operation: op, access: public, sla: 95% under 30 seconds}\n',
    right:
      'endpoints:\n  - {path: /a, method: GET, operation: op, access: public, sla: 95% under 30 seconds}\nmonitoring:\n  alerts:\n    - {burnRate: op, rates: [14.4x/1h], page: on-call}\n',
  },
  CMP8020: {
    title: 'Automatic approval behind a degraded screen',
    why: 'When the lists cannot be reached nobody was screened; approving then lets through whom the lists would have stopped. A snapshot of at most a day is a screening of that day.',
    wrong: SCREEN('          fallback: {value: {hits: []}}\n'),
    right: SCREEN(''),
  },
  CMP8021: {
    title: 'Rule of a framework is broken',
    why: 'The specification names the framework, and the primary text of this rule was read. Its page lists what it demands and which evidence proves it.',
    wrong: `compliance: [PCI-DSS]\n${ENTITY('cvv: string')}`,
    right: `compliance: [PCI-DSS]\n${ENTITY('holder: string')}`,
  },
  CMP8022: {
    title: 'Rule of a framework is most likely broken',
    why: 'The specification names the framework. The text of this rule was not read, was re-issued since or is not in force yet: the message says which.',
    wrong: 'compliance: [RBI]\nendpoints:\n  - path: /a\n    method: POST\n    access: authenticated\n',
    right:
      'compliance: [RBI]\nendpoints:\n  - path: /a\n    method: POST\n    access: authenticated\n    audit: full request/response logging\n',
  },
  CMP8023: {
    title: 'Rules that the text does not answer',
    why: 'A rule without evidence is not tested, never met. Some need a fact about the institution, others evidence from tests, probes and documents.',
    wrong: 'compliance: [SEBI]\n',
    right: 'domain: lending\n',
  },
  CMP8024: {
    title: 'Approval is no second person',
    why: 'An approval that the same person can give is none.',
    wrong: TASK(''),
    right: TASK('          notBy: =caller.id\n'),
  },
  CMP8025: {
    title: 'Deployed outside the admitted regions',
    why: 'The service says itself where its data stays.',
    wrong:
      'compliance_requirements:\n  - data_residency: {regions: [ap-south-1]}\ndeployment: {replicas: 1..3, regions: [eu-west-1]}\n',
    right:
      'compliance_requirements:\n  - data_residency: {regions: [ap-south-1]}\ndeployment: {replicas: 1..3, regions: [ap-south-1]}\n',
  },
  CMP8026: {
    title: 'Audit is kept for less than required',
    why: 'The service says itself how long records are kept.',
    wrong:
      'compliance_requirements:\n  - audit_retention: 7 years\nendpoints:\n  - path: /a\n    method: GET\n    access: authenticated\n    audit: {record: [request], keep: 6 years}\n',
    right:
      'compliance_requirements:\n  - audit_retention: 7 years\nendpoints:\n  - path: /a\n    method: GET\n    access: authenticated\n    audit: {record: [request], keep: 7 years}\n',
  },
  CMP8027: {
    title: 'Fact without effect',
    why: 'A fact that no rule understands changes nothing, and its rule stays not tested.',
    wrong: 'compliance: {RBI: {payment_dta: true}}\n',
    right: 'compliance: {RBI: {payment_data: true}}\n',
  },
  CMP8028: {
    title: 'Operation without a role',
    why: 'The service says itself that rights are given by role. Rows with an owner are not meant: each caller has only those.',
    wrong:
      'compliance_requirements:\n  - access_controls: {model: rbac}\nendpoints:\n  - path: /a\n    method: GET\n    access: authenticated\n',
    right:
      'compliance_requirements:\n  - access_controls: {model: rbac}\nroles: [clerk]\nendpoints:\n  - path: /a\n    method: GET\n    access: {roles: [clerk]}\n',
  },
  CMP8029: {
    title: 'Weak encryption of connections',
    why: 'TLS 1.0 and 1.1 were withdrawn by RFC 8996, SSL long before.',
    wrong: 'compliance_requirements:\n  - encryption: {atRest: AES-256, inTransit: TLS 1.1}\n',
    right: 'compliance_requirements:\n  - encryption: {atRest: AES-256, inTransit: TLS 1.2}\n',
  },
});
