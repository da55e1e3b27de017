'use client';
import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { IconButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Select } from '../ui/select.tsx';
import { Textarea } from '../ui/textarea.tsx';
import type { FormField, Texts } from './form-values.ts';

/** A form's fields with what was typed and what is wrong beside each. */
export function SchemaFields({
  fields,
  texts,
  errors,
  disabled = false,
  onChange,
}: {
  fields: readonly FormField[];
  texts: Texts;
  errors: Readonly<Record<string, string>>;
  disabled?: boolean;
  onChange: (name: string, text: string) => void;
}) {
  if (fields.length === 0) return null;
  return (
    <div className="flex flex-col gap-4">
      {fields.map((field) => (
        <Control
          key={field.name}
          field={field}
          text={texts[field.name] ?? ''}
          error={errors[field.name]}
          disabled={disabled}
          onChange={(text) => onChange(field.name, text)}
        />
      ))}
    </div>
  );
}

interface ControlProps {
  field: FormField;
  text: string;
  error: string | undefined;
  disabled: boolean;
  onChange: (text: string) => void;
}

function Control(props: ControlProps) {
  const { field, error } = props;
  if (field.kind === 'file' || field.kind === 'files') return <Files {...props} />;
  return (
    <Field label={<FieldName field={field} />} hint={field.hint} error={error}>
      {control(props)}
    </Field>
  );
}

function control({ field, text, disabled, onChange }: ControlProps) {
  const common = { name: field.name, value: text, disabled, required: field.required };
  switch (field.kind) {
    case 'choice':
    case 'yesNo':
      return (
        <Select {...common} onChange={(event) => onChange(event.target.value)}>
          <option value="">{field.required ? 'Choose…' : 'not given'}</option>
          {(field.kind === 'yesNo' ? ['true', 'false'] : field.options).map((value) => (
            <option key={value} value={value}>
              {value}
            </option>
          ))}
        </Select>
      );
    case 'json':
      return (
        <Textarea {...common} mono rows={5} spellCheck={false} onChange={(event) => onChange(event.target.value)} />
      );
    case 'text':
      return <Textarea {...common} rows={4} onChange={(event) => onChange(event.target.value)} />;
    default:
      return (
        <Input
          {...common}
          autoComplete="off"
          inputMode={field.kind === 'integer' ? 'numeric' : field.kind === 'number' ? 'decimal' : 'text'}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

function FieldName({ field }: { field: FormField }) {
  return (
    <>
      <span className="font-mono">{field.name}</span>
      {!field.required && <span className="ml-1.5 font-normal text-faint">optional</span>}
    </>
  );
}

/** One or more files, kept as base64. The texts stay in this page until the request is sent. */
function Files({ field, text, error, disabled, onChange }: ControlProps) {
  const id = useId();
  const [failure, setFailure] = useState<string | null>(null);
  const many = field.kind === 'files';
  const isPart = JSON.stringify(field.schema).includes('"x-file"');
  const files = text === '' ? [] : text.split('\n');
  const add = async (list: FileList | null) => {
    setFailure(null);
    try {
      const added = await Promise.all([...(list ?? [])].map(readBase64));
      onChange([...(many ? files : []), ...added].join('\n'));
    } catch {
      setFailure('The file could not be read. Choose it again.');
    }
  };
  const said = error ?? failure;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium text-sm">
        <FieldName field={field} />
      </label>
      <input
        id={id}
        type="file"
        multiple={many}
        disabled={disabled}
        aria-invalid={said ? true : undefined}
        aria-describedby={`${id}-about`}
        className="text-sm file:mr-3 file:h-7 file:rounded-md file:border file:border-edge file:bg-surface file:px-2 file:font-medium file:text-ink file:text-xs"
        onChange={(event) => {
          void add(event.target.files);
          event.target.value = '';
        }}
      />
      <ul>
        {files.map((file, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: equal files are told apart by their place only
          <li key={index} className="flex h-7 items-center gap-2 text-xs">
            <span className="truncate font-mono text-muted">{file.slice(0, 24)}…</span>
            <span className="text-faint tabular-nums">{sizeText(file)}</span>
            <IconButton
              label={`Remove file ${index + 1}`}
              size="small"
              disabled={disabled}
              onClick={() => onChange(files.filter((_, other) => other !== index).join('\n'))}
            >
              <X aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <p
        id={`${id}-about`}
        className={said ? 'text-fail text-xs' : 'text-muted text-xs'}
        role={said ? 'alert' : undefined}
      >
        {said ?? [field.hint, isPart ? null : 'sent as base64'].filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}

function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(file);
  });
}

function sizeText(base64: string): string {
  const bytes = Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} KB`;
}
