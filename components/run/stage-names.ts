import type { Stage } from '#lib/domain/runs/events.ts';

/** What people call the stages. */
export const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  specify: 'Specify',
  implement: 'Implement',
  test: 'Test',
  review: 'Review',
  deploy: 'Deploy',
};
