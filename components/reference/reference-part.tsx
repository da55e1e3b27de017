import type { LanguageReference } from '#lib/spec/index.ts';
import { InlineCode } from '../review/inline-code.tsx';
import { AnchorHeading } from './anchor-heading.tsx';
import { Example } from './example.tsx';

type Part = LanguageReference['parts'][number];
type Key = Part['keys'][number];

/** One kind of map: its keys, each with what it takes, what it is for, and an example. */
export function ReferencePart({ part }: { part: Part }) {
  return (
    <section className="mb-10">
      <AnchorHeading id={`part-${part.id}`} level={2}>
        {part.title}
      </AnchorHeading>
      {part.short !== null && (
        <p className="mt-2 text-muted text-sm">
          <InlineCode text={part.short} />
        </p>
      )}
      {part.id === 'step' && (
        <p className="mt-2 text-muted text-sm">
          A step has exactly one{' '}
          <a className="text-accent hover:underline" href="#steps">
            kind
          </a>
          , and these keys beside it.
        </p>
      )}
      <dl>
        {part.keys.map((key) => (
          <KeyEntry key={key.name} id={`${part.id}.${key.name}`} says={key} />
        ))}
      </dl>
    </section>
  );
}

function KeyEntry({ id, says }: { id: string; says: Key }) {
  return (
    <div
      id={id}
      className="grid scroll-mt-16 gap-x-6 gap-y-1.5 border-hairline border-b py-3 last:border-b-0 md:grid-cols-[11rem_minmax(0,1fr)]"
    >
      <dt className="min-w-0">
        <a href={`#${id}`} className="break-words font-medium font-mono text-sm hover:underline">
          {says.name}
        </a>
        {says.needed && <span className="ml-2 text-muted text-xs">needed</span>}
      </dt>
      <dd className="min-w-0 space-y-1.5 text-sm">
        <p>
          <InlineCode text={says.doc} />
        </p>
        <p className="text-muted">
          Takes <Takes says={says} />.
        </p>
        <Example text={says.example} label={`Example of ${says.name}`} />
      </dd>
    </div>
  );
}

/** What a key takes; a link where another part says more. */
export function Takes({ says: { takes, part } }: { says: Pick<Key, 'takes' | 'part'> }) {
  if (part === null) return <InlineCode text={takes} />;
  return (
    <a href={`#${part}`} className="text-accent hover:underline">
      <InlineCode text={takes} />
    </a>
  );
}
