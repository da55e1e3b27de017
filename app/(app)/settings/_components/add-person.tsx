'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { ROLE_TEXTS, ROLES } from '#lib/domain/access/roles.ts';
import { addPersonAction } from '../actions.ts';
import { useSubmit } from './use-submit.ts';

/** Name, e-mail, role, and how they will prove who they are. */
export function AddPerson({ provider, onClose }: { provider: string | null; onClose: () => void }) {
  const [by, setBy] = useState<'password' | 'provider'>(provider ? 'provider' : 'password');
  const { busy, error, submit } = useSubmit(addPersonAction, 'Person added', onClose);
  const build = (form: FormData) => ({
    name: form.get('name'),
    email: form.get('email'),
    role: form.get('role'),
    password: by === 'password' ? form.get('password') : null,
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Add a person"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="add-person" variant="primary" busy={busy}>
            Add person
          </Button>
        </>
      }
    >
      <form id="add-person" onSubmit={submit(build)} className="flex flex-col gap-4">
        {error && <Notice tone="fail">{error}</Notice>}
        <Field label="Name">
          <Input name="name" required maxLength={100} autoComplete="off" />
        </Field>
        <Field label="E-mail">
          <Input name="email" type="email" required maxLength={254} autoComplete="off" />
        </Field>
        <Field label="Role">
          <Select name="role" defaultValue="architect">
            {ROLES.map((role) => (
              <option key={role} value={role}>{`${ROLE_TEXTS[role].label}: ${ROLE_TEXTS[role].does}`}</option>
            ))}
          </Select>
        </Field>
        {provider && (
          <Field label="Signs in by">
            <Select value={by} onChange={(event) => setBy(event.target.value === 'provider' ? 'provider' : 'password')}>
              <option value="provider">{provider}</option>
              <option value="password">password</option>
            </Select>
          </Field>
        )}
        {by === 'password' && (
          <Field
            label="Initial password"
            hint="At least 12 characters. Tell it in person; they can change it in Settings."
          >
            <Input
              name="password"
              type="password"
              required
              minLength={12}
              maxLength={200}
              autoComplete="new-password"
            />
          </Field>
        )}
      </form>
    </Dialog>
  );
}
