import { z } from 'zod';

const blank = (value: unknown) => (value === '' ? undefined : value);

const Settings = z.object({
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string().min(1).max(500),
  OIDC_CLIENT_SECRET: z.string().min(1).max(500),
  OIDC_NAME: z.preprocess(blank, z.string().max(60).default('your identity provider')),
  OIDC_ROLE_CLAIM: z.preprocess(blank, z.string().max(200).optional()),
});

export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the button says: "Sign in with …". */
  name: string;
  /** The claim that carries the role; null when administrators add people by e-mail instead. */
  roleClaim: string | null;
}

/** The identity provider of the settings, or null when none is set. Throws when it is set in part or wrongly. */
export function oidcSettings(env: NodeJS.ProcessEnv = process.env): OidcSettings | null {
  if (!env['OIDC_ISSUER']) return null;
  const parsed = Settings.safeParse(env);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join('.'));
    throw new Error(`These settings are missing or wrong: ${names.join(', ')}`);
  }
  const { data } = parsed;
  return {
    issuer: data.OIDC_ISSUER.replace(/\/$/, ''),
    clientId: data.OIDC_CLIENT_ID,
    clientSecret: data.OIDC_CLIENT_SECRET,
    name: data.OIDC_NAME,
    roleClaim: data.OIDC_ROLE_CLAIM ?? null,
  };
}
