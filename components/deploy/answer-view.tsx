'use client';
import type { CallAnswer } from '#lib/domain/deployments/service-deployment.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { Status } from '../ui/status.tsx';

const SHOWN = 100_000;

/** What a service answered: status, duration, body as text, headers on demand. */
export function AnswerView({ answer, title }: { answer: CallAnswer; title: string }) {
  const body = bodyText(answer);
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <h3 className="font-medium">{title}</h3>
        <Status
          kind={answer.status < 400 ? 'pass' : answer.status < 500 ? 'warn' : 'fail'}
          label={`Status ${answer.status}`}
        />
        <span className="text-muted tabular-nums">{answer.durationMs.toFixed(answer.durationMs < 10 ? 1 : 0)} ms</span>
        <span className="text-muted">{answer.headers['content-type'] ?? 'no body'}</span>
      </div>
      {body !== '' && (
        <CodeBlock label="answer" text={body.slice(0, SHOWN)} wrap className="max-h-96 overflow-y-auto" />
      )}
      {body.length > SHOWN && (
        <p className="text-muted text-xs">The first {SHOWN.toLocaleString('en-GB')} characters are shown.</p>
      )}
      <details className="text-sm">
        <summary className="cursor-pointer text-muted text-xs">Headers</summary>
        <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 font-mono text-xs">
          {Object.entries(answer.headers).map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="break-all">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

function bodyText({ headers, body }: CallAnswer): string {
  if (!/json/.test(headers['content-type'] ?? '')) return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
