/** Where a request carries what proves its caller. */
export type TokenPlace = { kind: 'header'; name: string; prefix: string | null } | { kind: 'cookie'; name: string };

/** The header, by its name in lower case, that carries a token or key there. */
export function carried(place: TokenPlace, token: string): Record<string, string> {
  if (place.kind === 'cookie') return { cookie: `${place.name}=${token}` };
  return { [place.name.toLowerCase()]: place.prefix === null ? token : `${place.prefix} ${token}` };
}
