import { notice } from './notice.ts';
import { quote, quoteAll } from './quote.ts';

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
  CMP8001: notice<{ name: string; suggestion: string | null }>({
    severity: 'information',
    message: ({ name, suggestion }) =>
      `${quote(name)} is recorded. There are no rules of it here.${suggestion === null ? '' : ` Did you mean ${quote(suggestion)}?`}`,
  }),
  CMP8002: notice<{ name: string }>({
    severity: 'information',
    message: ({ name }) => `${quote(name)} is recorded and shown to reviewers. No rule checks what it says.`,
  }),
  CMP8003: notice<{ operation: string; others: number }>({
    severity: 'information',
    message: ({ operation, others }) =>
      `No alert watches the service level of ${quote(operation)}${others === 0 ? '' : ` and of ${others} other${others === 1 ? '' : 's'}`}, so nobody hears when it is missed. Name ${others === 0 ? 'it' : 'them'} under \`monitoring\`: \`burnRate: ${operation.slice(0, 60)}\`.`,
  }),
  CMP8020: notice<{ screen: string; approval: string; how: string }>({
    severity: 'error',
    message: ({ screen, approval, how }) =>
      `${quote(screen)} falls back to ${how}, and ${quote(approval)} then approves without a person. Look at \`${screen.slice(0, 60)}.degraded\`, or send it to a task.`,
  }),
  CMP8021: notice<Broken>({
    severity: 'error',
    message: sayBroken,
  }),
  CMP8022: notice<Broken>({
    severity: 'warning',
    message: sayBroken,
  }),
  CMP8023: notice<{ framework: string; rules: number; untested: number; facts: readonly string[] }>({
    severity: 'information',
    message: ({ framework, rules, untested, facts }) =>
      `${untested} of ${rules} rules of ${framework} cannot be tested by this text alone.${facts.length === 0 ? '' : ` Facts that would help: ${quoteAll(facts)}.`}`,
  }),
  CMP8024: notice<{ name: string }>({
    severity: 'error',
    message: ({ name }) =>
      `\`access_controls\` names ${quote(name)} as an approval, and the caller may do it. Write \`notBy: =caller.id\`.`,
  }),
  CMP8025: notice<{ region: string; allowed: readonly string[] }>({
    severity: 'error',
    message: ({ region, allowed }) =>
      `${quote(region)} is not among the regions of \`data_residency\`: ${quoteAll(allowed)}.`,
  }),
  CMP8026: notice<{ operation: string; kept: string; demanded: string }>({
    severity: 'error',
    message: ({ operation, kept, demanded }) =>
      `The audit of ${quote(operation)} is kept for ${kept}; \`audit_retention\` says ${demanded}.`,
  }),
  CMP8027: notice<{ what: string; hint: string | null }>({
    severity: 'warning',
    message: ({ what, hint }) => `${what}.${hint === null ? '' : ` Did you mean ${quote(hint)}?`}`,
  }),
  CMP8028: notice<{ operation: string }>({
    severity: 'warning',
    message: ({ operation }) =>
      `Every signed-in caller may use ${quote(operation)}, and \`access_controls\` gives rights by role. Write \`access: {roles: […]}\`.`,
  }),
  CMP8029: notice<{ text: string }>({
    severity: 'warning',
    message: ({ text }) => `${quote(text)} is no longer safe. Write TLS 1.2 or TLS 1.3.`,
  }),
} as const;
