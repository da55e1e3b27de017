'use client';
import { ChevronRight, User } from 'lucide-react';
import { useState } from 'react';
import type { Span } from '#lib/core/text-range.ts';
import type { OutlineNode } from '#lib/spec/index.ts';
import { classNames } from '../ui/class-names.ts';
import { Skeleton } from '../ui/skeleton.tsx';

export interface OutlinePaneProps {
  nodes: readonly OutlineNode[] | null;
  /** The cursor's offset in the text. */
  cursor: number;
  onGo: (span: Span) => void;
}

/** More lines than this in one branch are reached by their search in the text. */
const SHOWN = 200;

/** The specification's parts as a tree. A line leads to its place; the place of the cursor is marked. */
export function OutlinePane({ nodes, cursor, onGo }: OutlinePaneProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  if (nodes === null) return <OutlineSkeleton />;
  if (nodes.length === 0) return <p className="px-3 py-2 text-muted text-sm">The text has no parts yet.</p>;
  const toggle = (id: string) =>
    setClosed((before) => new Set(before.has(id) ? [...before].filter((other) => other !== id) : [...before, id]));
  const current = deepest(nodes, cursor);
  return (
    <nav aria-label="Outline" className="min-h-0 flex-1 overflow-auto py-1">
      <Branch nodes={nodes} depth={0} closed={closed} current={current} onToggle={toggle} onGo={onGo} />
    </nav>
  );
}

interface BranchProps {
  nodes: readonly OutlineNode[];
  depth: number;
  closed: ReadonlySet<string>;
  current: string | null;
  onToggle: (id: string) => void;
  onGo: (span: Span) => void;
}

/** Endpoints and entities are closed at first: their parts are many, and the panel at the right has them too. */
function isOpen({ id }: OutlineNode, depth: number, closed: ReadonlySet<string>): boolean {
  return depth === 0 ? !closed.has(id) : closed.has(id);
}

function Branch({ nodes, depth, closed, current, onToggle, onGo }: BranchProps) {
  return (
    <ul>
      {nodes.slice(0, SHOWN).map((node, index) => {
        const open = isOpen(node, depth, closed);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two parts of a wrong text may have one id
          <li key={`${node.id} ${index}`}>
            <Line node={node} depth={depth} open={open} current={node.id === current} onToggle={onToggle} onGo={onGo} />
            {open && node.children.length > 0 && (
              <Branch
                nodes={node.children}
                depth={depth + 1}
                closed={closed}
                current={current}
                onToggle={onToggle}
                onGo={onGo}
              />
            )}
          </li>
        );
      })}
      {nodes.length > SHOWN && (
        <li className="px-3 py-1 text-muted text-xs">{`and ${(nodes.length - SHOWN).toLocaleString('en')} more`}</li>
      )}
    </ul>
  );
}

function Line({
  node,
  depth,
  open,
  current,
  onToggle,
  onGo,
}: { node: OutlineNode; depth: number; open: boolean; current: boolean } & Pick<BranchProps, 'onToggle' | 'onGo'>) {
  return (
    <div
      className={classNames('group flex h-7 items-center pr-2', current ? 'bg-selected' : 'hover:bg-hover')}
      style={{ paddingLeft: 4 + depth * 14 }}
    >
      {node.children.length > 0 ? (
        <button
          type="button"
          aria-label={`${open ? 'Close' : 'Open'} ${node.label}`}
          aria-expanded={open}
          onClick={() => onToggle(node.id)}
          className="flex size-5 shrink-0 items-center justify-center text-faint"
        >
          <ChevronRight
            className={classNames('size-3.5 transition-transform duration-100', open && 'rotate-90')}
            aria-hidden
          />
        </button>
      ) : (
        <span className="w-5 shrink-0" />
      )}
      <button
        type="button"
        onClick={() => onGo(node.span)}
        aria-current={current ? 'location' : undefined}
        title={node.label}
        className={classNames('min-w-0 flex-1 truncate text-left text-sm', depth === 0 ? 'font-medium' : 'text-ink')}
      >
        {node.label}
      </button>
      {node.kind === 'proseStep' && (
        <span title="A person does this step" className="text-waiting">
          <User className="size-3.5" aria-hidden />
          <span className="sr-only">a person does this step</span>
        </span>
      )}
      {node.problems > 0 && (
        <span
          className="ml-1 shrink-0 text-warn text-xs tabular-nums"
          title={node.problems === 1 ? '1 problem' : `${node.problems} problems`}
        >
          {node.problems}
          <span className="sr-only">{node.problems === 1 ? ' problem ' : ' problems '}</span>
        </span>
      )}
    </div>
  );
}

/** The innermost part around the cursor. */
function deepest(nodes: readonly OutlineNode[], cursor: number): string | null {
  const around = nodes.find(({ span }) => span.start <= cursor && cursor < span.end);
  if (!around) return null;
  return deepest(around.children, cursor) ?? around.id;
}

function OutlineSkeleton() {
  return (
    <div className="flex flex-col gap-3 px-4 py-3" role="status">
      <span className="sr-only">Reading the text</span>
      <Skeleton className="h-3.5 w-2/3" />
      <Skeleton className="h-3.5 w-1/2" />
      <Skeleton className="h-3.5 w-3/5" />
    </div>
  );
}
