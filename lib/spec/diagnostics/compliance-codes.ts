import { page } from './page.ts';
import { quote } from './quote.ts';

/** CMP: what named frameworks and the service's own requirements demand. */
export const COMPLIANCE_CODES = {
  CMP8001: page<{ name: string }>({
    severity: 'information',
    title: 'Framework is recorded only',
    message: ({ name }) => `${quote(name)} is recorded. No rule of it is checked by this version.`,
    why: 'A named framework is no evidence. Only checked rules are.',
    wrong: 'compliance: [RBI]\n',
    right: 'domain: lending\n',
  }),
  CMP8002: page<{ name: string }>({
    severity: 'information',
    title: 'Requirement is recorded only',
    message: ({ name }) => `${quote(name)} is recorded and shown to reviewers. This version does not enforce it.`,
    why: 'A requirement that nothing enforces must not look as if it were met.',
    wrong: 'compliance_requirements:\n  - data_residency: India only\n',
    right: 'domain: lending\n',
  }),
  CMP8003: page<{ what: string }>({
    severity: 'information',
    title: 'Promise is recorded only',
    message: ({ what }) => `${what} is recorded and shown to reviewers. This version neither measures nor enforces it.`,
    why: 'A promise that nobody measures must not look as if it were kept.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n    sla: 95% under 30 seconds\n',
    right: 'endpoints:\n  - path: /a\n    method: GET\n',
  }),
} as const;
