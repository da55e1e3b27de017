import { z } from 'zod';
import type { Tx } from '#db/client.ts';
import { gateResults } from '#db/schema.ts';
import type { GateName, RunEvent } from '../../../domain/runs/events.ts';
import type { Activation } from '../durable/activation.ts';
import { storableText } from '../durable/append-events.ts';

export const verdict = z.object({
  status: z.enum(['passed', 'failed']),
  /** One sentence. */
  summary: z.string(),
  /** What the tool wrote, when it says why. */
  output: z.string(),
  durationMs: z.number(),
  cpuMs: z.number(),
  peakMemoryBytes: z.number(),
});

export type Verdict = z.infer<typeof verdict>;

const MAX_SHOWN = 8_000;

/** Does a gate once and keeps its verdict: row, event and what the tool said, together. */
export async function runGate(
  run: Activation,
  gate: GateName,
  sandboxLevel: string,
  work: () => Promise<Verdict>,
): Promise<Verdict> {
  await run.once(`gate:${gate}:started`, [{ kind: 'gate.started', gate, sandbox: sandboxLevel }]);
  return run.step(`gate:${gate}`, verdict, work, (tx, result) => record(tx, run, gate, result));
}

async function record(tx: Tx, run: Activation, gate: GateName, result: Verdict): Promise<readonly RunEvent[]> {
  const { status, summary, durationMs, cpuMs, peakMemoryBytes } = result;
  const output = storableText(result.output).slice(0, MAX_SHOWN);
  await tx.insert(gateResults).values({
    runId: run.runId,
    gate,
    status,
    summary: storableText(summary),
    detail: { output, cpuMs, peakMemoryBytes },
    durationMs,
    at: run.now(),
  });
  const log: RunEvent[] = output === '' ? [] : [{ kind: 'log', stage: 'test', text: output }];
  return [...log, { kind: 'gate.finished', gate, status, summary, durationMs, cpuMs, peakMemoryBytes }];
}
