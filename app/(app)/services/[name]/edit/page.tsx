import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { EditorLoader } from '#components/editor/editor-loader.tsx';
import { AppError } from '#lib/core/app-error.ts';
import { lineIndex } from '#lib/core/text-range.ts';
import { may } from '#lib/domain/access/permissions.ts';
import type { Context } from '#lib/server/context.ts';
import { pageContext } from '#lib/server/people/request-context.ts';
import { getDraft } from '#lib/server/specs/get-draft.ts';
import { getService } from '#lib/server/specs/get-service.ts';

interface Props {
  params: Promise<{ name: string }>;
  searchParams: Promise<{ line?: string | string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Edit ${(await params).name}` };
}

/** The specification editor. `?line=12` opens on that line, counted from 1. */
export default async function EditPage({ params, searchParams }: Props) {
  const ctx = await pageContext();
  const { name } = await params;
  const { draft, service } = await read(ctx, name);
  const [latest] = service.versions;
  const { id, role } = ctx.actor;
  return (
    <EditorLoader
      key={name}
      service={service.name}
      draft={{ text: draft.text, revision: draft.revision, updatedBy: draft.updatedBy, updatedAt: draft.updatedAt }}
      me={{ id, name: ctx.actor.name }}
      canEdit={may(role, 'spec.edit')}
      canStart={may(role, 'run.start')}
      canUseAgent={may(role, 'agent.use')}
      latestVersion={latest ? { id: latest.id, number: latest.number } : null}
      draftIsVersion={!service.draftChanged}
      openAt={placeOf(draft.text, (await searchParams).line)}
    />
  );
}

async function read(ctx: Context, name: string) {
  try {
    const [draft, service] = await Promise.all([getDraft(ctx, name), getService(ctx, name)]);
    return { draft, service };
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
}

/** The offset of a line's start; null when no line, or no line of this text, was asked for. */
function placeOf(text: string, line: string | string[] | undefined): number | null {
  const wanted = Number(line);
  if (!Number.isInteger(wanted) || wanted < 1) return null;
  const index = lineIndex(text);
  return wanted > index.lineCount ? null : index.offset({ line: wanted - 1, character: 0 });
}
