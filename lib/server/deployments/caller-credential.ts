import { z } from 'zod';

/** A token or key of a caller's own: printable ASCII without blanks, as it goes into a header or a cookie; at most 8,000 characters. */
export const callerCredential = z
  .string()
  .min(1)
  .max(8_000)
  .regex(/^[\x21-\x7e]+$/);
