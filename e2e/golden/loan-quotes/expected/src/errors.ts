import type { NamedError } from './platform/problems.ts';

export const unknown_quote: NamedError = { name: 'unknown_quote', status: 404, title: 'Quote is not known' };

export const not_eligible: NamedError = { name: 'not_eligible', status: 422, title: 'No loan can be offered' };
