'use client';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { CallAnswer } from '#lib/domain/deployments/service-deployment.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { Notice } from '../ui/notice.tsx';
import { Status } from '../ui/status.tsx';
import { readWaiting } from './call-service.ts';

const UUID = /^\/requests\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const standing = z.object({
  state: z.enum(['waiting', 'running', 'succeeded', 'failed']),
  result: z.unknown().optional(),
  problem: z.unknown().optional(),
});
type Standing = z.infer<typeof standing>;

function isOver({ state }: Standing): boolean {
  return state === 'succeeded' || state === 'failed';
}

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
  credential,
}: {
  service: string;
  id: string;
  roles: readonly string[];
  /** What the request was sent with; null: a token that is made here. */
  credential: string | null;
}) {
  const [state, setState] = useState<Standing | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const asked = roles.join(' ');
  useEffect(() => {
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const look = async (): Promise<void> => {
      const next = document.hidden
        ? null
        : await readStanding({ service, id, roles: asked.split(' ').filter(Boolean), credential }, left.signal);
      if (left.signal.aborted) return;
      if (next !== null) setFailure(next.ok ? null : next.error);
      if (next?.ok) setState(next.value);
      if (next?.ok && isOver(next.value)) return;
      timer = setTimeout(() => void look(), 2_000);
    };
    void look();
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [service, id, asked, credential]);

  return (
    <section aria-label="Final answer" className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <h3 className="font-medium">Final answer</h3>
        <StateWord state={state?.state ?? 'waiting'} />
        <span className="font-mono text-muted text-xs">/requests/{id}</span>
      </div>
      {(state === null || !isOver(state)) && (
        <p className="text-muted text-sm">
          People have to do their part first.{' '}
          <Link href="/tasks" className="text-accent underline-offset-2 hover:underline">
            Open the tasks
          </Link>
        </p>
      )}
      {state && isOver(state) && (
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
  if (state === 'running') return <Status kind="running" label="running" />;
  return state === 'succeeded' ? <Status kind="pass" label="succeeded" /> : <Status kind="fail" label="failed" />;
}

async function readStanding(
  asked: Parameters<typeof readWaiting>[0],
  signal: AbortSignal,
): Promise<Result<Standing, string>> {
  try {
    const { status, body } = await readWaiting(asked, signal);
    const read = standing.safeParse(JSON.parse(body));
    return read.success ? ok(read.data) : err(`status ${status}`);
  } catch (error) {
    return err(
      error instanceof SyntaxError ? 'its answer is no JSON' : error instanceof Error ? error.message : String(error),
    );
  }
}
