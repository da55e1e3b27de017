import type { IntegrationOperationPlan, IntegrationPlan, Plan } from '../../plan.ts';
import { exampleObject } from '../../tests/values.ts';
import { code } from '../../text/code.ts';
import { list, print } from '../../text/doc.ts';
import { imports } from '../../text/imports.ts';
import { origin } from '../../text/origin.ts';
import { comment, quote } from '../../text/quote.ts';
import { actionOf, restRequest } from './message.ts';

/** src/simulators/<name>.ts: what stands in for a system, by its operations alone. */
export function simulationModule({ integration, variable, file, operations }: IntegrationPlan, plan: Plan): string {
  return code`
    ${imports([
      [`../integrations/${file}.ts`, variable],
      ['../platform/simulator.ts', 'type Simulation'],
      ['../platform/soap.ts', ...(integration.protocol === 'soap' ? ['envelope'] : [])],
    ])}

    /** Stands in for ${comment(integration.name)} in tests and sandboxes: it answers by the types of the specification, always the same. */
    export const ${variable}Simulation: Simulation = {
      system: ${variable}.system,
      operations: [
        ${operations.map((operation) => origin(operation.operation, simulated(operation, integration.protocol, plan)))}
      ],
    };
  `;
}

function simulated({ operation }: IntegrationOperationPlan, protocol: string | null, plan: Plan): string {
  if (protocol === 'soap') return soap(operation, plan);
  if (protocol === 'graphql') return graphql(operation, plan);
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

type Declared = IntegrationOperationPlan['operation'];

function soap(operation: Declared, plan: Plan): string {
  const action = actionOf(operation.request);
  return code`
    {
      name: ${quote(operation.name)},
      method: 'POST',
      path: '/',
      header: { name: 'soapaction', value: ${quote(action)} },
      contentType: 'text/xml; charset=utf-8',
      ${print(['answer: envelope(', quote(`${action}Response`), ', ', exampleObject(operation.output, plan), '),'], 6)}
    },
  `;
}

function graphql(operation: Declared, plan: Plan): string {
  return code`
    {
      name: ${quote(operation.name)},
      method: 'POST',
      path: '/',
      header: { name: 'x-operation', value: ${quote(operation.name)} },
      contentType: 'application/json',
      ${print(['answer: JSON.stringify(', list('{', [['data: ', exampleObject(operation.output, plan)]], '}', true), '),'], 6)}
    },
  `;
}
