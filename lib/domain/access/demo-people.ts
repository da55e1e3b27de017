import type { PlatformRole } from './permissions.ts';

/** The people of the demo workspace, one of each role. A real workspace has none of them. */
export const DEMO_PEOPLE: readonly { email: string; name: string; role: PlatformRole }[] = [
  { email: 'asha@demo.local', name: 'Asha Rao', role: 'architect' },
  { email: 'omar@demo.local', name: 'Omar Haddad', role: 'orchestrator' },
  { email: 'mina@demo.local', name: 'Mina Sato', role: 'monitor' },
  { email: 'ravi@demo.local', name: 'Ravi Iyer', role: 'expert' },
  { email: 'ada@demo.local', name: 'Ada Lindqvist', role: 'administrator' },
];

/** Known to everybody, hence only ever given to the demo people of a demo workspace. */
export const DEMO_PASSWORD = 'plumbline';
