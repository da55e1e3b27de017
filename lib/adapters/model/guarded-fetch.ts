/** The most that one answer of a model's server may weigh: streamed pieces carry about 40 times their text. */
const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/**
 * `fetch` for model servers. A redirect is an error (a key must not follow it to another host), and a body that grows past
 * 16 MiB is cut off with an error, whatever its type.
 */
export const guardedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'error' });
  if (!response.body) return response;
  return new Response(response.body.pipeThrough(cutOff(MAX_RESPONSE_BYTES)), response);
};

function cutOff(limit: number): TransformStream<Uint8Array, Uint8Array> {
  let seen = 0;
  return new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      if (seen > limit) controller.error(new AnswerTooLarge());
      else controller.enqueue(chunk);
    },
  });
}

/** The model's server sent more than we are ready to read. */
export class AnswerTooLarge extends Error {
  constructor() {
    super('the answer is larger than 16 MiB');
    this.name = 'AnswerTooLarge';
  }
}
