'use client';
import type { ReactNode } from 'react';
import type { ActionResult } from '#lib/core/action-result.ts';
import { CommandPalette, type Findable } from './command-palette.tsx';
import { PersonMenu, type ShellPerson, ThemeToggle } from './person-menu.tsx';
import { BottomBar, Rail } from './rail.tsx';
import { useCounts } from './use-counts.ts';

/** The frame of every page: rail, page, and search, theme and person above at the right. */
export function Shell({
  person,
  find,
  onSignOut,
  children,
}: {
  person: ShellPerson;
  find: () => Promise<ActionResult<Findable>>;
  onSignOut: () => Promise<void>;
  children: ReactNode;
}) {
  const counts = useCounts();
  return (
    <div className="flex h-dvh">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-1.5 text-on-accent text-sm focus:translate-y-0"
      >
        Skip to the page
      </a>
      <Rail counts={counts} />
      <div className="relative flex min-w-0 flex-1 flex-col">
        <div className="absolute top-0 right-4 z-30 flex h-12 items-center gap-1 md:right-6">
          <CommandPalette find={find} onSignOut={onSignOut} />
          <span className="hidden md:block">
            <ThemeToggle />
          </span>
          <PersonMenu person={person} onSignOut={onSignOut} />
        </div>
        <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col overflow-y-auto outline-none">
          {children}
        </main>
        <BottomBar counts={counts} />
      </div>
    </div>
  );
}
