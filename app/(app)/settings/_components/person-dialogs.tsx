'use client';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { ROLE_TEXTS, ROLES } from '#lib/domain/access/roles.ts';
import { changePersonAction, resetPasswordAction } from '../actions.ts';
import type { Person } from './people.tsx';
import { useSubmit } from './use-submit.ts';

interface Props {
  person: Person;
  onClose: () => void;
}

/** Another role, from their next request on. */
export function RoleDialog({ person, claimRules, onClose }: Props & { claimRules: boolean }) {
  const replaced = claimRules && person.by === 'provider';
  const { busy, error, submit } = useSubmit(changePersonAction, `${person.name} has a new role`, onClose);
  return (
    <Frame title={`Change the role of ${person.name}`} verb="Change role" busy={busy} error={error} onClose={onClose}>
      <form id="person" onSubmit={submit((form) => ({ personId: person.id, role: form.get('role') }))}>
        <Field
          label="Role"
          hint={
            replaced
              ? 'It holds from their next request on, until their next sign-in: then the identity provider gives the role.'
              : 'It holds from their next request on.'
          }
        >
          <Select name="role" defaultValue={person.role}>
            {ROLES.map((role) => (
              <option key={role} value={role}>{`${ROLE_TEXTS[role].label}: ${ROLE_TEXTS[role].does}`}</option>
            ))}
          </Select>
        </Field>
      </form>
    </Frame>
  );
}

/** Ends or restores access. */
export function AccessDialog({ person, onClose }: Props) {
  const verb = person.active ? 'Deactivate' : 'Activate';
  const done = `${person.name} is ${person.active ? 'deactivated' : 'active again'}`;
  const { busy, error, submit } = useSubmit(changePersonAction, done, onClose);
  return (
    <Frame
      title={`${verb} ${person.name}`}
      verb={verb}
      busy={busy}
      error={error}
      danger={person.active}
      onClose={onClose}
    >
      <form id="person" onSubmit={submit(() => ({ personId: person.id, active: !person.active }))}>
        <p className="text-sm">
          {person.active
            ? 'They are signed out everywhere at once and cannot come in. What they wrote, signed and did stays in the ledger.'
            : 'They can sign in again, with the role that they had.'}
        </p>
      </form>
    </Frame>
  );
}

/** A new password for somebody who lost theirs. */
export function PasswordDialog({ person, onClose }: Props) {
  const { busy, error, submit } = useSubmit(resetPasswordAction, `${person.name} has a new password`, onClose);
  return (
    <Frame
      title={`Reset the password of ${person.name}`}
      verb="Reset password"
      busy={busy}
      error={error}
      onClose={onClose}
    >
      <form id="person" onSubmit={submit((form) => ({ personId: person.id, password: form.get('password') }))}>
        <Field
          label="New password"
          hint="At least 12 characters. Tell it in person. They are signed out everywhere, and the ledger names you."
        >
          <Input name="password" type="password" required minLength={12} maxLength={200} autoComplete="new-password" />
        </Field>
      </form>
    </Frame>
  );
}

function Frame({
  title,
  verb,
  busy,
  error,
  danger = false,
  onClose,
  children,
}: {
  title: string;
  verb: string;
  busy: boolean;
  error: string | null;
  danger?: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="person" variant={danger ? 'danger' : 'primary'} busy={busy}>
            {verb}
          </Button>
        </>
      }
    >
      {error && (
        <Notice tone="fail" className="mb-4">
          {error}
        </Notice>
      )}
      {children}
    </Dialog>
  );
}
