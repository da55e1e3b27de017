import type { ServiceTask } from '#lib/domain/deployments/service-task.ts';
import { Section } from '../ui/page-header.tsx';
import { SentValue } from './sent-value.tsx';

/** What the caller sent, or what the step shows of it, and what earlier steps found. */
export function TaskFacts({ task, inFull }: { task: ServiceTask; inFull: boolean }) {
  return (
    <>
      {task.findings.length > 0 && (
        <Section title="Found in earlier steps" count={task.findings.length}>
          <dl>
            {task.findings.map(({ step, finding }) => (
              <div key={step} className="border-hairline border-b py-2 last:border-b-0">
                <dt className="font-mono text-muted text-xs">{step}</dt>
                <dd className="whitespace-pre-wrap break-words text-sm">{finding}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      <Section title="What it is about">
        <dl>
          {Object.entries(task.input).map(([name, value]) => (
            <div
              key={name}
              className="grid gap-x-4 border-hairline border-b py-2 last:border-b-0 sm:grid-cols-[12rem_1fr]"
            >
              <dt className="font-mono text-muted text-xs leading-5">{name}</dt>
              <dd className="min-w-0 text-sm">
                <SentValue name={name} value={value} />
              </dd>
            </div>
          ))}
        </dl>
        <p className="mt-2 text-muted text-xs">
          {inFull
            ? 'In full, because you hold this task; the service recorded that you read it.'
            : 'Personal data is masked.'}
        </p>
      </Section>
    </>
  );
}
