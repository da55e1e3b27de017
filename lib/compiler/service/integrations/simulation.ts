import type { Integration } from '../../../spec/model.ts';
import type { InferencePlan, IntegrationOperationPlan, IntegrationPlan, Plan } from '../../plan.ts';
import { mediaOfSample } from '../../tests/sample-contents.ts';
import { example, exampleObject } from '../../tests/values.ts';
import { code } from '../../text/code.ts';
import { type Doc, hugged, list, print, rows } from '../../text/doc.ts';
import { imports } from '../../text/imports.ts';
import { origin } from '../../text/origin.ts';
import { comment, quote } from '../../text/quote.ts';
import { asText, asTexts } from '../file-texts.ts';
import { plainType } from '../types.ts';
import { holdNumbers } from '../wired-numbers.ts';
import { isDocument } from './beyond-http.ts';
import { broughtAs } from './file-exchange.ts';
import { actionOf } from './message.ts';
import { fileRequest, restRequest } from './request-line.ts';
import { scenarioAnswer, simulatedOutput } from './simulated-answer.ts';

/** src/simulators/<name>.ts: what stands in for a system, by its operations and scenarios. */
export function simulationModule({ integration, variable, file, operations }: IntegrationPlan, plan: Plan): string {
  const json = !['soap', 'smtp', 'kafka', 'sftp'].includes(integration.protocol ?? 'rest');
  const speaksNumbers = json && operations.some(({ operation }) => holdNumbers(operation.output, plan.model));
  return code`
    ${imports([
      [`../integrations/${file}.ts`, variable],
      ['../platform/exact-json.ts', ...(speaksNumbers ? ['numbered'] : [])],
      ['../platform/simulator.ts', 'type Simulation'],
      ['../platform/soap.ts', ...(integration.protocol === 'soap' ? ['envelope'] : [])],
    ])}

    /** Stands in for ${comment(integration.name)} in tests and sandboxes: it answers as scenarios say, else by the types, always the same. */
    export const ${variable}Simulation: Simulation = {
      system: ${variable}.system,
      operations: [
        ${plan.inferences.filter((one) => one.system.integration === integration).map((one) => origin(one.step, model(one, plan)))}
        ${operations.map((operation) => origin(operation.operation, simulated(operation, integration, plan)))}
      ],
    };
  `;
}

function simulated({ operation, gives }: IntegrationOperationPlan, integration: Integration, plan: Plan): string {
  const { protocol } = integration;
  if (protocol === 'soap') return soap(operation, integration, plan);
  if (protocol === 'graphql') return graphql({ operation, gives }, integration, plan);
  if (protocol === 'smtp' || protocol === 'kafka' || protocol === 'sftp') return other(operation, protocol, plan);
  const { method, path } = restRequest(operation.request);
  const isWhole = broughtAs(integration, operation, plan.model) === 'body';
  const said = ['answer: JSON.stringify(', answered({ operation, gives }, integration, plan), '),'];
  const answer = isWhole ? wholeAnswer(operation, plan) : said;
  return code`
    {
      name: ${quote(operation.name)},
      method: ${quote(method)},
      path: ${quote(path.replace(/\{[^{}]*\}/g, '*').replace(/\?.*$/, ''))},
      ${isWhole && `contentType: ${quote(mediaOfSample(operation.output[0], plan))},`}
      ${print(answer, 6)}
    },
  `;
}

/** An answer that is a file: bytes of its media type. */
function wholeAnswer({ output: [only] }: Declared, plan: Plan): Doc {
  const text = only === undefined ? "''" : example(asText(only.type, plan.model), plan);
  return [list('answer: Buffer.from(', [text, "'base64'"], ')'), ','];
}

/** A model answers each of its outputs with an example. */
function model(planned: InferencePlan, plan: Plan): string {
  const { step } = planned;
  const version = step.version === null ? '' : `/versions/${step.version}`;
  const outputs = step.output.map((field): Doc => {
    const { name, type } = field;
    const plain = plainType(type, plan.model);
    const shown = simulatedOutput(planned, field, plan);
    return list(
      '{',
      [`name: ${quote(name)}`, ['data: ', plain.kind === 'list' ? shown : ['[', shown, ']']]],
      '}',
      true,
    );
  });
  const items: Doc[] = [
    `model_name: ${quote(step.model)}`,
    `model_version: ${quote(step.version ?? '1')}`,
    ['outputs: ', rows('[', outputs, ']')],
  ];
  const answer = hugged('answer: JSON.stringify(', [], { open: '{', items, close: '}', space: true }, '),');
  return code`
    {
      name: ${quote(step.model)},
      method: 'POST',
      path: ${quote(`/v2/models/${step.model}${version}/infer`)},
      ${print(answer, 6)}
    },
  `;
}

type Declared = IntegrationOperationPlan['operation'];

function soap(operation: Declared, integration: Integration, plan: Plan): string {
  const action = actionOf(operation.request);
  return code`
    {
      name: ${quote(operation.name)},
      method: 'POST',
      path: '/',
      header: { name: 'soapaction', value: ${quote(action)} },
      contentType: 'text/xml; charset=utf-8',
      ${print(['answer: envelope(', quote(`${action}Response`), ', ', answerOf(operation, integration, plan), '),'], 6)}
    },
  `;
}

/** Stands in over HTTP: the path is the topic or the file, and a header tells operations apart. */
function other(operation: Declared, protocol: 'smtp' | 'kafka' | 'sftp', plan: Plan): string {
  const [field] = operation.output;
  const path =
    protocol === 'smtp'
      ? '/'
      : protocol === 'kafka'
        ? `/${operation.request.trim()}`
        : fileRequest(operation.request).path;
  const shown = field === undefined ? '{}' : example(asText(field.type, plan.model), plan);
  const isText = protocol === 'sftp' && isDocument(operation, plan.model);
  const held: Doc = isText
    ? list('JSON.stringify(', [exampleObject(asTexts(operation.output, plan.model), plan)], ')')
    : shown;
  const answer: Doc = [list('answer: JSON.stringify(', [held], ')'), ','];
  return code`
    {
      name: ${quote(operation.name)},
      method: 'POST',
      path: ${quote(path.replace(/\{[^{}]*\}/g, '*'))},
      header: { name: 'x-operation', value: ${quote(operation.name)} },
      ${print(answer, 6)}
    },
  `;
}

type Spoken = Pick<IntegrationOperationPlan, 'operation' | 'gives'>;

/** What a scenario says that it answers, else an example; files as their texts. */
function answerOf(operation: Declared, integration: Integration, plan: Plan): Doc {
  return scenarioAnswer(integration, operation, plan) ?? exampleObject(asTexts(operation.output, plan.model), plan);
}

/** An answer, with the numbers that JSON is to hold. */
function answered({ operation, gives }: Spoken, integration: Integration, plan: Plan): Doc {
  const given = answerOf(operation, integration, plan);
  if (gives === null || !holdNumbers(operation.output, plan.model)) return given;
  return list('numbered(', [quote(gives), given], ')');
}

function graphql({ operation, gives }: Spoken, integration: Integration, plan: Plan): string {
  return code`
    {
      name: ${quote(operation.name)},
      method: 'POST',
      path: '/',
      header: { name: 'x-operation', value: ${quote(operation.name)} },
      ${print(['answer: JSON.stringify(', list('{', [['data: ', answered({ operation, gives }, integration, plan)]], '}', true), '),'], 6)}
    },
  `;
}
