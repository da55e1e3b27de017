import type { Pages } from '../page.ts';
import type { SPEC_CODES } from '../spec-codes.ts';

/** The pages of `SPEC_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const specPages = (): Pages<typeof SPEC_CODES> => ({
  SPC2001: {
    title: 'Unknown key',
    why: 'A key that is not understood would be dropped in silence.',
    wrong: 'domian: lending\n',
    right: 'domain: lending\n',
  },
  SPC2002: {
    title: 'Missing key',
    why: 'There is no value that could be assumed safely.',
    wrong: 'endpoints:\n  - method: GET\n',
    right: 'endpoints:\n  - path: /quotes\n    method: GET\n',
  },
  SPC2003: {
    title: 'Another form is expected',
    why: 'Each place of the language takes certain forms; see the key on hover.',
    wrong: 'endpoints: none\n',
    right: 'endpoints: []\n',
  },
  SPC2005: {
    title: 'Two kinds in one step',
    why: 'Which of the two comes first would be a guess.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - x: {set: 1, raise: conflict}\n',
    right: 'endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - x: {set: 1}\n',
  },
  SPC2006: {
    title: 'Name used twice',
    why: 'A name refers to one thing.',
    wrong: 'roles: [clerk, clerk]\n',
    right: 'roles: [clerk, manager]\n',
  },
  SPC2007: {
    title: 'Name has the wrong form',
    why: 'Names become identifiers, columns and addresses; they have to be valid in all of them.',
    wrong: 'service: Loan Quotes\n',
    right: 'service: loan-quotes\n',
  },
  SPC2008: {
    title: 'Value is none of those allowed',
    why: 'The place takes a fixed set of values.',
    wrong: 'endpoints:\n  - path: /a\n    method: PSOT\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n',
  },
  SPC2009: {
    title: 'Too many problems',
    why: 'A thousand problems are enough to begin with. Errors are shown before warnings and remarks, and this one is as severe as the worst that it stands for.',
    wrong: null,
    right: null,
  },
  SPC2010: {
    title: 'Step without a kind',
    why: 'A step that does nothing is most likely not finished.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - x: {}\n',
    right: 'endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - x: {set: 1}\n',
  },
  SPC2011: {
    title: 'Version is assumed',
    why: 'A version is needed for releases. A first draft has none yet.',
    wrong: 'service: loan-quotes\n',
    right: 'service: loan-quotes\nversion: 1.0.0\n',
  },
  SPC2012: {
    title: 'Version of the language is not known',
    why: 'A later language may mean something else by the same words.',
    wrong: 'specVersion: "7.0"\n',
    right: 'specVersion: "1.0"\n',
  },
  SPC2013: {
    title: 'Name is not declared',
    why: 'Everything that is referred to has to be declared in this text.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - x: {raise: over_limit}\n',
    right:
      'errors:\n  over_limit: {status: 422, title: Over the limit}\nendpoints:\n  - path: /a\n    method: GET\n    processing:\n      - x: {raise: over_limit}\n',
  },
  SPC2014: {
    title: 'Name of the operation is derived',
    why: 'An operation has a name of its own, by which logs, tests and clients refer to it.',
    wrong: 'endpoints:\n  - path: /kyc/verify\n    method: POST\n',
    right: 'endpoints:\n  - path: /kyc/verify\n    method: POST\n    operation: verifyKyc\n',
  },
  SPC2015: {
    title: 'Words were not understood',
    why: 'A phrase is read by a small published grammar. What it does not cover is kept, shown and never guessed.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n    sla: 95% under 30 seconds on Sundays\n',
    right: 'endpoints:\n  - path: /a\n    method: GET\n    sla: 95% under 30 seconds\n',
  },
  SPC2016: {
    title: 'Assumed while reading a phrase',
    why: 'A phrase leaves something open. A person should confirm what was assumed, or write the precise form.',
    wrong: 'integrations:\n  - core_banking: REST API with OAuth2\n',
    right: 'integrations:\n  - core_banking: {protocol: rest, auth: oauth2_client_credentials}\n',
  },
  SPC2017: {
    title: 'Number out of range',
    why: 'The number has a meaning only in this range.',
    wrong: 'errors:\n  gone: {status: 200, title: Gone}\n',
    right: 'errors:\n  gone: {status: 410, title: Gone}\n',
  },
  SPC2018: {
    title: 'Path does not work',
    why: 'A path is the address that callers use; its parameters are inputs of the operation.',
    wrong: 'endpoints:\n  - path: quotes\n    method: GET\n',
    right: 'endpoints:\n  - path: /quotes\n    method: GET\n',
  },
  SPC2019: {
    title: 'Address used twice',
    why: 'Parameter names do not tell addresses apart: `/a/{x}` and `/a/{y}` are the same.',
    wrong: 'endpoints:\n  - path: /a/{x}\n    method: GET\n  - path: /a/{y}\n    method: GET\n',
    right: 'endpoints:\n  - path: /a/{x}\n    method: GET\n  - path: /a/{y}\n    method: DELETE\n',
  },
  SPC2020: {
    title: 'Path parameter is assumed to be a text',
    why: 'A parameter of the path is an input even if it is not listed.',
    wrong: 'endpoints:\n  - path: /quotes/{id}\n    method: GET\n',
    right: 'endpoints:\n  - path: /quotes/{id}\n    method: GET\n    input:\n      - id: uuid\n',
  },
  SPC2021: {
    title: 'Open question',
    why: 'A phrase names an obligation without saying how it is met. Nothing is guessed.',
    wrong: 'integrations:\n  - sanctions_api: REST service with fallback\n',
    right: 'integrations:\n  - sanctions_api: {protocol: rest, auth: api_key}\n',
  },
});
