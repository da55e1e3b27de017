import type { Metadata } from 'next';
import { DiffLoader } from '#components/editor/diff-loader.tsx';
import { TextLoader } from '#components/editor/text-loader.tsx';
import { CopyButton } from '#components/ui/code-block.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { may } from '#lib/domain/access/permissions.ts';
import { pageContext } from '#lib/server/people/request-context.ts';
import { getVersion, type Version } from '#lib/server/specs/get-version.ts';
import { GenerateButton } from '../../_components/generate-button.tsx';
import { orNotFound } from '../../_components/read-service.ts';

interface Props {
  params: Promise<{ name: string; number: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, number } = await params;
  return { title: `${name} v${number}` };
}

/** An immutable version: its text beside the version before. */
export default async function VersionPage({ params }: Props) {
  const ctx = await pageContext();
  const { name, number } = await params;
  const version = await orNotFound(getVersion(ctx, name, Number(number)));
  return (
    <>
      <PageHeader
        trail={[
          { label: 'Services', href: '/services' },
          { label: version.service, href: `/services/${version.service}` },
          { label: `v${version.number}` },
        ]}
        action={
          may(ctx.actor.role, 'run.start') && (
            <GenerateButton service={version.service} version={version.number} primary />
          )
        }
      />
      <VersionFacts version={version} />
      <p className="shrink-0 border-hairline border-y px-4 py-1.5 text-muted text-xs md:px-6">
        {version.previous ? `Compared with version ${version.previous.number}` : 'The first version'}
      </p>
      <div className="flex min-h-80 flex-1 bg-surface">
        {version.previous ? (
          <DiffLoader
            original={version.previous.text}
            modified={version.text}
            labels={{ original: `Version ${version.previous.number}`, modified: `Version ${version.number}` }}
          />
        ) : (
          <TextLoader text={version.text} label={`Version ${version.number}`} />
        )}
      </div>
    </>
  );
}

function VersionFacts({ version }: { version: Version }) {
  const { author, authors, createdAt, digest, message } = version;
  const others = authors.filter((person) => person.id !== author.id).map((person) => person.name);
  return (
    <div className="flex shrink-0 flex-col gap-1 px-4 py-3 text-sm md:px-6">
      <p className="font-medium">{message}</p>
      <p className="text-muted">
        {`Saved by ${author.name} `}
        <RelativeTime at={createdAt} />
        {others.length > 0 && `, with changes by ${others.join(', ')}`}
      </p>
      <p className="flex min-w-0 items-center gap-1 text-muted">
        <span className="shrink-0">SHA-256</span>
        <span className="truncate font-mono text-xs">{digest}</span>
        <CopyButton text={digest} label="Copy the digest" />
      </p>
    </div>
  );
}
