import { page } from './page.ts';
import { quote, quoteAll } from './quote.ts';

const ENTITY = (field: string): string =>
  `entities:\n  Card:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      ${field}\n`;

const TASK = (more: string): string =>
  `compliance_requirements:\n  - access_controls: {model: rbac, approvals: [review]}\nroles: [clerk, officer]\nendpoints:\n  - path: /a\n    method: POST\n    access: {roles: [clerk]}\n    processing:\n      - review:\n          userTask: Review the case\n          candidates: [officer]\n${more}          result: {ok: bool}\n`;

const SCREEN = (fallback: string): string =>
  `types:\n  Hit: {fields: {list: string, entry: string, score: 'decimal(0..1, scale 4)'}}\nentities:\n  Case:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      status: [received, approved]\nendpoints:\n  - path: /a\n    method: POST\n    access: authenticated\n    input: [{name: string}]\n    processing:\n      - sanctions:\n          screen: {name: =input.name}\n          against: [lists.search]\n          threshold: 0.9\n          timeout: 3s\n${fallback}      - case: {create: Case, with: {status: approved}}\nintegrations:\n  - lists: {protocol: rest, baseUrl: $LISTS_URL, auth: api_key, operations: {search: {effect: read, request: POST /search, input: {name: string}, output: {hits: list<Hit>}}}}\n`;

interface Broken {
  /** A sentence: what in the text breaks the rule. */
  what: string;
  rule: string;
  /** Instrument and paragraph. */
  where: string;
  /** Why it is not certain; null: it is. */
  doubt: string | null;
}

/** The sentence, and which rule it breaks. */
export function sayBroken({ what, rule, where, doubt }: Broken): string {
  return `${what} That breaks ${rule} (${where}${doubt === null ? '' : `; ${doubt}`}).`;
}

