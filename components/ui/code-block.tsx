'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';

/** A text to copy, as it is. Long lines scroll in it, or wrap with `wrap`. */
export function CodeBlock({
  text,
  label,
  wrap = false,
  className,
}: {
  text: string;
  label: string;
  wrap?: boolean;
  className?: string;
}) {
  return (
    <figure aria-label={label} className={classNames('group relative min-w-0 rounded-md bg-sunken', className)}>
      <pre
        className={classNames(
          'overflow-x-auto py-2 pr-10 pl-3 font-mono text-sm leading-5',
          wrap && 'whitespace-pre-wrap break-words',
        )}
      >
        {text}
      </pre>
      <CopyButton text={text} label={`Copy ${label}`} className="absolute top-1 right-1" />
    </figure>
  );
}

/** Copies a text and shows for two seconds that it did; says so when the browser refuses. */
export function CopyButton({ text, label = 'Copy', className }: { text: string; label?: string; className?: string }) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  useEffect(() => {
    if (state === 'ready') return;
    const timer = setTimeout(() => setState('ready'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    copyText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  return (
    <span className={classNames('inline-flex items-center gap-1 text-xs', className)}>
      <span role="status" className={state === 'refused' ? 'text-fail' : 'sr-only'}>
        {state === 'copied' ? 'Copied' : state === 'refused' ? 'Select and copy by hand' : ''}
      </span>
      <IconButton label={label} size="small" onClick={copy}>
        {state === 'copied' ? <Check className="text-pass" aria-hidden /> : <Copy aria-hidden />}
      </IconButton>
    </span>
  );
}

/** The clipboard exists on https and localhost only; elsewhere the old command still works. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('the browser refused to copy');
}
