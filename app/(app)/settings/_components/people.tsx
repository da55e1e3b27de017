'use client';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { Section } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx';
import type { PlatformRole } from '#lib/domain/access/permissions.ts';
import { ROLE_TEXTS } from '#lib/domain/access/roles.ts';
import { AddPerson } from './add-person.tsx';
import { AccessDialog, PasswordDialog, RoleDialog } from './person-dialogs.tsx';

export interface Person {
  id: string;
  name: string;
  email: string;
  role: PlatformRole;
  active: boolean;
  by: 'password' | 'provider';
  lastSignIn: string | null;
}

type Task = { kind: 'add' } | { kind: 'role' | 'access' | 'password'; person: Person };

/** Everybody in this workspace, for administrators. */
export function People({
  people,
  self,
  provider,
  claimRules,
}: {
  people: readonly Person[];
  self: string;
  provider: string | null;
  /** Whether the identity provider's claim gives the roles. */
  claimRules: boolean;
}) {
  const [task, setTask] = useState<Task | null>(null);
  const close = () => setTask(null);
  return (
    <Section
      title={<span id="people">People</span>}
      count={people.length}
      action={
        <Button size="small" onClick={() => setTask({ kind: 'add' })}>
          Add person
        </Button>
      }
    >
      <Table label="People">
        <TableHead>
          <HeadCell>Name</HeadCell>
          <HeadCell>E-mail</HeadCell>
          <HeadCell>Role</HeadCell>
          <HeadCell>Signs in by</HeadCell>
          <HeadCell>Last sign-in</HeadCell>
          <HeadCell align="end">
            <span className="sr-only">Commands</span>
          </HeadCell>
        </TableHead>
        <tbody>
          {people.map((person) => (
            <PersonLine key={person.id} person={person} self={person.id === self} onTask={setTask} />
          ))}
        </tbody>
      </Table>
      {task?.kind === 'add' && <AddPerson provider={provider} onClose={close} />}
      {task?.kind === 'role' && <RoleDialog person={task.person} claimRules={claimRules} onClose={close} />}
      {task?.kind === 'access' && <AccessDialog person={task.person} onClose={close} />}
      {task?.kind === 'password' && <PasswordDialog person={task.person} onClose={close} />}
    </Section>
  );
}

function PersonLine({ person, self, onTask }: { person: Person; self: boolean; onTask: (task: Task) => void }) {
  return (
    <Row className={person.active ? undefined : 'text-muted'}>
      <Cell className="whitespace-nowrap font-medium">
        {person.name} {self && <span className="font-normal text-muted">you</span>}
        {!person.active && <Badge className="ml-2">deactivated</Badge>}
      </Cell>
      <Cell>{person.email}</Cell>
      <Cell className="whitespace-nowrap">{ROLE_TEXTS[person.role].label}</Cell>
      <Cell className="whitespace-nowrap">{person.by === 'password' ? 'password' : 'identity provider'}</Cell>
      <Cell className="text-muted">{person.lastSignIn ? <RelativeTime at={person.lastSignIn} /> : 'never'}</Cell>
      <Cell align="end" flush>
        {!self && (
          <Menu
            trigger={
              <IconButton size="small" label={`Change ${person.name}`}>
                <Ellipsis aria-hidden />
              </IconButton>
            }
          >
            <MenuItem onSelect={() => onTask({ kind: 'role', person })}>Change role</MenuItem>
            {person.by === 'password' && (
              <MenuItem onSelect={() => onTask({ kind: 'password', person })}>Reset password</MenuItem>
            )}
            <MenuItem danger={person.active} onSelect={() => onTask({ kind: 'access', person })}>
              {person.active ? 'Deactivate' : 'Activate'}
            </MenuItem>
          </Menu>
        )}
      </Cell>
    </Row>
  );
}
