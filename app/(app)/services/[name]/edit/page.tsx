import type { Metadata } from 'next';
import { EditorLoader } from '#components/editor/editor-loader.tsx';
import { lineIndex } from '#lib/core/text-range.ts';
import { may } from '#lib/domain/access/permissions.ts';
import { pageContext } from '#lib/server/people/request-context.ts';
import { getDraft } from '#lib/server/specs/get-draft.ts';
import { getNewestVersion } from '#lib/server/specs/get-newest-version.ts';
import { orNotFound } from '../_components/read-service.ts';

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
  const [draft, newest] = await orNotFound(Promise.all([getDraft(ctx, name), getNewestVersion(ctx, name)]));
  const { id, role } = ctx.actor;
  return (
    <EditorLoader
      key={draft.service}
      service={draft.service}
      draft={{ text: draft.text, revision: draft.revision, updatedBy: draft.updatedBy, updatedAt: draft.updatedAt }}
      me={{ id, name: ctx.actor.name }}
      canEdit={may(role, 'spec.edit')}
      canStart={may(role, 'run.start')}
      canUseAgent={may(role, 'agent.use')}
      latestVersion={newest && { id: newest.id, number: newest.number }}
      draftIsVersion={newest?.isDraft ?? false}
      openAt={placeOf(draft.text, (await searchParams).line)}
    />
  );
}

/** The offset of a line's start; null when no line, or no line of this text, was asked for. */
function placeOf(text: string, line: string | string[] | undefined): number | null {
  const wanted = Number(line);
  if (!Number.isInteger(wanted) || wanted < 1) return null;
  const index = lineIndex(text);
  return wanted > index.lineCount ? null : index.offset({ line: wanted - 1, character: 0 });
}
