'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import type { ActionFailure } from '#lib/core/action-result.ts';
import { createServiceAction } from '../actions.ts';

interface Template {
  id: string;
  title: string;
  summary: string;
  /** Parts that this version understands and does not generate. */
  notYet: number;
}

const OWN_TEXT = 'own-text';

/** Name, then one of the templates or a text of one's own. Opens the editor when the service is made. */
export function NewServiceForm({ templates, maxBytes }: { templates: readonly Template[]; maxBytes: number }) {
  const router = useRouter();
  const [source, setSource] = useState(templates[0]?.id ?? OWN_TEXT);
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (source === OWN_TEXT && new Blob([text]).size > maxBytes) {
      setFailure({
        code: 'too_large',
        message: 'A specification has at most 1 MiB. Nothing was sent; shorten the text.',
      });
      return;
    }
    setBusy(true);
    setFailure(null);
    const start = source === OWN_TEXT ? { from: 'text', text } : { from: 'template', template: source };
    const answer = await createServiceAction({ name, ...start }).catch(() => null);
    if (answer?.ok) {
      router.push(`/services/${answer.value.name}/edit`);
      return;
    }
    setBusy(false);
    const silent = 'The server does not answer. What you wrote is still here; try again in a minute.';
    setFailure(answer?.error ?? { code: 'unavailable', message: silent });
  };
  // A pasted text names its service already.
  const paste = (value: string) => {
    setText(value);
    const named = /^service:[ \t]*["']?([a-z][a-z0-9-]*)/m.exec(value)?.[1];
    if (name === '' && named) setName(named);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-6">
      {failure && <Notice tone="fail">{failure.message}</Notice>}
      <Field
        label="Name"
        hint="Small letters, digits and hyphens. It becomes part of addresses and does not change later."
      >
        <Input
          name="name"
          mono
          required
          minLength={3}
          maxLength={63}
          pattern="[a-z][a-z0-9]*(-[a-z0-9]+)*"
          autoComplete="off"
          spellCheck={false}
          placeholder="loan-quotes"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <fieldset>
        <legend className="mb-1 font-medium text-sm">Start from</legend>
        <div className="divide-y divide-hairline overflow-hidden rounded-md border border-hairline bg-surface">
          {templates.map((template) => (
            <Source key={template.id} {...template} chosen={source === template.id} onChoose={setSource} />
          ))}
          <Source
            id={OWN_TEXT}
            title="A text of your own"
            summary="Paste a specification. Problems in it are shown in the editor, nothing is lost."
            notYet={0}
            chosen={source === OWN_TEXT}
            onChoose={setSource}
          />
        </div>
      </fieldset>
      {source === OWN_TEXT && (
        <Field label="Specification">
          <Textarea
            mono
            required
            rows={16}
            spellCheck={false}
            value={text}
            onChange={(event) => paste(event.target.value)}
            placeholder={'service: loan-quotes\nendpoints:\n  - path: /quotes\n    method: POST'}
          />
        </Field>
      )}
      <div>
        <Button type="submit" variant="primary" busy={busy}>
          Create service
        </Button>
      </div>
    </form>
  );
}

function Source({
  id,
  title,
  summary,
  notYet,
  chosen,
  onChoose,
}: Template & { chosen: boolean; onChoose: (id: string) => void }) {
  return (
    <label className={classNames('flex cursor-pointer gap-3 px-3 py-2.5 hover:bg-hover', chosen && 'bg-selected')}>
      <input
        type="radio"
        name="source"
        value={id}
        checked={chosen}
        onChange={() => onChoose(id)}
        className="mt-0.5 size-4 shrink-0 accent-(--accent)"
      />
      <span>
        <span className="block font-medium text-sm">{title}</span>
        <span className="block text-muted text-sm">{summary}</span>
        {notYet > 0 && (
          <span className="block text-faint text-xs">
            {`To read and to write on from: ${notYet} ${notYet === 1 ? 'part is' : 'parts are'} not generated by this version yet.`}
          </span>
        )}
      </span>
    </label>
  );
}
