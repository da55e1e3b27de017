/** Why an answer ended, in OpenAI's chat words. */
export type Finish = 'stop' | 'length' | 'content_filter';

export interface Usage {
  input: number;
  output: number;
}

/** How a provider writes a streamed answer: each function gives the events to send, one JSON object each. */
export interface StreamFormat {
  begin(): object[];
  text(piece: string): object[];
  end(finish: Finish, usage: Usage | null): object[];
  /** What follows the last event. */
  readonly trailer: string;
}

/** The format of the address that was asked: OpenAI's chat and responses, Anthropic's messages. */
export function streamFormat(path: string): StreamFormat {
  if (path.endsWith('/responses')) return RESPONSES;
  return path.endsWith('/messages') ? MESSAGES : CHAT;
}

const CHAT: StreamFormat = {
  begin: () => [],
  text: (piece) => [chatChunk({ role: 'assistant', content: piece }, null)],
  end: (finish, usage) => [
    chatChunk({}, finish),
    ...(usage
      ? [
          {
            ...chatChunk({}, null),
            choices: [],
            usage: { prompt_tokens: usage.input, completion_tokens: usage.output },
          },
        ]
      : []),
  ],
  trailer: 'data: [DONE]\n\n',
};

function chatChunk(delta: object, finish: Finish | null) {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return { id: 'scripted', object: 'chat.completion.chunk', created: 1, model: 'scripted', choices };
}

const RESPONSES: StreamFormat = {
  begin: () => [
    { type: 'response.created', response: { id: 'r', created_at: 1, model: 'scripted' } },
    { type: 'response.output_item.added', output_index: 0, item: { type: 'message', id: 'm' } },
  ],
  text: (piece) => [
    { type: 'response.output_text.delta', item_id: 'm', output_index: 0, content_index: 0, delta: piece },
  ],
  end: (finish, usage) => [
    { type: 'response.output_item.done', output_index: 0, item: { type: 'message', id: 'm' } },
    {
      type: finish === 'stop' ? 'response.completed' : 'response.incomplete',
      response: {
        incomplete_details: finish === 'stop' ? null : { reason: finish === 'length' ? 'max_output_tokens' : finish },
        usage: { input_tokens: usage?.input ?? 0, output_tokens: usage?.output ?? 0 },
      },
    },
  ],
  trailer: '',
};

const STOP_REASONS: Readonly<Record<Finish, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  content_filter: 'refusal',
};

const MESSAGES: StreamFormat = {
  begin: () => [
    {
      type: 'message_start',
      message: {
        id: 'm',
        type: 'message',
        role: 'assistant',
        model: 'scripted',
        content: [],
        usage: { input_tokens: 0, output_tokens: 0 },
      },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  ],
  text: (piece) => [{ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: piece } }],
  end: (finish, usage) => [
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: STOP_REASONS[finish], stop_sequence: null },
      usage: { input_tokens: usage?.input ?? 0, output_tokens: usage?.output ?? 0 },
    },
    { type: 'message_stop' },
  ],
  trailer: '',
};
