import type { Metadata } from 'next';
import { ReferenceContents } from '#components/reference/reference-contents.tsx';
import { ReferencePart } from '#components/reference/reference-part.tsx';
import { ReferenceCelDifferences, ReferenceRules } from '#components/reference/reference-rules.tsx';
import { ReferenceSteps } from '#components/reference/reference-steps.tsx';
import {
  ReferenceCodes,
  ReferenceFunctions,
  ReferencePhrases,
  ReferenceTypes,
} from '#components/reference/reference-tables.tsx';
import { PageBody, PageHeader } from '#components/ui/page-header.tsx';
import { pageContext } from '#lib/server/people/request-context.ts';
import { languageReference } from '#lib/spec/index.ts';

export const metadata: Metadata = { title: 'Reference' };

/** The language, from the tables that the checker reads. One page, so that the browser's own search finds everything. */
export default async function ReferencePage() {
  await pageContext();
  const reference = languageReference();
  // The launcher sets the address at which people reach this application.
  const schema = `${process.env['NEXTAUTH_URL'] ?? 'http://HOST'}/api/schema/plumbline.schema.json`;
  return (
    <>
      <PageHeader trail={[{ label: 'Reference' }]} meta="Specification language 1.0" />
      <PageBody className="lg:flex lg:gap-10">
        <ReferenceContents reference={reference} />
        <div className="min-w-0 max-w-[52rem] flex-1">
          <p className="mb-8 text-sm">
            What a specification may say, from the same tables that check it. Editors elsewhere can use the{' '}
            <a href="/api/schema/plumbline.schema.json" className="text-accent hover:underline">
              JSON Schema
            </a>
            ; it knows the keys and forms, not names, expressions and tables. VS Code’s YAML extension reads it from a
            first line such as{' '}
            <code className="break-all font-mono">{`# yaml-language-server: $schema=${schema}`}</code>.
          </p>
          {reference.parts.map((part) => (
            <ReferencePart key={part.id} part={part} />
          ))}
          <ReferenceSteps reference={reference} />
          <ReferenceTypes reference={reference} />
          <ReferenceFunctions reference={reference} />
          <ReferenceCelDifferences reference={reference} />
          <ReferencePhrases reference={reference} />
          <ReferenceRules reference={reference} />
          <ReferenceCodes reference={reference} />
        </div>
      </PageBody>
    </>
  );
}
