import { expect, test } from 'vitest';
import { type DraftEvent, type DraftState, nextDraft, openDraft, type StoredDraft } from './draft-state.ts';

const ASHA = { id: '1', name: 'Asha Rao' };
const OMAR = { id: '2', name: 'Omar Haddad' };
const draft = (revision: number, text: string, updatedBy = ASHA): StoredDraft => ({
  revision,
  text,
  updatedBy,
  updatedAt: '2026-11-22T10:00:00.000Z',
});
const BASE = draft(4, 'a\nb\nc\nd\n');
const after = (state: DraftState, ...events: DraftEvent[]) =>
  events.reduce((step, event) => nextDraft(step.state, event), { state } as ReturnType<typeof nextDraft>);

test('typing while a save is on its way ends with the newer text still unsaved, on the new revision', () => {
  const { state } = after(
    openDraft(BASE, null),
    { kind: 'edited', text: 'a2' },
    { kind: 'sent' },
    { kind: 'edited', text: 'a3' },
    { kind: 'stored', revision: 5, savedAt: '2026-11-22T10:00:01.000Z', by: ASHA },
  );
  expect([state.base.text, state.base.revision, state.local, state.status.kind]).toEqual(['a2', 5, 'a3', 'unsaved']);
});

test("another person's draft is taken over by itself only when there is no local change", () => {
  const step = after(openDraft(BASE, null), { kind: 'newer', theirs: draft(5, 'new', OMAR) });
  expect([step.replaceWith, step.state.base.revision, step.state.status.kind]).toEqual(['new', 5, 'saved']);
  expect(step.notice).toContain('Omar Haddad');
});

test('changes of different lines are put together and wait to be saved on top of theirs', () => {
  const step = after(
    openDraft(BASE, null),
    { kind: 'edited', text: 'A\nb\nc\nd\n' },
    { kind: 'sent' },
    { kind: 'newer', theirs: draft(5, 'a\nb\nc\nD\n', OMAR) },
  );
  expect(step.replaceWith).toBe('A\nb\nc\nD\n');
  expect([step.state.base.revision, step.state.local, step.state.status.kind]).toEqual([5, 'A\nb\nc\nD\n', 'unsaved']);
});

test('changes of one line wait for a person: typing goes on, nothing is lost, their newest text counts', () => {
  const mine = { kind: 'edited', text: 'X\nb\nc\nd\n' } as const;
  const { state } = after(
    openDraft(BASE, null),
    mine,
    { kind: 'newer', theirs: draft(5, 'Y\nb\nc\nd\n', OMAR) },
    { kind: 'edited', text: 'XX\nb\nc\nd\n' },
    { kind: 'newer', theirs: draft(6, 'Z\nb\nc\nd\n', OMAR) },
  );
  expect(state.local).toBe('XX\nb\nc\nd\n');
  expect(state.status).toEqual({ kind: 'conflict', theirs: draft(6, 'Z\nb\nc\nd\n', OMAR) });
  const kept = nextDraft(state, { kind: 'resolved', text: state.local });
  expect([kept.state.base.revision, kept.state.status.kind]).toEqual([6, 'unsaved']);
  const taken = nextDraft(state, { kind: 'resolved', text: 'Z\nb\nc\nd\n' });
  expect([taken.state.local, taken.state.status.kind]).toEqual(['Z\nb\nc\nd\n', 'saved']);
});

test('a text that the device kept comes back: unsaved on its own revision, as a question on another', () => {
  expect(openDraft(BASE, { text: 'mine', onRevision: 4 }).status.kind).toBe('unsaved');
  expect(openDraft(BASE, { text: 'mine', onRevision: 3 }).status).toEqual({ kind: 'conflict', theirs: BASE });
  expect(openDraft(BASE, { text: BASE.text, onRevision: 3 }).status.kind).toBe('saved');
});

test('a failed save keeps the text, and the next edit may be sent again', () => {
  const failed = after(
    openDraft(BASE, null),
    { kind: 'edited', text: 'x' },
    { kind: 'sent' },
    { kind: 'failed', status: { kind: 'refused', message: 'too large' } },
  ).state;
  expect([failed.local, failed.sending, failed.status.kind]).toEqual(['x', null, 'refused']);
  expect(nextDraft(failed, { kind: 'edited', text: 'y' }).state.status.kind).toBe('unsaved');
});