/** CMP: what named frameworks and the service's own requirements demand. */
export const COMPLIANCE_CODES = {
  CMP8001: page<{ name: string; suggestion: string | null }>({
    severity: 'information',
    title: 'Framework without rules',
    message: ({ name, suggestion }) =>
      `${quote(name)} is recorded. There are no rules of it here.${suggestion === null ? '' : ` Did you mean ${quote(suggestion)}?`}`,
    why: 'A named framework is no evidence. Only checked rules are.',
    wrong: 'compliance: [Basel-III]\n',
    right: 'compliance: [PMLA]\n',
  }),
  CMP8002: page<{ name: string }>({
    severity: 'information',
    title: 'Requirement is recorded only',
    message: ({ name }) => `${quote(name)} is recorded and shown to reviewers. No rule checks what it says.`,
    why: 'A requirement that nothing checks must not look as if it were met.',
    wrong: 'compliance_requirements:\n  - disaster_drills: twice a year\n',
    right: 'domain: lending\n',
  }),
  CMP8003: page<{ about: 'sla' | 'audit' }>({
    severity: 'information',
    title: 'Promise that the running service does not keep by itself',
    message: ({ about }) =>
      about === 'sla'
        ? 'The service level is checked against the timeouts that are written here. Nothing measures the running service against it yet.'
        : 'Rules check how long the audit is kept. The service deletes no audit record, so none is gone after this time.',
    why: 'A promise that nobody measures must not look as if it were kept.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n    sla: 95% under 30 seconds\n',
    right: 'endpoints:\n  - path: /a\n    method: GET\n',
  }),
  CMP8020: page<{ screen: string; approval: string; how: string }>({
    severity: 'error',
    title: 'Automatic approval behind a degraded screen',
    message: ({ screen, approval, how }) =>
      `${quote(screen)} falls back to ${how}, and ${quote(approval)} then approves without a person. Look at \`${screen.slice(0, 60)}.degraded\`, or send it to a task.`,
    why: 'When the lists cannot be reached nobody was screened; approving then lets through whom the lists would have stopped. A snapshot of at most a day is a screening of that day.',
    wrong: SCREEN('          fallback: {value: {hits: []}}\n'),
    right: SCREEN(''),
  }),
  CMP8021: page<Broken>({
    severity: 'error',
    title: 'Rule of a framework is broken',
    message: sayBroken,
    why: 'The specification names the framework, and the primary text of this rule was read. Its page lists what it demands and which evidence proves it.',
    wrong: `compliance: [PCI-DSS]\n${ENTITY('cvv: string')}`,
    right: `compliance: [PCI-DSS]\n${ENTITY('holder: string')}`,
  }),
  CMP8022: page<Broken>({
    severity: 'warning',
    title: 'Rule of a framework is most likely broken',
    message: sayBroken,
    why: 'The specification names the framework. The text of this rule was not read, was re-issued since or is not in force yet: the message says which.',
    wrong: 'compliance: [RBI]\nendpoints:\n  - path: /a\n    method: POST\n    access: authenticated\n',
    right:
      'compliance: [RBI]\nendpoints:\n  - path: /a\n    method: POST\n    access: authenticated\n    audit: full request/response logging\n',
  }),
  CMP8023: page<{ framework: string; rules: number; untested: number; facts: readonly string[] }>({
    severity: 'information',
    title: 'Rules that the text does not answer',
    message: ({ framework, rules, untested, facts }) =>
      `${untested} of ${rules} rules of ${framework} cannot be tested by this text alone.${facts.length === 0 ? '' : ` Facts that would help: ${quoteAll(facts)}.`}`,
    why: 'A rule without evidence is not tested, never met. Some need a fact about the institution, others evidence from tests, probes and documents.',
    wrong: 'compliance: [SEBI]\n',
    right: 'domain: lending\n',
  }),
  CMP8024: page<{ name: string }>({
    severity: 'error',
    title: 'Approval is no second person',
    message: ({ name }) =>
      `\`access_controls\` names ${quote(name)} as an approval, and the caller may do it. Write \`notBy: =caller.id\`.`,
    why: 'An approval that the same person can give is none.',
    wrong: TASK(''),
    right: TASK('          notBy: =caller.id\n'),
  }),
  CMP8025: page<{ region: string; allowed: readonly string[] }>({
    severity: 'error',
    title: 'Deployed outside the admitted regions',
    message: ({ region, allowed }) =>
      `${quote(region)} is not among the regions of \`data_residency\`: ${quoteAll(allowed)}.`,
    why: 'The service says itself where its data stays.',
    wrong:
      'compliance_requirements:\n  - data_residency: {regions: [ap-south-1]}\ndeployment: {replicas: 1..3, regions: [eu-west-1]}\n',
    right:
      'compliance_requirements:\n  - data_residency: {regions: [ap-south-1]}\ndeployment: {replicas: 1..3, regions: [ap-south-1]}\n',
  }),
  CMP8026: page<{ operation: string; kept: string; demanded: string }>({
    severity: 'error',
    title: 'Audit is kept for less than required',
    message: ({ operation, kept, demanded }) =>
      `The audit of ${quote(operation)} is kept for ${kept}; \`audit_retention\` says ${demanded}.`,
    why: 'The service says itself how long records are kept.',
    wrong:
      'compliance_requirements:\n  - audit_retention: 7 years\nendpoints:\n  - path: /a\n    method: GET\n    access: authenticated\n    audit: {record: [request], keep: 6 years}\n',
    right:
      'compliance_requirements:\n  - audit_retention: 7 years\nendpoints:\n  - path: /a\n    method: GET\n    access: authenticated\n    audit: {record: [request], keep: 7 years}\n',
  }),
  CMP8027: page<{ what: string; hint: string | null }>({
    severity: 'warning',
    title: 'Fact without effect',
    message: ({ what, hint }) => `${what}.${hint === null ? '' : ` Did you mean ${quote(hint)}?`}`,
    why: 'A fact that no rule understands changes nothing, and its rule stays not tested.',
    wrong: 'compliance: {RBI: {payment_dta: true}}\n',
    right: 'compliance: {RBI: {payment_data: true}}\n',
  }),
  CMP8028: page<{ operation: string }>({
    severity: 'warning',
    title: 'Operation without a role',
    message: ({ operation }) =>
      `Every signed-in caller may use ${quote(operation)}, and \`access_controls\` gives rights by role. Write \`access: {roles: […]}\`.`,
    why: 'The service says itself that rights are given by role. Rows with an owner are not meant: each caller has only those.',
    wrong:
      'compliance_requirements:\n  - access_controls: {model: rbac}\nendpoints:\n  - path: /a\n    method: GET\n    access: authenticated\n',
    right:
      'compliance_requirements:\n  - access_controls: {model: rbac}\nroles: [clerk]\nendpoints:\n  - path: /a\n    method: GET\n    access: {roles: [clerk]}\n',
  }),
  CMP8029: page<{ text: string }>({
    severity: 'warning',
    title: 'Weak encryption of connections',
    message: ({ text }) => `${quote(text)} is no longer safe. Write TLS 1.2 or TLS 1.3.`,
    why: 'TLS 1.0 and 1.1 were withdrawn by RFC 8996, SSL long before.',
    wrong: 'compliance_requirements:\n  - encryption: {atRest: AES-256, inTransit: TLS 1.1}\n',
    right: 'compliance_requirements:\n  - encryption: {atRest: AES-256, inTransit: TLS 1.2}\n',
  }),
} as const;
