import { notFound } from 'next/navigation';
import { PageBody, PageHeader } from '#components/ui/page-header.tsx';
import { may } from '#lib/domain/access/permissions.ts';
import { pageContext } from '#lib/server/people/request-context.ts';
import { listTemplates } from '#lib/server/specs/templates.ts';
import { MAX_SPEC_BYTES } from '#lib/spec/index.ts';
import { NewServiceForm } from './_components/new-service-form.tsx';

export const metadata = { title: 'New service' };

/** A name, and a text to start from. */
export default async function NewServicePage() {
  const ctx = await pageContext();
  if (!may(ctx.actor.role, 'spec.edit')) notFound();
  return (
    <>
      <PageHeader trail={[{ label: 'Services', href: '/services' }, { label: 'New service' }]} />
      <PageBody width="narrow">
        <NewServiceForm templates={await listTemplates()} maxBytes={MAX_SPEC_BYTES} />
      </PageBody>
    </>
  );
}
