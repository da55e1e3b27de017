import { notice } from './notice.ts';
import { quote } from './quote.ts';

/** SPC from 2050: declarations, operations, and how a service runs. */
export const SECTION_CODES = {
  SPC2050: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  SPC2051: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  SPC2052: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  SPC2053: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  SPC2054: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  SPC2055: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  SPC2057: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  SPC2058: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  SPC2060: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  SPC2061: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  SPC2062: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  SPC2063: notice<{ member: string }>({
    severity: 'error',
    message: ({ member }) =>
      `Nothing says what ${quote(member)} of this body holds. Make it optional, give it one value, or name it after what an error knows: code, title, message, status, type, time, errors, service, version.`,
  }),
  SPC2064: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
} as const;
