'use client';
import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toast.tsx';
import type { IssueToken } from './curl-box.tsx';

/**
 * Opens the service's own page for the people who do its steps, with a token for the signed-in person. The token
 * travels behind the `#`, which no server sees, and ends after 15 minutes.
 */
export function OperatorPageButton({
  service,
  address,
  roles,
  issueToken,
}: {
  service: string;
  address: string;
  /** The roles that may do its tasks. */
  roles: readonly string[];
  issueToken: IssueToken;
}) {
  const [busy, setBusy] = useState(false);
  const open = async () => {
    // A window that is opened later than the press is blocked.
    const page = window.open('', '_blank');
    if (page !== null) page.opener = null;
    setBusy(true);
    const result = await issueToken({ service, roles, scopes: [] }).catch(() => null);
    setBusy(false);
    if (result?.ok && page !== null) {
      page.location.replace(`${address}/tasks#access_token=${encodeURIComponent(result.value.token)}`);
      return;
    }
    page?.close();
    toast('fail', result?.ok === false ? result.error.message : 'The operator page could not be opened. Try again.');
  };
  return (
    <Button size="small" variant="quiet" busy={busy} icon={<ExternalLink aria-hidden />} onClick={open}>
      Open its operator page
    </Button>
  );
}
