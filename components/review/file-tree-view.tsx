'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { ReviewFile } from '#lib/domain/reviews/review-view.ts';
import { fileTree, type TreeNode } from './file-tree.ts';

/** The files of a run: what changed as a tree, with lines gained and lost; what did not change is folded away below. */
export function FileTreeView({
  files,
  selected,
  onSelect,
}: {
  files: readonly ReviewFile[];
  selected: string | null;
  onSelect: (path: string) => void;
}) {
  const changed = files.filter((file) => file.change !== 'unchanged');
  const unchanged = files.filter((file) => file.change === 'unchanged');
  const [open, setOpen] = useState(unchanged.some((file) => file.path === selected));
  return (
    <nav aria-label="Files" className="text-sm" onKeyDown={moveByArrow}>
      {changed.length === 0 && <p className="px-3 py-2 text-muted">No file changes.</p>}
      <Nodes nodes={fileTree(changed)} depth={0} selected={selected} onSelect={onSelect} />
      {unchanged.length > 0 && (
        <>
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="mt-1 flex h-8 w-full items-center gap-1 border-hairline border-t px-2 text-left text-muted hover:bg-hover"
          >
            {open ? <ChevronDown className="size-4" aria-hidden /> : <ChevronRight className="size-4" aria-hidden />}
            {unchanged.length} unchanged
          </button>
          {open && <Nodes nodes={fileTree(unchanged)} depth={0} selected={selected} onSelect={onSelect} />}
        </>
      )}
    </nav>
  );
}

/** The arrow keys go from file to file; Enter opens the one that has the focus. */
function moveByArrow(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const next = buttons[buttons.findIndex((button) => button.matches(':focus')) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

interface NodesProps {
  nodes: readonly TreeNode[];
  depth: number;
  selected: string | null;
  onSelect: (path: string) => void;
}

function Nodes({ nodes, depth, selected, onSelect }: NodesProps) {
  return (
    <ul>
      {nodes.map((node) =>
        node.kind === 'folder' ? (
          <li key={node.path}>
            <p className="truncate py-1 text-muted text-xs" style={{ paddingLeft: `${12 + depth * 12}px` }}>
              {node.name}/
            </p>
            <Nodes nodes={node.children} depth={depth + 1} selected={selected} onSelect={onSelect} />
          </li>
        ) : (
          <li key={node.file.path}>
            <FileRow
              name={node.name}
              file={node.file}
              depth={depth}
              selected={selected === node.file.path}
              onSelect={onSelect}
            />
          </li>
        ),
      )}
    </ul>
  );
}

const MARKS: Readonly<Record<ReviewFile['change'], { letter: string; word: string; look: string }>> = {
  added: { letter: 'A', word: 'added', look: 'text-pass' },
  changed: { letter: 'M', word: 'changed', look: 'text-running' },
  removed: { letter: 'D', word: 'removed', look: 'text-fail' },
  unchanged: { letter: '', word: 'unchanged', look: 'text-faint' },
};

function FileRow({
  name,
  file,
  depth,
  selected,
  onSelect,
}: {
  name: string;
  file: ReviewFile;
  depth: number;
  selected: boolean;
  onSelect: (path: string) => void;
}) {
  const mark = MARKS[file.change];
  return (
    <button
      type="button"
      aria-current={selected ? 'true' : undefined}
      title={`${file.path}, ${mark.word}`}
      onClick={() => onSelect(file.path)}
      style={{ paddingLeft: `${12 + depth * 12}px` }}
      className={classNames(
        'flex h-7 w-full items-center gap-2 pr-3 text-left outline-offset-[-2px]',
        selected ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <span className={classNames('min-w-0 flex-1 truncate', file.change === 'removed' && 'line-through')}>{name}</span>
      <span className="flex shrink-0 gap-1.5 text-xs tabular-nums">
        {file.addedLines > 0 && <span className="text-pass">+{file.addedLines}</span>}
        {file.removedLines > 0 && <span className="text-fail">−{file.removedLines}</span>}
        <abbr title={mark.word} className={classNames('w-3 text-center font-medium no-underline', mark.look)}>
          {mark.letter}
        </abbr>
      </span>
    </button>
  );
}
