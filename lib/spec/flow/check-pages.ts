import type { Endpoint } from '../model.ts';
import { allSteps } from '../step-tree.ts';
import type { FlowRule } from './flow-rule.ts';
import { isPageable, pagedStep, someNode } from './paged-step.ts';

/**
 * Pages are made of the rows that a `list` step of the operation itself finds. Pages by numbers may also be handed on, to a system
 * or to a list inside another step, by `input.limit` and `input.offset`.
 */
export const checkPages: FlowRule = ({ endpoints }, report) => {
  for (const endpoint of endpoints) {
    const { paginate } = endpoint;
    if (paginate === null || pagedStep(endpoint) !== null) continue;
    if (paginate.style === 'offset' && handsOn(endpoint)) continue;
    report('SPC2055', paginate.span, { reason: reasonOf(endpoint) });
  }
};

/** Whether some step or output takes the page from the request itself. */
function handsOn({ processing, output, wholeOutput }: Endpoint): boolean {
  return someNode([processing, output, wholeOutput], ({ kind, name, of }) => {
    const owner: Readonly<Record<string, unknown>> = { ...Object(of) };
    return kind === 'member' && name === 'limit' && owner['kind'] === 'name' && owner['scope'] === 'input';
  });
}

function reasonOf({ processing, paginate }: Endpoint): string {
  const inner = allSteps(processing).find(isPageable);
  if (inner === undefined) return 'No `list` step finds the rows that pages are made of.';
  const said = `\`${inner.name}\` is inside of another step, and pages are made of a list that is a step of its own: take it out, with \`when\` where it is conditional`;
  return paginate?.style === 'cursor'
    ? `${said}.`
    : `${said}, or write \`limit: =input.limit, offset: =input.offset\`.`;
}
