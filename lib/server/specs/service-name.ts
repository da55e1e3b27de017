import { z } from 'zod';

/** A service's name: kebab-case, 3 to 63 characters, starting with a letter. It is part of addresses and never changes. */
export const serviceName = z
  .string()
  .max(63, 'A name has at most 63 characters.')
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'A name has small letters, digits and single hyphens, and starts with a letter.',
  )
  .min(3, 'A name has at least 3 characters.');
