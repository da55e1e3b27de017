/** How strong the encryption of connections is by its name: TLS 1.2 and newer are strong, older ones and SSL weak (RFC 8996). */
export function strengthOf(text: string): 'strong' | 'weak' | 'unknown' {
  const name = text.trim();
  const version = /^tls[ v-]*(\d(?:\.\d)?)/i.exec(name)?.[1];
  if (/^ssl/i.test(name) || (version !== undefined && Number(version) < 1.2)) return 'weak';
  return version === undefined ? 'unknown' : 'strong';
}
