'use client';
import { LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useTransition } from 'react';
import { IconButton } from '../ui/button.tsx';
import { Menu, MenuItem, MenuLabel, MenuLine } from '../ui/menu.tsx';
import { initials } from './initials.ts';
import { chooseTheme, useTheme, useThemeChoice } from './theme.ts';

export interface ShellPerson {
  name: string;
  email: string;
  role: string;
}

/** Who is signed in, the theme, and the way out. */
export function PersonMenu({ person, onSignOut }: { person: ShellPerson; onSignOut: () => Promise<void> }) {
  const choice = useThemeChoice();
  const [leaving, startLeaving] = useTransition();
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Signed in as ${person.name}`}
          className="flex size-7 items-center justify-center rounded-full bg-accent-soft font-semibold text-[11px] text-accent"
        >
          {initials(person.name)}
        </button>
      }
    >
      <div className="px-2 py-1.5">
        <p className="font-medium text-sm">{person.name}</p>
        <p className="text-muted text-xs">{person.email}</p>
        <p className="text-muted text-xs capitalize">{person.role}</p>
      </div>
      <MenuLine />
      <MenuLabel>Theme</MenuLabel>
      {THEMES.map(({ value, label, icon: Icon }) => (
        <MenuItem key={value} onSelect={() => chooseTheme(value)}>
          <Icon aria-hidden />
          {label}
          {choice === value && <span className="ml-auto text-muted text-xs">chosen</span>}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem disabled={leaving} onSelect={() => startLeaving(onSignOut)}>
        <LogOut aria-hidden />
        Sign out
      </MenuItem>
    </Menu>
  );
}

const THEMES = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'system', label: 'As the system', icon: Monitor },
] as const;

/** Switches between light and dark. */
export function ThemeToggle() {
  const next = useTheme() === 'dark' ? 'light' : 'dark';
  return (
    <IconButton label={`Use the ${next} theme`} onClick={() => chooseTheme(next)}>
      {next === 'light' ? <Sun aria-hidden /> : <Moon aria-hidden />}
    </IconButton>
  );
}
