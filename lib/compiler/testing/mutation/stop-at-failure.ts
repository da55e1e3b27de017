import { writeSync } from 'node:fs';

interface TestEvent {
  type: string;
  data: { name?: string; file?: string };
}

/** A reporter of node:test that ends the process at the first test that fails, and says which it was. */
export default async function* stopAtFailure(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    if (type !== 'test:fail') continue;
    writeSync(1, `failed: ${data.name}\n`);
    process.exit(1);
  }
  yield '';
}
