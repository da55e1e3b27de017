import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They start services or processes and take longest: begun last, one of them would run alone while the other processor waits. */
const SLOW =
  /lib\/(compiler\/[\w-]+|adapters\/(target|sandbox)\/[\w-]+|cli\/plumbline\/[\w-]+|server\/(runs|deployments|people)\/.+)\.test\.ts$/;
const SLOWEST = /lib\/compiler\/(outside|answers|wire)\.test\.ts$/;

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      SLOWEST.test(moduleId) ? 0 : SLOW.test(moduleId) ? 1 : 2;
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ['{app,components,lib,db}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
  },
});
