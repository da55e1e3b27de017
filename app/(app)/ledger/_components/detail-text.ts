const SHOWN: Readonly<Record<string, (value: string) => string>> = {
  number: (value) => `number ${value}`,
  message: (value) => value,
  reason: (value) => value,
  meaning: (value) => value,
  from: (value) => `from ${value}`,
  role: (value) => value,
  by: (value) => `by ${value}`,
  releaseNumber: (value) => `release ${value}`,
  toRelease: (value) => `to release ${value}`,
  environment: (value) => value,
  operation: (value) => value,
  step: (value) => value,
  model: (value) => value,
  password: (value) => `password ${value}`,
  digest: (value) => value.slice(0, 12),
};

/** The telling parts of an entry's detail in one line; the whole of it is one press away. */
export function detailText(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null) return '';
  const members = new Map<string, unknown>(Object.entries(detail));
  const parts = Object.entries(SHOWN).flatMap(([key, say]) => {
    const value = members.get(key);
    return typeof value === 'string' || typeof value === 'number' ? [say(String(value))] : [];
  });
  const active = members.get('active');
  if (typeof active === 'boolean') parts.push(active ? 'activated' : 'deactivated');
  return parts.join(' · ');
}

/** The page of an entry's subject, where it has one. */
export function subjectHref({ subject, service }: { subject: string; service: string | null }): string | null {
  const [kind, id] = subject.split(':');
  if (kind === 'run' && id) return `/runs/${id}`;
  if (kind === 'deployment' && service) return `/deployments/${service}`;
  return service ? `/services/${service}` : null;
}
