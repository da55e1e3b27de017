import { notice } from './notice.ts';
import { quote } from './quote.ts';

/** DEC6020 to 6029: scorecards. */
export const SCORECARD_CODES = {
  DEC6020: notice<{ characteristic: string; above: string }>({
    severity: 'warning',
    message: ({ characteristic, above }) =>
      `This attribute of ${quote(characteristic)} is never reached: one above it ${above}.`,
  }),
  DEC6021: notice<{ code: string; characteristic: string }>({
    severity: 'warning',
    message: ({ code, characteristic }) =>
      `${quote(code)} is a reason of ${quote(characteristic)} already. Who reads the result cannot tell which one counted.`,
  }),
  DEC6022: notice<{ what: string }>({
    severity: 'error',
    message: ({ what }) => `${what} is a number of at most 15 digits, 6 of them behind the point, such as 0.25 or -10.`,
  }),
  DEC6023: notice<{ name: string }>({
    severity: 'warning',
    message: ({ name }) => `No step uses ${quote(name)}, so its conditions are not checked.`,
  }),
  DEC6024: notice<{ characteristic: string }>({
    severity: 'error',
    message: ({ characteristic }) =>
      `${quote(characteristic)} says either one attribute (\`when\`, \`partialScore\`) or several (\`attributes\`).`,
  }),
  DEC6025: notice<{ scorecard: string; problem: string }>({
    severity: 'error',
    message: ({ scorecard, problem }) =>
      `${quote(scorecard)} is used elsewhere too, and here its conditions mean something else: ${problem} Give the value by its name in \`with\`.`,
  }),
} as const;
