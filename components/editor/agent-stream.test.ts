import { afterEach, expect, test, vi } from 'vitest';
import type { DraftEvent } from '#lib/domain/agents/draft-event.ts';
import { streamDraft } from './agent-stream.ts';

const ASKED = { service: 'a', paragraph: 'p', currentText: '', continueFrom: null };
const TEXT: DraftEvent = { kind: 'text', delta: 'Grüße: ✓\n' };
const FAILED: DraftEvent = {
  kind: 'failed',
  reason: 'r',
  text: null,
  rounds: 1,
  inputTokens: null,
  outputTokens: null,
  costMicros: null,
  durationMs: 1,
};

afterEach(() => vi.unstubAllGlobals());

function answerWith(body: BodyInit, init: ResponseInit = {}): void {
  vi.stubGlobal('fetch', async () => new Response(body, init));
}

async function collect(signal = new AbortController().signal): Promise<{ events: DraftEvent[]; error: string | null }> {
  const events: DraftEvent[] = [];
  const error = await streamDraft(ASKED, signal, (event) => events.push(event)).then(
    () => null,
    (reason: Error) => reason.message,
  );
  return { events, error };
}

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

test('events come in order, however the bytes are cut', async () => {
  const bytes = new TextEncoder().encode(`${JSON.stringify(TEXT)}\n${JSON.stringify(FAILED)}\n`);
  for (const size of [1, 7, 1_000]) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.slice(i * size, (i + 1) * size),
    );
    answerWith(streamOf(chunks));
    expect(await collect()).toEqual({ events: [TEXT, FAILED], error: null });
  }
});

test('a stream without an end is a broken connection', async () => {
  answerWith(`${JSON.stringify(TEXT)}\n`);
  expect(await collect()).toEqual({ events: [TEXT], error: expect.stringContaining('The connection broke') });
});

test('a refusal is said in its own words', async () => {
  answerWith(JSON.stringify({ title: 'A draft of yours is still running.' }), { status: 409 });
  expect((await collect()).error).toBe('A draft of yours is still running.');
  answerWith('<html>', { status: 502 });
  expect((await collect()).error).toBe('The server answered 502. Try again.');
});
