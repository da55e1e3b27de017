const TEXTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'no-access':
      'Your identity provider knows you, but nobody gave you a role in this workspace. Ask its administrator.',
    'several-roles':
      'Your identity provider gives you more than one role for this workspace. Ask its administrator for one.',
    deactivated: 'Your access to this workspace was ended. Ask its administrator.',
    'no-email': 'Your identity provider did not tell your e-mail address, which this workspace needs.',
    'email-taken': 'Another person of this workspace has your e-mail address. Ask its administrator.',
    'bad-claims': 'Your identity provider answered something that this workspace does not understand.',
    OAuthSignin: 'The identity provider cannot be reached. Try again in a minute.',
    OAuthCallback: 'The identity provider did not confirm who you are. Try again.',
  }),
);

/** The sentence for a reason in the address; an unknown one gets a general sentence, never its own text. */
export function refusalText(error: string | string[] | undefined): string | null {
  if (error === undefined) return null;
  return (typeof error === 'string' && TEXTS.get(error)) || 'Signing in did not work. Try again.';
}

/** A place in this application to go to, from an address that anybody may have written. Anything else leads home. */
export function localPath(to: string | string[] | undefined): string {
  if (typeof to !== 'string' || !/^\/(?![/\\])[^\\\s]*$/.test(to)) return '/';
  return to.startsWith('/sign-in') || to.startsWith('/api/') ? '/' : to;
}
