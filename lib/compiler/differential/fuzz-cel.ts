import { parseArgs } from 'node:util';
import { differential } from './differential.ts';

/** Compares generated expressions with CEL: `node fuzz-cel.ts --count 20000 --seed 1`. Exits with 1 at a difference. */
const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } });
const count = Number(values.count ?? 20_000);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
console.log(`${count} expressions, seed ${seed}`);
const report = await differential({
  count,
  seed,
  onProgress: (compared) => {
    if (compared % 4000 === 0) console.log(`${compared} compared`);
  },
});
console.log(JSON.stringify(report, null, 2));
process.exitCode = report.failure === null ? 0 : 1;
