import type { Framework, Model } from '../model.ts';
import type { FrameworkName } from './rule.ts';

/** Every framework with rules, and the names that people write for it; the usual one first. */
export const FRAMEWORK_NAMES: readonly { name: FrameworkName; aliases: readonly [string, ...string[]] }[] = [
  { name: 'PMLA', aliases: ['PMLA', 'PML Act', 'PMLR', 'PML Rules', 'Prevention of Money-laundering Act', 'FIU-IND'] },
  {
    name: 'RBI',
    aliases: ['RBI', 'RBI-KYC', 'RBI-IT', 'RBI-DL', 'RBI Digital Lending', 'RBI Outsourcing', 'Reserve Bank of India'],
  },
  { name: 'SEBI', aliases: ['SEBI', 'CSCRF', 'SEBI-CSCRF', 'SEBI-LODR', 'LODR'] },
  { name: 'CERT-In', aliases: ['CERT-In', 'CERT-In Directions'] },
  { name: 'DPDP', aliases: ['DPDP', 'DPDPA', 'DPDP Act', 'DPDP Rules', 'Digital Personal Data Protection Act'] },
  { name: 'PCI DSS', aliases: ['PCI-DSS', 'PCI', 'PCI DSS 4.0', 'PCI DSS 4.0.1', 'PCI DSS v4'] },
  { name: 'HIPAA', aliases: ['HIPAA', 'HIPAA Security Rule'] },
  { name: 'GDPR', aliases: ['GDPR', 'DSGVO', 'EU GDPR'] },
  { name: 'SOC 2', aliases: ['SOC2', 'SOC 2 Type II'] },
];

/** Names for "did you mean", the usual one of each framework. */
export const USUAL_NAMES: readonly string[] = FRAMEWORK_NAMES.map(({ aliases }) => aliases[0]);

const BY_NAME: ReadonlyMap<string, FrameworkName> = new Map(
  FRAMEWORK_NAMES.flatMap(({ name, aliases }) => aliases.map((alias) => [fold(alias), name] as const)),
);

/** The framework that a name means, or null if there are no rules of it. Case, spaces and hyphens do not count. */
export function frameworkNamed(name: string): FrameworkName | null {
  return BY_NAME.get(fold(name)) ?? null;
}

/** The frameworks that a model names and that there are rules for, in the order of their first mention. */
export function selectedFrameworks(model: Model): ReadonlyMap<FrameworkName, readonly Framework[]> {
  const found = new Map<FrameworkName, Framework[]>();
  for (const framework of model.frameworks) {
    const name = frameworkNamed(framework.name);
    if (name === null) continue;
    const known = found.get(name);
    if (known === undefined) found.set(name, [framework]);
    else known.push(framework);
  }
  return found;
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
