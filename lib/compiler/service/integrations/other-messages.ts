import { title, variable } from '../../names.ts';
import type { IntegrationOperationPlan } from '../../plan.ts';
import { code } from '../../text/code.ts';
import { type Doc, group, list, print } from '../../text/doc.ts';
import { quote } from '../../text/quote.ts';
import { fromFile, type Module } from '../module.ts';
import { fileKind, isDocument } from './beyond-http.ts';
import { numbersIn, objectOf, parameterOf } from './message.ts';

/** A mail: what it says comes from the inputs, by their names. */
export function mailMessage({ operation }: IntegrationOperationPlan, module: Module): string {
  module.needs.add('mail');
  const body: Doc = ['mail(', quote(title(operation.name)), ', ', objectOf(operation.input), ')'];
  return handedOver(operation, "'/'", body);
}

/** A message of a topic: its value is a JSON document of the inputs. */
export function topicMessage(planned: IntegrationOperationPlan, module: Module): string {
  const { operation } = planned;
  module.needs.add('json');
  return handedOver(operation, quote(`/${operation.request.trim()}`), [
    'json(',
    numbersIn(operation.input, planned, module),
    ')',
  ]);
}

type Operation = IntegrationOperationPlan['operation'];

function handedOver(operation: Operation, path: string, body: Doc): string {
  const headers = `{ 'x-operation': ${quote(operation.name)} }`;
  const result = list('{', ["method: 'POST'", `path: ${path}`, ['headers: ', headers], ['body: ', body]], '}', true);
  return code`
    ${print(group([`message: (${parameterOf(operation.input)}) => (`, result, '),']), 2)}
    read: nothing,
  `;
}

/** What is done with a file, and its path; values of the path are names of files and folders, nothing more. */
export function fileRequest(request: string): { verb: string; path: string } {
  const [verb = 'GET', path = '/'] = request.trim().split(/\s+/);
  return { verb, path };
}

/** A file or a folder: what it holds is one input or output, or a JSON document of several inputs. */
export function fileMessage(planned: IntegrationOperationPlan, module: Module): string {
  const { operation, answer, gives } = planned;
  const { verb, path } = fileRequest(operation.request);
  const named = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  const others = operation.input.filter(({ name }) => !named.includes(name));
  if (named.length > 0) module.needs.add('fileName');
  const where =
    named.length === 0
      ? quote(path)
      : `\`${path.replace(/\{([^{}]*)\}/g, (_, name: string) => `\${fileName(${variable(name)})}`)}\``;
  const [only] = others;
  const kind = others.length === 1 && only !== undefined ? fileKind(only.type) : null;
  const plain = kind === 'text' || kind === 'base64';
  const contents: Doc =
    verb !== 'PUT'
      ? 'null'
      : plain && only !== undefined
        ? variable(only.name)
        : ['json(', numbersIn(others, planned, module), ')'];
  if (verb === 'PUT' && !plain) module.needs.add('json');
  const [output] = operation.output;
  const as =
    (verb === 'PUT' ? kind : output === undefined ? null : fileKind(output.type)) === 'base64' ? 'base64' : 'text';
  const headers = list(
    '{',
    [`'x-operation': ${quote(operation.name)}`, `'x-file': ${quote(`${verb} ${as}`)}`],
    '}',
    true,
  );
  const result = list(
    '{',
    ["method: 'POST'", `path: ${where}`, ['headers: ', headers], ['body: ', contents]],
    '}',
    true,
  );
  const read =
    gives === null || output === undefined
      ? 'nothing'
      : isDocument(operation)
        ? `${fromFile(module, '../platform/documents.ts', 'document')}(reading<${answer}>(${quote(gives)}))`
        : `(body) => reading<${answer}>(${quote(gives)})({ ${keyed(output.name)}: body })`;
  return code`
    ${print(group([`message: (${parameterOf(operation.input)}) => (`, result, '),']), 2)}
    read: ${read},
  `;
}

function keyed(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}
