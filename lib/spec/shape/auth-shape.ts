import type { Shape } from './shape.ts';

/** How callers are known. */
export const AUTH_SHAPES = {
  auth: {
    name: 'a way to know callers',
    keys: {
      scheme: {
        takes: { form: 'oneOf', values: ['oidc', 'jwt', 'api_key', 'session'] },
        doc: 'Tokens of an identity provider, tokens signed with a secret, keys, or a session in a cookie.',
        example: 'scheme: jwt',
        required: true,
      },
      issuer: {
        takes: { form: 'text', what: 'an address, or a setting such as $AUTH_ISSUER' },
        doc: 'Who signs the tokens.',
        example: 'issuer: $AUTH_ISSUER',
      },
      audience: {
        takes: { form: 'text', what: 'a name' },
        doc: 'For whom tokens are meant. Others are refused.',
        example: 'audience: loan-quotes',
      },
      secret: {
        takes: { form: 'text', what: 'a setting such as $AUTH_SECRET' },
        doc: 'The setting that holds the secret which tokens are signed with. Never the secret itself.',
        example: 'secret: $AUTH_SECRET',
      },
      header: {
        takes: { form: 'map', shape: 'authHeader' },
        doc: 'The header that carries the token or the key. Left out: `Authorization: Bearer`, or `X-API-Key` for keys.',
        example: 'header: {name: Authorization, prefix: Token}',
      },
      cookie: {
        takes: { form: 'map', shape: 'authCookie' },
        doc: 'The cookie of a session. It is always HttpOnly.',
        example: 'cookie: {name: sid, sameSite: strict}',
      },
      subject: {
        takes: { form: 'reference', to: 'entity' },
        doc: "The entity whose row the token's subject names; it is read as `caller.subject`.",
        example: 'subject: User',
      },
      expires: {
        takes: { form: 'phrase', phrase: 'period', shape: null },
        doc: 'How long a token that the service signs is valid.',
        example: 'expires: 12h',
      },
    },
  },
  authHeader: {
    name: 'a header for credentials',
    keys: {
      name: {
        takes: { form: 'text', what: 'the name of a header' },
        doc: 'Its name.',
        example: 'name: Authorization',
        required: true,
      },
      prefix: {
        takes: { form: 'text', what: 'a word' },
        doc: 'The word before the token.',
        example: 'prefix: Token',
      },
    },
  },
  authCookie: {
    name: 'a cookie for sessions',
    keys: {
      name: {
        takes: { form: 'text', what: 'the name of a cookie' },
        doc: 'Its name.',
        example: 'name: sid',
        required: true,
      },
      sameSite: {
        takes: { form: 'oneOf', values: ['strict', 'lax', 'none'] },
        doc: 'Whether requests from other sites carry it. Left out: lax.',
        example: 'sameSite: strict',
      },
      secure: {
        takes: { form: 'oneOf', values: ['true', 'false'] },
        doc: "Whether it is sent over HTTPS only. Left out: by the scheme of the service's public address.",
        example: 'secure: true',
      },
    },
  },
} as const satisfies Record<string, Shape>;
