import { notice } from './notice.ts';
import { quote, quoteAll } from './quote.ts';

function some(names: readonly string[]): string {
  const shown = names.slice(0, 6).map((name) => quote(name));
  return `${shown.join(' or ')}${names.length > 6 ? ' …' : ''}`;
}

/** FLW5046 to 5070: how steps follow each other. */
export const FLOW_RULE_CODES = {
  FLW5046: notice<{ branch: string; step: string }>({
    severity: 'warning',
    message: ({ branch, step }) =>
      `${quote(step)} in the branch ${quote(branch)} writes or waits, which cannot happen side by side. Move it behind the \`fork\`.`,
  }),
  FLW5047: notice<{ errors: readonly string[] }>({
    severity: 'warning',
    message: ({ errors }) => `No step of this \`try\` ends with ${quoteAll(errors)}.`,
  }),
  FLW5048: notice<{ way: readonly string[] }>({
    severity: 'error',
    message: ({ way }) => `A process cannot run itself: ${way.slice(0, 8).join(' → ')}. Use \`for\` to repeat steps.`,
  }),
  FLW5049: notice<{ name: string }>({
    severity: 'information',
    message: ({ name }) => `Nothing runs ${quote(name)}. Use it in a \`run\` step, or remove it.`,
  }),
  FLW5051: notice<{ name: string }>({
    severity: 'information',
    message: ({ name }) => `Nothing reads ${quote(name)}. Use it in a later step or an output, or remove the step.`,
  }),
  FLW5052: notice<{ name: string; after: string }>({
    severity: 'warning',
    message: ({ name, after }) => `${quote(after)} always ends the operation, so ${quote(name)} is never reached.`,
  }),
  FLW5053: notice<{ worst: string; promised: string; steps: readonly string[] }>({
    severity: 'warning',
    message: ({ worst, promised, steps: most }) =>
      `Outside work can take ${worst}, and ${promised} are promised (${most.join(', ')}). Lower timeouts or retries, or promise more.`,
  }),
  FLW5054: notice<{ name: string }>({
    severity: 'information',
    message: ({ name }) =>
      `The operation may wait at ${quote(name)}; the promised time counts until the answer that it gives then.`,
  }),
  FLW5055: notice<{ write: string; call: string }>({
    severity: 'warning',
    message: ({ write, call: called }) =>
      `What ${quote(write)} stores stays if ${quote(called)} fails. Move the call up, give it a \`fallback\`, or undo it in a \`catch\`.`,
  }),
  FLW5056: notice<{ first: string; second: string; call: string }>({
    severity: 'information',
    message: ({ first, second, call: called }) =>
      `${quote(first)} and ${quote(second)} are stored one after the other, with ${quote(called)} between them. If both or none have to be there, move the call.`,
  }),
  FLW5057: notice<{ entity: string; from: readonly string[]; to: readonly string[] }>({
    severity: 'error',
    message: ({ entity, from, to }) =>
      `The lifecycle of ${quote(entity)} allows no move from ${some(from)} to ${some(to)}.`,
  }),
  FLW5058: notice<{ entity: string; statuses: readonly string[] }>({
    severity: 'information',
    message: ({ entity, statuses }) => `No step gives a row of ${quote(entity)} the status ${some(statuses)}.`,
  }),
  FLW5059: notice<{ entity: string; owner: string; problem: 'nobody' | 'another' | 'given' }>({
    severity: 'warning',
    message: ({ entity, owner, problem }) =>
      ({
        nobody: `Rows of ${quote(entity)} belong to their ${quote(owner)}, and here nobody is signed in: none is found.`,
        another: `Only rows whose ${quote(owner)} is the caller are found; compared with another value, only the caller's own id matches.`,
        given: `The row would belong to somebody else: ${quote(owner)} is the caller unless it is written here.`,
      })[problem],
  }),
  FLW5060: notice<{ kind: 'update' | 'delete'; all: boolean }>({
    severity: 'warning',
    message: ({ kind, all }) =>
      all
        ? `This condition asks nothing of the rows: it ${kind}s all of them or none.`
        : `Several rows may match and all of them are ${kind}d, while \`else\` sounds like one. Fix the key in \`where\`.`,
  }),
  FLW5061: notice<{ entity: string; by: string }>({
    severity: 'information',
    message: ({ entity, by }) =>
      `A row of ${quote(entity)} that ${quote(by)} refers to cannot be deleted (409). Say \`onDelete\` there if it should be.`,
  }),
  FLW5062: notice<{ role: string }>({
    severity: 'information',
    message: ({ role }) =>
      `Who asks has the role ${quote(role)} and must not do it, and only that role may. It takes a second person who has it.`,
  }),
  FLW5063: notice<Record<never, never>>({
    severity: 'error',
    message: () =>
      'Tokens are signed with the secret of `auth`, and there is none. Write `auth: {scheme: jwt, secret: $TOKEN_SECRET}`, or `scheme: session`.',
  }),
  FLW5064: notice<{ count: number }>({
    severity: 'information',
    message: ({ count }) =>
      `${count === 0 ? 'No branch asks' : 'Only one branch asks'} another system, so nothing runs side by side. Write the steps one after the other.`,
  }),
  FLW5067: notice<{ write: string; end: string }>({
    severity: 'warning',
    message: ({ write, end }) =>
      `A transaction ends at ${quote(end)}, so what ${quote(write)} stores stays if this \`try\` fails. Move it behind, or undo it in the \`catch\`.`,
  }),
  FLW5068: notice<{ entity: string; field: string }>({
    severity: 'warning',
    message: ({ entity, field }) =>
      `No row of ${quote(entity)} matches: this condition leaves no value for ${quote(field)}.`,
  }),
  FLW5069: notice<Record<never, never>>({
    severity: 'warning',
    message: () => 'This value is never missing, so `else` is never taken. Remove it.',
  }),
  FLW5070: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
} as const;
