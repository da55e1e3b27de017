import type { LanguageReference } from '#lib/spec/index.ts';
import { InlineCode } from '../review/inline-code.tsx';

/** What belongs to the language and is not compiled yet: using it is an error that says so. Nothing if there is none. */
export function LaterList({ items }: { items: LanguageReference['laterSteps'] }) {
  if (items.length === 0) return null;
  return (
    <div className="mt-3 rounded-md border border-hairline px-3 py-2 text-muted text-sm">
      <p className="mb-1 font-medium text-xs">Not compiled by this version; using it is an error</p>
      <ul className="grid gap-x-6 gap-y-0.5 sm:grid-cols-2">
        {items.map(({ name, doc }) => (
          <li key={name} className="min-w-0">
            <span className="font-mono">{name}</span> <InlineCode text={doc} />
          </li>
        ))}
      </ul>
    </div>
  );
}
