import { Fragment } from 'react';
import type { LanguageReference } from '#lib/spec/index.ts';
import { InlineCode } from '../review/inline-code.tsx';
import { AnchorHeading } from './anchor-heading.tsx';
import { Example } from './example.tsx';
import { Takes } from './reference-part.tsx';

/** The kinds of steps. */
export function ReferenceSteps({ reference: { steps } }: { reference: LanguageReference }) {
  return (
    <section className="mb-10">
      <AnchorHeading id="steps" level={2}>
        Kinds of steps
      </AnchorHeading>
      <p className="mt-2 text-muted text-sm">
        A step that is only a sentence is done by a person. Each kind takes <code className="font-mono">when</code> as
        well.
      </p>
      <dl>
        {steps.map((step) => (
          <div
            key={step.name}
            id={`steps.${step.name}`}
            className="grid scroll-mt-16 gap-x-6 gap-y-1.5 border-hairline border-b py-3 last:border-b-0 md:grid-cols-[11rem_minmax(0,1fr)]"
          >
            <dt>
              <a href={`#steps.${step.name}`} className="font-medium font-mono text-sm hover:underline">
                {step.name}
              </a>
            </dt>
            <dd className="min-w-0 space-y-1.5 text-sm">
              <p>
                <InlineCode text={step.doc} />
              </p>
              <p className="text-muted">
                Takes <Takes says={step} />
                {step.also.length > 0 && '; beside it '}
                {step.also.map(({ name, needed }, i) => (
                  <Fragment key={name}>
                    {i > 0 && ', '}
                    <a href={`#step.${name}`} className="font-mono text-accent hover:underline">
                      {name}
                    </a>
                    {needed && ' (needed)'}
                  </Fragment>
                ))}
                .
              </p>
              <Example text={step.example} label={`Example of ${step.name}`} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
