import type { Scenario } from '../../spec/model.ts';
import { type Cells, filled, rowsOf } from './scenario-values.ts';

/** The first row of examples for which a scenario expects an answer below 400; null where there is none. */
export function endsWell({ then, examples }: Scenario): Cells | null {
  const expected = then.find((one) => one.kind === 'status');
  const found = rowsOf(examples).find(({ cells }) => {
    if (expected === undefined) return true;
    const { status } = expected;
    const said = typeof status === 'object' && status !== null && 'number' in status ? String(status.number) : status;
    return Number(filled(String(said), cells)) < 400;
  });
  return found?.cells ?? null;
}
