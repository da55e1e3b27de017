import type { LanguageReference } from '#lib/spec/index.ts';

/** The contents: on wide pages beside the text, on narrow ones above it. */
export function ReferenceContents({ reference }: { reference: LanguageReference }) {
  return (
    <nav
      aria-label="Contents"
      className="mb-6 shrink-0 text-sm lg:sticky lg:top-16 lg:mb-0 lg:max-h-[calc(100dvh-5rem)] lg:w-44 lg:self-start lg:overflow-y-auto"
    >
      <ul className="flex flex-wrap gap-x-4 gap-y-1 lg:block lg:space-y-0.5">
        {[...reference.parts.map(({ id, title }) => [`part-${id}`, title] as const), ...OTHERS].map(([id, title]) => (
          <li key={id}>
            <a href={`#${id}`} className="block py-0.5 text-muted hover:text-ink hover:underline">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const OTHERS = [
  ['steps', 'Kinds of steps'],
  ['types', 'Types'],
  ['functions', 'Functions'],
  ['cel', 'Differences from CEL'],
  ['phrases', 'Phrases'],
  ['rules', 'Compliance rules'],
  ['codes', 'Diagnostics'],
] as const;
