import type { IntegrationOperationPlan, IntegrationPlan, Plan } from '../../plan.ts';
import { exampleObject } from '../../tests/values.ts';
import { code } from '../../text/code.ts';
import { print } from '../../text/doc.ts';
import { imports } from '../../text/imports.ts';
import { origin } from '../../text/origin.ts';
import { comment, quote } from '../../text/quote.ts';
import { restRequest } from './message.ts';

/** src/simulators/<name>.ts: what stands in for a system, by its operations alone. */
export function simulationModule({ integration, variable, file, operations }: IntegrationPlan, plan: Plan): string {
  return code`
    ${imports([
      [`../integrations/${file}.ts`, variable],
      ['../platform/simulator.ts', 'type Simulation'],
    ])}

    /** Stands in for ${comment(integration.name)} in tests and sandboxes: it answers by the types of the specification, always the same. */
    export const ${variable}Simulation: Simulation = {
      system: ${variable}.system,
      operations: [
        ${operations.map((operation) => origin(operation.operation, simulated(operation, plan)))}
      ],
    };
  `;
}

function simulated({ operation }: IntegrationOperationPlan, plan: Plan): string {
  const { method, path } = restRequest(operation.request);
  const answer = ['answer: JSON.stringify(', exampleObject(operation.output, plan), '),'];
  return code`
    {
      name: ${quote(operation.name)},
      method: ${quote(method)},
      path: ${quote(path.replace(/\{[^{}]*\}/g, '*').replace(/\?.*$/, ''))},
      contentType: 'application/json',
      ${print(answer, 6)}
    },
  `;
}
