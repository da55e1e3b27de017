import { expect, test } from 'vitest';
import { keptDrafts } from './kept-draft.ts';

/** A browser's storage with room for so many characters. */
class FakeStorage implements Storage {
  #items = new Map<string, string>();
  readonly #room: number;
  constructor(room = 10_000) {
    this.#room = room;
  }
  get length() {
    return this.#items.size;
  }
  key(index: number) {
    return [...this.#items.keys()][index] ?? null;
  }
  getItem(key: string) {
    return this.#items.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    if (value.length > this.#room) throw new DOMException('full', 'QuotaExceededError');
    this.#items.set(key, value);
  }
  removeItem(key: string) {
    this.#items.delete(key);
  }
  clear() {
    this.#items.clear();
  }
}

test('the text comes back with the revision that it was made on, for its own service only', () => {
  const store = new FakeStorage();
  keptDrafts('one', store, () => 1).write({ text: 'x', onRevision: 7 });
  expect(keptDrafts('one', store, () => 2).read()).toEqual({ text: 'x', onRevision: 7 });
  expect(keptDrafts('one-more', store, () => 2).read()).toBeNull();
});

test('a newer text replaces the older, and null forgets', () => {
  const store = new FakeStorage();
  const kept = keptDrafts('one', store, () => 1);
  kept.write({ text: 'x', onRevision: 7 });
  kept.write({ text: 'y', onRevision: 8 });
  expect([kept.read(), store.length]).toEqual([{ text: 'y', onRevision: 8 }, 1]);
  kept.write(null);
  expect([kept.read(), store.length]).toEqual([null, 0]);
});

test('a full or a spoilt storage keeps nothing and breaks nothing', () => {
  const store = new FakeStorage(100);
  const kept = keptDrafts('one', store, () => 1);
  kept.write({ text: 'x'.repeat(200), onRevision: 1 });
  expect(kept.read()).toBeNull();
  store.setItem('plumbline.draft.one@3', '{"text": 5');
  store.setItem('plumbline.draft.one@x', '{"text": "a", "at": 1}');
  expect(kept.read()).toBeNull();
});
