'use client';
import dynamic from 'next/dynamic';
import { EditorSkeleton } from './editor-skeleton.tsx';
import type { EditorWorkspaceProps } from './editor-workspace.tsx';

const Workspace = dynamic(() => import('./editor-workspace.tsx').then((module) => module.EditorWorkspace), {
  ssr: false,
  loading: () => <EditorSkeleton />,
});

/** The editor, loaded in the browser only: its parts need one. */
export function EditorLoader(props: EditorWorkspaceProps) {
  return <Workspace {...props} />;
}
