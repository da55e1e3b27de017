import { z } from 'zod';

const keptDraft = z.object({ text: z.string(), at: z.number() });

/** The unsaved text of a service on this device, per revision that it was made on. A device that keeps nothing gives nothing. */
export function keptDrafts(service: string, store: Storage, now: () => number) {
  const prefix = `plumbline.draft.${service}@`;
  return {
    /** The newest text that was kept and not yet confirmed by the server. */
    read(): { text: string; onRevision: number } | null {
      const kept = keys(store, prefix)
        .map((key) => ({ onRevision: Number(key.slice(prefix.length)), ...parse(store.getItem(key)) }))
        .filter((draft) => Number.isInteger(draft.onRevision))
        .sort((a, b) => b.at - a.at);
      const newest = kept.find((draft) => draft.text !== null);
      return newest?.text == null ? null : { text: newest.text, onRevision: newest.onRevision };
    },
    /** Keeps a text; null forgets all, because the server has it or a person decided. */
    write(kept: { text: string; onRevision: number } | null): void {
      const own = kept && `${prefix}${kept.onRevision}`;
      for (const key of keys(store, prefix)) if (key !== own) store.removeItem(key);
      if (kept === null || own === null) return;
      try {
        store.setItem(own, JSON.stringify({ text: kept.text, at: now() }));
      } catch {
        // The device's storage is full or closed: the text is still in the page and on its way to the server.
        store.removeItem(own);
      }
    },
  };
}

function keys(store: Storage, prefix: string): string[] {
  return Array.from({ length: store.length }, (_, index) => store.key(index))
    .filter((key) => key !== null)
    .filter((key) => key.startsWith(prefix));
}

function parse(text: string | null): { text: string | null; at: number } {
  try {
    const parsed = keptDraft.safeParse(JSON.parse(text ?? 'null'));
    return parsed.success ? parsed.data : { text: null, at: 0 };
  } catch {
    return { text: null, at: 0 };
  }
}
