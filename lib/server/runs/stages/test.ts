import type { GateName } from '../../../domain/runs/events.ts';
import type { Activation } from '../durable/activation.ts';
import { checkTypes } from '../gates/check-types.ts';
import { runGate, type Verdict } from '../gates/gate.ts';
import { prepareFolder } from '../gates/prepare-folder.ts';
import { runTests } from '../gates/run-tests.ts';
import { openResultStore } from '../gates/store-results.ts';
import type { RunSpec } from './read-run-spec.ts';
import type { StageTools } from './run-stages.ts';
import { runStage, StageFailure } from './stage.ts';

/** Type check and generated tests, side by side, shut in. A gate that did not pass ends the run with its reason. */
export async function test(tools: StageTools, run: Activation, spec: RunSpec): Promise<void> {
  await runStage(run, 'test', async () => {
    const verdicts = await runGates(tools, run, spec);
    const failed = verdicts.filter(({ verdict }) => verdict.status !== 'passed');
    if (failed.length > 0) throw new StageFailure(failed.map(describe).join(' '));
    return verdicts.map(({ verdict }) => verdict.summary).join('; ');
  });
}

interface GateVerdict {
  gate: GateName;
  verdict: Verdict;
}

async function runGates(tools: StageTools, run: Activation, spec: RunSpec): Promise<GateVerdict[]> {
  const sandbox = await tools.sandbox();
  const service = await prepareFolder(tools.db, run.runId, tools.dataFolder);
  try {
    const types = runGate(run, 'types', sandbox.level, () => checkTypes(sandbox, tools.limits, service, run.signal));
    const tests = runGate(run, 'tests', sandbox.level, async () => {
      const results = await openResultStore(tools.db, run, spec.text);
      return runTests(sandbox, tools.limits, service, run.signal, results.add, results.totals);
    });
    // Both are waited for, also when one fails: the folder may not go while the other still runs in it.
    await Promise.allSettled([types, tests]);
    return [
      { gate: 'types', verdict: await types },
      { gate: 'tests', verdict: await tests },
    ];
  } finally {
    await service.remove();
  }
}

function describe({ gate, verdict }: GateVerdict): string {
  return gate === 'types' ? `Type check: ${verdict.summary}` : `Tests: ${verdict.summary}`;
}
