'use client';
import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Count } from '../ui/badge.tsx';
import { classNames } from '../ui/class-names.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { Logo } from './logo.tsx';
import { isOn, PAGES, type ShellPage } from './pages.ts';
import type { ShellCounts } from './use-counts.ts';

/** The way around: a narrow rail of icons with their names on hover and focus. Hidden on phones, which have `BottomBar`. */
export function Rail({ counts }: { counts: ShellCounts }) {
  const path = usePathname();
  return (
    <nav
      aria-label="Pages"
      className="hidden w-12 shrink-0 flex-col items-center gap-1 border-hairline border-r bg-surface pb-3 md:flex"
    >
      <Link href="/" aria-label="Plumbline, home" className="mb-1 flex h-12 items-center text-accent">
        <Logo className="size-6" />
      </Link>
      {PAGES.map((page) => (
        <Tooltip key={page.href} content={page.label} side="right">
          <Link
            href={page.href}
            aria-current={isOn(page.href, path) ? 'page' : undefined}
            className={classNames(
              'relative flex size-9 items-center justify-center rounded-md transition-colors duration-100',
              page.href === '/settings' && 'mt-auto',
              isOn(page.href, path) ? 'bg-selected text-accent' : 'text-muted hover:bg-hover hover:text-ink',
            )}
          >
            <page.icon className="size-[18px]" aria-hidden />
            <span className="sr-only">{page.label}</span>
            <PageCount page={page} counts={counts} />
          </Link>
        </Tooltip>
      ))}
    </nav>
  );
}

/** The same on a phone: the pages where people act, and the others behind More. */
export function BottomBar({ counts }: { counts: ShellCounts }) {
  const path = usePathname();
  const item = 'relative flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-xs';
  return (
    <nav
      aria-label="Pages"
      className="flex h-14 shrink-0 border-hairline border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {PAGES.filter((page) => page.first).map((page) => (
        <Link
          key={page.href}
          href={page.href}
          aria-current={isOn(page.href, path) ? 'page' : undefined}
          className={classNames(item, isOn(page.href, path) ? 'font-medium text-accent' : 'text-muted')}
        >
          <span className="relative">
            <page.icon className="size-5" aria-hidden />
            <PageCount page={page} counts={counts} />
          </span>
          {page.label}
        </Link>
      ))}
      <Menu
        side="top"
        trigger={
          <button type="button" className={classNames(item, 'text-muted')}>
            <Ellipsis className="size-5" aria-hidden />
            More
          </button>
        }
      >
        {PAGES.filter((page) => !page.first).map((page) => (
          <MenuItem key={page.href} asChild>
            <Link href={page.href}>
              <page.icon aria-hidden />
              {page.label}
            </Link>
          </MenuItem>
        ))}
      </Menu>
    </nav>
  );
}

function PageCount({ page, counts }: { page: ShellPage; counts: ShellCounts }) {
  if (!page.count) return null;
  return (
    <span className="absolute -top-0.5 -right-1">
      <Count value={counts[page.count]} label="waiting for you" />
    </span>
  );
}
