'use client';
import { X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { useSyncExternalStore } from 'react';
import { IconButton } from './button.tsx';
import { Status, type StatusKind } from './status.tsx';

interface ToastEntry {
  id: number;
  kind: StatusKind;
  message: string;
  action: { label: string; run: () => void } | undefined;
}

let entries: readonly ToastEntry[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
const NONE: readonly ToastEntry[] = [];

/**
 * Says what an action did, when the page itself does not show it. Goes by itself after 6 s (failures after 12 s) and never
 * holds the only copy of a fact. `action` is one verb, such as Undo.
 */
export function toast(kind: StatusKind, message: string, action?: { label: string; run: () => void }): void {
  lastId += 1;
  publish([...entries.slice(-3), { id: lastId, kind, message, action }]);
}

/** The place where toasts appear; once, in the root layout. */
export function Toaster() {
  const shown = useSyncExternalStore(
    subscribe,
    () => entries,
    () => NONE,
  );
  return (
    <Radix.Provider swipeDirection="right">
      {shown.map((entry) => (
        <Radix.Root
          key={entry.id}
          duration={entry.kind === 'fail' ? 12_000 : 6_000}
          onOpenChange={(open) => !open && publish(entries.filter((other) => other.id !== entry.id))}
          className="flex animate-appear items-center gap-2 rounded-md bg-raised py-1.5 pr-1.5 pl-3 shadow-floating"
        >
          <Status kind={entry.kind} iconOnly />
          <Radix.Description className="min-w-0 flex-1 break-words text-sm">{entry.message}</Radix.Description>
          {entry.action && (
            <Radix.Action
              altText={entry.action.label}
              onClick={entry.action.run}
              className="rounded-sm px-2 py-1 font-medium text-accent text-sm hover:bg-hover"
            >
              {entry.action.label}
            </Radix.Action>
          )}
          <Radix.Close asChild>
            <IconButton label="Dismiss" size="small">
              <X aria-hidden />
            </IconButton>
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className="fixed right-4 bottom-16 z-[60] flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 md:bottom-4" />
    </Radix.Provider>
  );
}

function publish(next: readonly ToastEntry[]): void {
  entries = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
