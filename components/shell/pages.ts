import {
  BadgeCheck,
  BookOpen,
  Bot,
  Boxes,
  House,
  ListTodo,
  type LucideIcon,
  Play,
  Rocket,
  ScrollText,
  Settings,
} from 'lucide-react';
import type { ShellCounts } from './use-counts.ts';

export interface ShellPage {
  href: string;
  label: string;
  icon: LucideIcon;
  count?: keyof ShellCounts;
  /** In the bottom bar of a phone; the others are behind More. */
  first?: true;
}

/** The pages of the rail, in its order. Only pages that exist. */
export const PAGES: readonly ShellPage[] = [
  { href: '/', label: 'Home', icon: House, first: true },
  { href: '/services', label: 'Services', icon: Boxes, first: true },
  { href: '/runs', label: 'Runs', icon: Play },
  { href: '/approvals', label: 'Approvals', icon: BadgeCheck, count: 'approvals', first: true },
  { href: '/deployments', label: 'Deployments', icon: Rocket },
  { href: '/tasks', label: 'Tasks', icon: ListTodo, count: 'tasks', first: true },
  { href: '/agents', label: 'Agents', icon: Bot },
  { href: '/ledger', label: 'Ledger', icon: ScrollText },
  { href: '/reference', label: 'Reference', icon: BookOpen },
  { href: '/settings', label: 'Settings', icon: Settings },
];

/** Whether an address is on a page or below it. */
export function isOn(page: string, path: string): boolean {
  return page === '/' ? path === '/' : path === page || path.startsWith(`${page}/`);
}
