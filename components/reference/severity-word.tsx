import { CircleAlert, CircleX, Info } from 'lucide-react';
import type { Severity } from '#lib/spec/index.ts';

const LOOK: Readonly<Record<Severity, { icon: typeof Info; look: string; word: string }>> = {
  error: { icon: CircleX, look: 'text-fail', word: 'Error' },
  warning: { icon: CircleAlert, look: 'text-warn', word: 'Warning' },
  information: { icon: Info, look: 'text-accent', word: 'Information' },
  hint: { icon: Info, look: 'text-faint', word: 'Hint' },
};

/** How serious a diagnostic is: shape, word and colour, as in the editor. */
export function SeverityWord({ severity }: { severity: Severity }) {
  const { icon: Icon, look, word } = LOOK[severity];
  return (
    <span className={`inline-flex shrink-0 items-center gap-1.5 text-sm ${look}`}>
      <Icon className="size-3.5" aria-hidden />
      {word}
    </span>
  );
}
