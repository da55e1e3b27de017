import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DraftState, StoredDraft } from './draft-state.ts';
import { createDraftSync } from './draft-sync.ts';
import type { SaveAnswer } from './spec-api.ts';

const ME = { id: '1', name: 'Asha Rao' };
const OMAR = { id: '2', name: 'Omar Haddad' };
const BASE: StoredDraft = { revision: 1, text: 'a\nb\nc\nd\n', updatedBy: ME, updatedAt: '2026-11-22T10:00:00.000Z' };

/** The server as the editor knows it: one draft, optimistic revisions; it can be unreachable. */
class FakeServer {
  draft = BASE;
  down = false;
  saves: string[] = [];
  save = async (text: string, baseRevision: number): Promise<SaveAnswer> => {
    this.saves.push(text);
    if (this.down) return { kind: 'offline' };
    if (text === this.draft.text)
      return { kind: 'stored', revision: this.draft.revision, savedAt: this.draft.updatedAt };
    if (baseRevision !== this.draft.revision) return { kind: 'conflict', theirs: this.draft };
    this.draft = { ...this.draft, text, revision: this.draft.revision + 1, updatedBy: ME };
    return { kind: 'stored', revision: this.draft.revision, savedAt: this.draft.updatedAt };
  };
  newerThan = async (revision: number) => (this.draft.revision > revision ? this.draft : null);
  by(person: StoredDraft['updatedBy'], text: string) {
    this.draft = { ...this.draft, text, revision: this.draft.revision + 1, updatedBy: person };
  }
}

function open(server: FakeServer, kept: { text: string; onRevision: number } | null = null) {
  const seen: { states: DraftState[]; kept: typeof kept; shown: string[] } = { states: [], kept, shown: [] };
  const sync = createDraftSync({
    initial: server.draft,
    kept,
    me: ME,
    save: server.save,
    newerThan: server.newerThan,
    keep: (text) => {
      seen.kept = text;
    },
    onState: (state) => seen.states.push(state),
    onReplace: (text) => seen.shown.push(text),
    onNotice: () => {},
  });
  return { sync, seen };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('typing is stored once, after a pause, and the device forgets it only when the server has it', async () => {
  const server = new FakeServer();
  const { sync, seen } = open(server);
  for (const text of ['x', 'xy', 'xyz']) {
    sync.edited(text);
    await vi.advanceTimersByTimeAsync(200);
  }
  expect([server.saves, seen.kept]).toEqual([[], { text: 'xyz', onRevision: 1 }]);
  await vi.advanceTimersByTimeAsync(600);
  expect([server.saves, server.draft.text, seen.kept]).toEqual([['xyz'], 'xyz', null]);
});

test('without a server it is tried again by itself until it is stored', async () => {
  const server = new FakeServer();
  server.down = true;
  const { sync, seen } = open(server);
  sync.edited('kept');
  await vi.advanceTimersByTimeAsync(5_000);
  expect([sync.state().status.kind, seen.kept?.text]).toEqual(['offline', 'kept']);
  server.down = false;
  await vi.advanceTimersByTimeAsync(15_000);
  expect([server.draft.text, sync.state().status.kind, seen.kept]).toEqual(['kept', 'saved', null]);
});

test('a save whose answer was lost is repeated and is no conflict with oneself', async () => {
  const server = new FakeServer();
  const save = server.save;
  server.save = async (text, revision) => {
    await save(text, revision);
    return { kind: 'offline' };
  };
  const lossy = open(server);
  lossy.sync.edited('once');
  await vi.advanceTimersByTimeAsync(700);
  expect([server.draft.text, lossy.sync.state().status.kind]).toEqual(['once', 'offline']);
  lossy.sync.stop();
  server.save = save;
  const again = open(server, { text: 'once', onRevision: 1 });
  expect([again.sync.state().status.kind, again.seen.kept]).toEqual(['saved', null]);
});

test("nobody's text is overwritten: a conflict stops saving until a person decides, and the decision lands on top", async () => {
  const server = new FakeServer();
  const { sync } = open(server);
  sync.edited('mine\nb\nc\nd\n');
  server.by(OMAR, 'theirs\nb\nc\nd\n');
  await vi.advanceTimersByTimeAsync(60_000);
  expect([server.draft.text, sync.state().status.kind]).toEqual(['theirs\nb\nc\nd\n', 'conflict']);
  expect(await sync.flush()).toBeNull();
  sync.resolve('both\nb\nc\nd\n');
  await vi.advanceTimersByTimeAsync(700);
  expect([server.draft.text, server.draft.revision, sync.state().status.kind]).toEqual(['both\nb\nc\nd\n', 3, 'saved']);
});

test('a conflict survives a reload: the kept text never slides on top of the newer draft', async () => {
  const server = new FakeServer();
  const first = open(server);
  first.sync.edited('mine\nb\nc\nd\n');
  server.by(OMAR, 'theirs\nb\nc\nd\n');
  await vi.advanceTimersByTimeAsync(700);
  first.sync.stop();
  for (let reload = 0; reload < 2; reload++) {
    const next = open(server, first.seen.kept);
    await vi.advanceTimersByTimeAsync(5_000);
    next.sync.edited(`mine ${reload}\nb\nc\nd\n`);
    first.seen.kept = next.seen.kept;
    next.sync.stop();
    expect([next.sync.state().status.kind, next.sync.state().local]).toEqual(['conflict', `mine ${reload}\nb\nc\nd\n`]);
  }
  expect(server.draft.text).toBe('theirs\nb\nc\nd\n');
});

test('flush stores what was just typed and gives the revision that holds it, through a merge too', async () => {
  const server = new FakeServer();
  const { sync, seen } = open(server);
  sync.edited('a\nb\nc\nMINE\n');
  server.by(OMAR, 'THEIRS\nb\nc\nd\n');
  expect(await sync.flush()).toBe(3);
  expect([server.draft.text, seen.shown]).toEqual(['THEIRS\nb\nc\nMINE\n', ['THEIRS\nb\nc\nMINE\n']]);
});

test('leaving the page sends what is not stored yet', async () => {
  const server = new FakeServer();
  const { sync, seen } = open(server);
  sync.edited('last words');
  sync.stop();
  await vi.advanceTimersByTimeAsync(0);
  expect([server.draft.text, seen.kept]).toEqual(['last words', null]);
});
