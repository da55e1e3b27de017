'use client';
import { Command } from 'cmdk';
import { BookOpen, Boxes, LogOut, Moon, Pencil, Play, Plus, Search, Sun, User } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { ActionResult } from '#lib/core/action-result.ts';
import { IconButton } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { PAGES } from './pages.ts';
import { chooseTheme, useTheme } from './theme.ts';

/** What the palette finds besides pages and commands. People are there for administrators only. */
export interface Findable {
  services: readonly { name: string; mayEdit: boolean }[];
  runs: readonly { id: string; label: string; status: string }[];
  people: readonly { id: string; name: string; email: string }[];
  /** Diagnostics of the language, shown once something is typed. */
  codes: readonly { code: string; title: string }[];
  mayCreate: boolean;
}

/** ⌘K or Ctrl K: goes anywhere and does what has no place of its own. Reads what can be found each time it opens. */
export function CommandPalette({
  find,
  onSignOut,
}: {
  find: () => Promise<ActionResult<Findable>>;
  onSignOut: () => Promise<void>;
}) {
  const [open, setOpen] = useState(false);
  const [found, setFound] = useState<ActionResult<Findable> | null>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  useEffect(() => {
    if (!open) return;
    const unreachable = 'The server does not answer. Pages and commands still work.';
    find().then(setFound, () => setFound({ ok: false, error: { code: 'unavailable', message: unreachable } }));
  }, [open, find]);
  const close = useCallback(() => setOpen(false), []);
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Trigger onOpen={() => setOpen(true)} />
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-backdrop" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[10vh] left-1/2 z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 animate-appear overflow-hidden rounded-md bg-raised shadow-floating"
        >
          <Radix.Title className="sr-only">Find</Radix.Title>
          <Palette found={found} onDone={close} onSignOut={onSignOut} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Trigger({ onOpen }: { onOpen: () => void }) {
  return (
    <>
      <button
        type="button"
        onClick={onOpen}
        className="hidden h-8 w-32 items-center gap-2 rounded-md border border-edge bg-surface px-2 text-muted text-sm hover:bg-hover md:flex"
      >
        <Search className="size-4" aria-hidden />
        Find
        <span className="ml-auto flex gap-0.5">
          <Kbd>⌘</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      <IconButton label="Find" className="md:hidden" onClick={onOpen}>
        <Search aria-hidden />
      </IconButton>
    </>
  );
}

function Palette({
  found,
  onDone,
  onSignOut,
}: {
  found: ActionResult<Findable> | null;
  onDone: () => void;
  onSignOut: () => Promise<void>;
}) {
  const router = useRouter();
  const theme = useTheme();
  const go = (href: string) => () => {
    onDone();
    router.push(href);
  };
  const other = theme === 'dark' ? 'light' : 'dark';
  const [typed, setTyped] = useState('');
  return (
    <Command label="Find">
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder="Find a page, service, run, diagnostic or command"
        className="h-11 w-full border-hairline border-b bg-transparent px-4 text-base outline-none"
      />
      <Command.List className="max-h-[56vh] overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-muted text-sm">Nothing found by this name.</Command.Empty>
        <Group heading="Pages">
          {PAGES.map((page) => (
            <Item
              key={page.href}
              icon={<page.icon aria-hidden />}
              value={`page ${page.label}`}
              onSelect={go(page.href)}
            >
              {page.label}
            </Item>
          ))}
        </Group>
        {found && !found.ok && <p className="px-3 py-2 text-fail text-sm">{found.error.message}</p>}
        {found?.ok && <Found found={found.value} go={go} />}
        {found?.ok && typed.trim().length > 1 && <Codes codes={found.value.codes} go={go} />}
        <Group heading="Commands">
          {found?.ok && found.value.mayCreate && (
            <Item icon={<Plus aria-hidden />} value="new service create" onSelect={go('/services/new')}>
              New service
            </Item>
          )}
          <Item
            icon={other === 'light' ? <Sun aria-hidden /> : <Moon aria-hidden />}
            value={`theme ${other}`}
            onSelect={() => chooseTheme(other)}
          >
            {`Use the ${other} theme`}
          </Item>
          <Item icon={<LogOut aria-hidden />} value="sign out leave" onSelect={() => void onSignOut()}>
            Sign out
          </Item>
        </Group>
      </Command.List>
    </Command>
  );
}

function Found({ found, go }: { found: Findable; go: (href: string) => () => void }) {
  return (
    <>
      {found.services.length > 0 && (
        <Group heading="Services">
          {found.services.flatMap(({ name, mayEdit }) => [
            <Item key={name} icon={<Boxes aria-hidden />} value={`service ${name}`} onSelect={go(`/services/${name}`)}>
              {name}
            </Item>,
            mayEdit && (
              <Item
                key={`${name} edit`}
                icon={<Pencil aria-hidden />}
                value={`edit specification ${name}`}
                onSelect={go(`/services/${name}/edit`)}
              >
                {`Edit ${name}`}
              </Item>
            ),
          ])}
        </Group>
      )}
      {found.runs.length > 0 && (
        <Group heading="Recent runs">
          {found.runs.map((run) => (
            <Item
              key={run.id}
              icon={<Play aria-hidden />}
              value={`${run.label} ${run.id}`}
              onSelect={go(`/runs/${run.id}`)}
            >
              {run.label}
              <span className="ml-auto text-muted text-xs">{run.status}</span>
            </Item>
          ))}
        </Group>
      )}
      {found.people.length > 0 && (
        <Group heading="People">
          {found.people.map((person) => (
            <Item
              key={person.id}
              icon={<User aria-hidden />}
              value={`person ${person.name} ${person.email}`}
              onSelect={go('/settings#people')}
            >
              {person.name}
              <span className="ml-auto text-muted text-xs">{person.email}</span>
            </Item>
          ))}
        </Group>
      )}
    </>
  );
}

function Codes({ codes, go }: { codes: Findable['codes']; go: (href: string) => () => void }) {
  return (
    <Group heading="Diagnostics">
      {codes.map(({ code, title }) => (
        <Item
          key={code}
          icon={<BookOpen aria-hidden />}
          value={`diagnostic ${code} ${title}`}
          onSelect={go(`/reference/${code}`)}
        >
          {title}
          <span className="ml-auto font-mono text-muted text-xs">{code}</span>
        </Item>
      ))}
    </Group>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="**:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-muted **:[[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

function Item({
  icon,
  value,
  onSelect,
  children,
}: {
  icon: ReactNode;
  value: string;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-8 cursor-pointer items-center gap-2 rounded-sm px-2 text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      {icon}
      {children}
    </Command.Item>
  );
}
