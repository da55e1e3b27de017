'use client';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { ReviewFile, ReviewFileText } from '#lib/domain/reviews/review-view.ts';
import { FileTreeView } from './file-tree-view.tsx';
import { LazyTextDiff } from './lazy-text-diff.tsx';
import { SpecLines } from './spec-lines.tsx';

/** The files of a run beside their differences, and for the line that the reader is on, the specification that it says. */
export function FileReview({
  runId,
  files,
  specText,
  selected,
  line,
  onSelect,
}: {
  runId: string;
  files: readonly ReviewFile[];
  specText: string;
  selected: string | null;
  /** The line to show first, from 1. */
  line: number | null;
  onSelect: (path: string) => void;
}) {
  const path = selected ?? firstToRead(files);
  const known = files.some((file) => file.path === path);
  return (
    <div className="flex min-h-0 flex-1 flex-col md:flex-row">
      <div className="max-h-56 shrink-0 overflow-y-auto border-hairline border-b py-2 md:max-h-none md:w-64 md:border-r md:border-b-0 lg:w-72">
        <FileTreeView files={files} selected={path} onSelect={onSelect} />
      </div>
      {path !== null && known ? (
        <FilePane key={path} runId={runId} path={path} line={line} specText={specText} />
      ) : (
        <p className="p-4 text-muted text-sm">
          {path === null ? 'This run has no files.' : `This run has no file ${path}.`}
        </p>
      )}
    </div>
  );
}

type Loaded = { state: 'loading' } | { state: 'failed' } | { state: 'ready'; file: ReviewFileText };

function FilePane({
  runId,
  path,
  line,
  specText,
}: {
  runId: string;
  path: string;
  line: number | null;
  specText: string;
}) {
  const { loaded, retry } = useFile(runId, path);
  const [sideBySide, setSideBySide] = useState(true);
  const [at, setAt] = useState<number | null>(line);
  if (loaded.state === 'failed') {
    return (
      <ErrorState
        title="The file could not be read."
        action={<Button onClick={retry}>Try again</Button>}
        className="flex-1"
      >
        Nothing was changed. The other files are still here.
      </ErrorState>
    );
  }
  const file = loaded.state === 'ready' ? loaded.file : null;
  return (
    <div className="flex min-h-[28rem] min-w-0 flex-1 flex-col">
      <div className="flex h-9 shrink-0 items-center gap-3 border-hairline border-b px-3">
        <code className="min-w-0 flex-1 truncate font-mono text-xs">{path}</code>
        {file && <p className="hidden text-muted text-xs sm:block">{sides(file)}</p>}
        {file?.before != null && file.after !== null && (
          <Button size="small" variant="quiet" aria-pressed={sideBySide} onClick={() => setSideBySide(!sideBySide)}>
            {sideBySide ? 'Show inline' : 'Show side by side'}
          </Button>
        )}
      </div>
      <div className="min-h-0 flex-1">
        {file ? (
          <LazyTextDiff
            path={path}
            before={file.before}
            after={file.after}
            sideBySide={sideBySide}
            line={line}
            onLine={setAt}
          />
        ) : (
          <Skeleton className="h-full w-full" />
        )}
      </div>
      <SpecLines file={file} line={at} specText={specText} />
    </div>
  );
}

function sides(file: ReviewFileText): string {
  if (file.before === null) return 'new file';
  if (file.after === null) return 'removed';
  return file.before === file.after ? 'unchanged' : 'against the last approved release';
}

function useFile(runId: string, path: string): { loaded: Loaded; retry: () => void } {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setLoaded({ state: 'loading' });
    readFile(runId, path, abort.signal, attempt).then(
      (file) => setLoaded({ state: 'ready', file }),
      () => abort.signal.aborted || setLoaded({ state: 'failed' }),
    );
    return () => abort.abort();
  }, [runId, path, attempt]);
  return { loaded, retry: () => setAttempt(attempt + 1) };
}

async function readFile(runId: string, path: string, signal: AbortSignal, attempt: number): Promise<ReviewFileText> {
  const response = await fetch(`/runs/${runId}/review/file?path=${encodeURIComponent(path)}`, {
    signal,
    cache: attempt === 0 ? 'default' : 'reload',
  });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.json();
}

/** What a reviewer opens first: a changed file that says the service's own behaviour, then any changed file, then any. */
function firstToRead(files: readonly ReviewFile[]): string | null {
  const changed = files.filter((file) => file.change !== 'unchanged');
  const own = changed.find((file) => /^src\/(?!platform\/)[^/]+\//.test(file.path));
  return (own ?? changed[0] ?? files[0])?.path ?? null;
}
