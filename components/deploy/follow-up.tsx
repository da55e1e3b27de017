'use client';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import type { ActionResult } from '#lib/core/action-result.ts';
import type { CallAnswer } from '#lib/domain/deployments/service-deployment.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { Notice } from '../ui/notice.tsx';
import { Status } from '../ui/status.tsx';

/** Reads a waiting request as the person who started it. */
export type FollowRequest = (asked: {
  service: string;
  id: string;
  roles: readonly string[];
}) => Promise<ActionResult<CallAnswer>>;

const UUID = /^\/requests\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const standing = z.object({
  state: z.enum(['waiting', 'succeeded', 'failed']),
  result: z.unknown().optional(),
  problem: z.unknown().optional(),
});
type Standing = z.infer<typeof standing>;

/** The id of the request that an answer says to wait for; null if it does not. */
export function waitingRequest({ status, headers }: CallAnswer): string | null {
  const { location } = headers;
  if (status !== 202 || location === undefined) return null;
  const path = URL.canParse(location) ? new URL(location).pathname : location;
  return UUID.exec(path)?.[1] ?? null;
}

/** Follows a request that waits for people until its final answer, every few seconds while the page is looked at. */
export function FollowUp({
  service,
  id,
  roles,
  follow,
}: {
  service: string;
  id: string;
  roles: readonly string[];
  follow: FollowRequest;
}) {
  const [state, setState] = useState<Standing | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const look = async (): Promise<void> => {
      const result = document.hidden ? null : await follow({ service, id, roles }).catch(() => null);
      if (stopped) return;
      const read = result?.ok ? standing.safeParse(parsed(result.value.body)) : null;
      if (read?.success) setState(read.data);
      setFailure(
        result === null || read?.success ? null : result.ok ? `Status ${result.value.status}` : result.error.message,
      );
      if (read?.success && read.data.state !== 'waiting') return;
      timer = setTimeout(() => void look(), 2_000);
    };
    void look();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [service, id, roles, follow]);

  return (
    <section aria-label="Final answer" className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <h3 className="font-medium">Final answer</h3>
        <StateWord state={state?.state ?? 'waiting'} />
        <span className="font-mono text-muted text-xs">/requests/{id}</span>
      </div>
      {(state === null || state.state === 'waiting') && (
        <p className="text-muted text-sm">
          People have to do their part first.{' '}
          <Link href="/tasks" className="text-accent underline-offset-2 hover:underline">
            Open the tasks
          </Link>
        </p>
      )}
      {state && state.state !== 'waiting' && (
        <CodeBlock
          label="final answer"
          wrap
          text={JSON.stringify(state.state === 'succeeded' ? state.result : state.problem, null, 2) ?? ''}
        />
      )}
      {failure && <Notice tone="warn">It could not be read just now ({failure}). Trying again.</Notice>}
    </section>
  );
}

function StateWord({ state }: { state: Standing['state'] }) {
  if (state === 'waiting') return <Status kind="waiting" label="waiting for people" />;
  return state === 'succeeded' ? <Status kind="pass" label="succeeded" /> : <Status kind="fail" label="failed" />;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
