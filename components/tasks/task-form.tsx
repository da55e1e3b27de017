'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { ActionResult } from '#lib/core/action-result.ts';
import type { Json } from '#lib/core/canonical-json.ts';
import type { ServiceTask } from '#lib/domain/deployments/service-task.ts';
import { fieldsOf, readValues, type Texts } from '../deploy/form-values.ts';
import { SchemaFields } from '../deploy/schema-fields.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

export interface TaskFormProps {
  service: string;
  task: ServiceTask;
  /** Whether the signed-in person holds the task. */
  mine: boolean;
  claim: (asked: { service: string; id: string }) => Promise<ActionResult<null>>;
  /** Gives the address to go to next. */
  complete: (asked: {
    service: string;
    id: string;
    values: Record<string, Json>;
  }) => Promise<ActionResult<{ next: string }>>;
}

/** A little less than a server action takes (next.config.ts). */
const MAX_ANSWER = 2_900_000;

/** What a person does with a task: take it, fill in what the later steps need, complete it. */
export function TaskForm({ service, task, mine, claim, complete }: TaskFormProps) {
  const router = useRouter();
  const fields = fieldsOf(task.form);
  const [texts, setTexts] = useState<Texts>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const run = async <T,>(work: () => Promise<ActionResult<T>>, then: (value: T) => void) => {
    setBusy(true);
    setFailure(null);
    const result = await work().catch(() => null);
    setBusy(false);
    if (result?.ok) return then(result.value);
    setFailure(result?.error.message ?? 'The server cannot be reached. What you filled in is kept; try again.');
    setErrors(fieldErrors(result?.error.data));
  };
  const take = () =>
    run(
      () => claim({ service, id: task.id }),
      () => router.refresh(),
    );
  const send = () => {
    const read = readValues(fields, texts);
    setErrors(read.ok ? {} : read.error);
    if (read.ok && JSON.stringify(read.value).length > MAX_ANSWER)
      return setFailure(
        "The form takes 2.9 MB at most. Give larger files on the service's own page. Nothing was sent.",
      );
    if (read.ok)
      void run(
        () => complete({ service, id: task.id, values: read.value }),
        ({ next }) => router.push(next),
      );
  };

  if (task.state === 'completed')
    return (
      <Notice tone="pass">
        This task is completed.{' '}
        <Link href="/tasks" className="text-accent hover:underline">
          See all tasks
        </Link>
      </Notice>
    );
  if (task.state === 'claimed' && !mine)
    return (
      <Notice tone="warn">
        Another person works on this task. Nothing can be filled in here until they complete it.
      </Notice>
    );
  if (!mine)
    return (
      <div className="flex flex-col items-start gap-3">
        {failure && <Notice tone="fail">{failure}</Notice>}
        <p className="text-muted text-sm">
          Claim the task to work on it: you then see what the caller sent in full, which the service records, and nobody
          else can complete it.
        </p>
        <Button variant="primary" busy={busy} onClick={take}>
          Claim
        </Button>
      </div>
    );
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <SchemaFields
        fields={fields}
        texts={texts}
        errors={errors}
        disabled={busy}
        onChange={(name, text) => setTexts({ ...texts, [name]: text })}
      />
      {failure && <Notice tone="fail">{failure}</Notice>}
      <div>
        <Button type="submit" variant="primary" busy={busy}>
          Complete
        </Button>
      </div>
    </form>
  );
}

/** Faults that the server found, by field: `data.errors` is a list of `{path, message}`. */
function fieldErrors(data: Readonly<Record<string, unknown>> | undefined): Record<string, string> {
  const list = Array.isArray(data?.['errors']) ? data['errors'] : [];
  return Object.fromEntries(
    list.flatMap((each: unknown) => {
      if (each === null || typeof each !== 'object' || !('path' in each) || !('message' in each)) return [];
      return [[String(each.path).replace(/^\//, ''), String(each.message)]];
    }),
  );
}
