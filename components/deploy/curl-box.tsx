'use client';
import { useState } from 'react';
import type { ActionResult } from '#lib/core/action-result.ts';
import { curlFor } from '#lib/domain/deployments/curl-for.ts';
import type { Callers } from '#lib/domain/deployments/service-deployment.ts';
import type { Rights } from '#lib/domain/deployments/service-operation.ts';
import { carried } from '#lib/domain/deployments/token-place.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/code-block.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import type { OperationRequest } from './operation-request.ts';

/** Makes a token for the signed-in person. `expiresAt` is RFC 3339. */
export type IssueToken = (asked: {
  service: string;
  roles: readonly string[];
  scopes: readonly string[];
}) => Promise<ActionResult<{ token: string; expiresAt: string }>>;

const SHOWN_BODY = 600;

/** The request as a command. The token is made on demand, shown masked, and copied whole. */
export function CurlBox({
  service,
  address,
  request,
  rights,
  callers,
  credential,
  issueToken,
}: {
  service: string;
  address: string;
  request: OperationRequest | null;
  rights: Rights;
  callers: Callers;
  /** A token or key of the caller's own. */
  credential: string | null;
  issueToken: IssueToken;
}) {
  const [held, setHeld] = useState<{ token: string; expiresAt: string; rights: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const said = JSON.stringify(rights);
  const token = held?.rights === said ? held : null;

  const make = async () => {
    setBusy(true);
    setFailure(null);
    const result = await issueToken({ service, ...rights }).catch(() => null);
    setBusy(false);
    if (result?.ok) setHeld({ ...result.value, rights: said });
    else setFailure(result?.error.message ?? 'The server cannot be reached. Try again.');
  };

  if (!request) return <p className="text-muted text-xs">The command appears when the form is filled in.</p>;
  const commandWith = (bearer: string, body: string | null) =>
    curlFor({
      method: request.method,
      url: `${address}${request.path}`,
      headers: { ...request.headers, ...carried(callers.place, bearer) },
      body,
      parts: request.parts,
    });
  const shown = credential ?? token?.token ?? null;
  const masked = shown === null ? (callers.kind === 'keys' ? 'KEY' : 'TOKEN') : `${shown.slice(0, 8)}…`;
  const isMade = callers.kind !== 'keys' && credential === null;
  return (
    <section aria-label="Command" className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <h3 className="font-medium">curl</h3>
        <span className="text-muted text-xs">
          {isMade && token && (
            <>
              the token ends <RelativeTime at={token.expiresAt} />
            </>
          )}
          {isMade && !token && 'make a token to copy a command that works'}
        </span>
        <span className="ml-auto flex items-center gap-1">
          {isMade && (
            <Button size="small" busy={busy} onClick={make}>
              {token ? 'Make another token' : 'Make a token'}
            </Button>
          )}
          {shown !== null && <CopyButton text={commandWith(shown, request.body)} label="Copy curl" />}
        </span>
      </div>
      {failure && (
        <p role="alert" className="text-fail text-xs">
          {failure}
        </p>
      )}
      <pre className="overflow-x-auto whitespace-pre-wrap break-all rounded-md bg-sunken px-3 py-2 font-mono text-xs leading-5">
        {commandWith(masked, shortened(request.body))}
      </pre>
    </section>
  );
}

function shortened(body: string | null): string | null {
  return body !== null && body.length > SHOWN_BODY ? `${body.slice(0, SHOWN_BODY)}…` : body;
}
