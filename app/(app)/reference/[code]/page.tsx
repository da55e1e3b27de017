import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { SeverityWord } from '#components/reference/severity-word.tsx';
import { InlineCode } from '#components/review/inline-code.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { PageBody, PageHeader, Section } from '#components/ui/page-header.tsx';
import { pageContext } from '#lib/server/people/request-context.ts';
import { allCodes, explain } from '#lib/spec/index.ts';
import { exampleProblems } from '../_components/example-problems.ts';

interface Props {
  params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = explain((await params).code.toUpperCase());
  return { title: page === null ? 'Reference' : `${page.code}: ${page.title}` };
}

/** One diagnostic: what it means, a text that makes it with what the checker says of it, and one that does not. */
export default async function CodePage({ params }: Props) {
  await pageContext();
  const page = explain((await params).code.toUpperCase());
  if (page === null) notFound();
  const problems = page.wrong === null ? [] : exampleProblems(page.code, page.wrong);
  return (
    <>
      <PageHeader trail={[{ label: 'Reference', href: '/reference#codes' }, { label: page.code }]} />
      <PageBody width="narrow">
        <div className="mb-2 flex flex-wrap items-center gap-x-3">
          <h2 className="font-semibold text-xl">{page.title}</h2>
          <SeverityWord severity={page.severity} />
        </div>
        <p className="mb-8">
          <InlineCode text={page.why} />
        </p>
        {page.wrong === null ? (
          <p className="mb-8 text-muted text-sm">No short text makes this diagnostic.</p>
        ) : (
          <Section title="Wrong">
            <CodeBlock className="mt-3" label="wrong example" text={page.wrong.trimEnd()} />
            <ul className="mt-2 space-y-1 text-sm">
              {problems.map(({ line, message }) => (
                <li key={`${line} ${message}`} className="flex gap-3">
                  <span className="shrink-0 text-muted tabular-nums">Line {line}</span>
                  <span className="min-w-0">
                    <InlineCode text={message} />
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {page.right !== null && (
          <Section title="Right">
            <CodeBlock className="mt-3" label="right example" text={page.right.trimEnd()} />
          </Section>
        )}
        <Neighbours code={page.code} />
      </PageBody>
    </>
  );
}

/** The codes before and after this one. */
function Neighbours({ code }: { code: string }) {
  const codes = allCodes();
  const at = codes.indexOf(code);
  const link = (to: string | undefined, label: string) =>
    to === undefined ? (
      <span />
    ) : (
      <Link href={`/reference/${to}`} className="text-accent hover:underline">
        {`${label}: ${to} ${explain(to)?.title ?? ''}`}
      </Link>
    );
  return (
    <nav aria-label="Neighbours" className="flex flex-wrap justify-between gap-3 border-hairline border-t pt-3 text-sm">
      {link(codes[at - 1], 'Before')}
      {link(codes[at + 1], 'Next')}
    </nav>
  );
}
