import { notice } from './notice.ts';
import { quote, quoteAll } from './quote.ts';

interface Way {
  class: string;
  /** The places that the value passed: "Pan → extract.pan → x". */
  way: string;
  /** Where it arrives. */
  sink: string;
}

const said = ({ class: classification, way, sink }: Way): string =>
  `${capital(classification)} data: ${way} → ${sink}.`;

function capital(text: string): string {
  return text === 'pii' ? 'Personal' : text.charAt(0).toUpperCase() + text.slice(1);
}

/** DAT from 6520: where classified values must not arrive. */
export const PRIVACY_CODES = {
  DAT6520: notice<Way>({
    severity: 'error',
    message: (way) => `${said(way)} Give the payload field the classified type, or leave the value out.`,
  }),
  DAT6521: notice<Way & { declared: string | null }>({
    severity: 'warning',
    message: ({ declared, ...way }) =>
      `${said(way)} It is declared ${declared === null ? 'without a classification' : declared}, so its mask ends there. Give it the classified type.`,
  }),
  DAT6522: notice<Way>({
    severity: 'warning',
    message: (way) => `${said(way)} The audit records it without the mask of its source. Ask the decision for less.`,
  }),
  DAT6523: notice<{ operation: string; fields: readonly string[] }>({
    severity: 'warning',
    message: ({ operation, fields }) =>
      `The audit of ${quote(operation)} keeps ${quoteAll(fields)} as they are. Write \`redact: classified\`.`,
  }),
  DAT6524: notice<Way>({
    severity: 'error',
    message: (way) =>
      `${said(way)} This operation answers callers that nobody knows. Ask who calls, leave it out, or declare it \`classification: public\`.`,
  }),
  DAT6525: notice<{ class: string; name: string; where: string }>({
    severity: 'warning',
    message: ({ class: classification, name, where }) =>
      `${quote(name)} (${classification}) is part of ${where}. Send it in the body.`,
  }),
  DAT6526: notice<Way>({
    severity: 'warning',
    message: (way) => `${said(way)} Proxies log headers. Send it in the body.`,
  }),
  DAT6527: notice<Way & { why: string }>({
    severity: 'warning',
    message: ({ why, ...way }) => `${said(way)} The system ${why}.`,
  }),
  DAT6528: notice<Way>({
    severity: 'warning',
    message: (way) =>
      `${said(way)} A report masks by type, and this value has lost its type. Compute it behind the report, or not at all.`,
  }),
  DAT6530: notice<{ field: string; used: string }>({
    severity: 'error',
    message: ({ field, used }) =>
      `${quote(field)} is stored encrypted; the database can compare it for equality only, not by ${quote(used)}.`,
  }),
  DAT6531: notice<{ field: string; used: string }>({
    severity: 'error',
    message: ({ field, used }) =>
      `${quote(field)} is stored as a keyed hash; it can be compared for equality only, not by ${quote(used)}.`,
  }),
  DAT6532: notice<{ field: string; target: string; kept: string; erased: string }>({
    severity: 'error',
    message: ({ field, target, kept, erased }) =>
      `${quote(field)} is kept ${kept}, and rows of ${quote(target)} are erased after ${erased}. Write \`onDelete\`, or a retention that is no longer.`,
  }),
  DAT6533: notice<Way>({
    severity: 'warning',
    message: (way) => `${said(way)} Whoever holds the token can read its claims. Leave it out.`,
  }),
  DAT6536: notice<{ name: string; what: string }>({
    severity: 'warning',
    message: ({ name, what }) => `${quote(name)} holds ${what}. Use made-up data.`,
  }),
  DAT6537: notice<{ output: string; entity: string }>({
    severity: 'information',
    message: ({ output, entity }) =>
      `${quote(output)} gives whole rows of ${quote(entity)} to callers that nobody knows. Name the fields in an object type.`,
  }),
  DAT6538: notice<{ field: string }>({
    severity: 'error',
    message: ({ field }) =>
      `${quote(field)} is stored encrypted or as a hash: rows are found by it only in \`where\`, by \`field == value\` with a value that comes from no row.`,
  }),
  DAT6539: notice<{ field: string; reason: string }>({
    severity: 'error',
    message: ({ field, reason }) => `${quote(field)} cannot be stored encrypted or as a hash: ${reason}`,
  }),
  DAT6540: notice<{ field: string }>({
    severity: 'error',
    message: ({ field }) =>
      `${quote(field)} is encrypted for its row alone: a step that changes it names the row by its key, \`where: id == …\`.`,
  }),
} as const;
