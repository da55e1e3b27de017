import type { Field, Integration } from '../../../spec/model.ts';
import { variable } from '../../names.ts';
import type { IntegrationOperationPlan } from '../../plan.ts';
import { code } from '../../text/code.ts';
import { type Doc, group, list, print } from '../../text/doc.ts';
import { key, quote } from '../../text/quote.ts';
import { holdsFile, isFile } from '../file-fields.ts';
import { fromFile, type Module } from '../module.ts';
import { isOptional } from '../types.ts';
import { holdNumbers } from '../wired-numbers.ts';
import { fileMessage, mailMessage, topicMessage } from './other-messages.ts';

/** The members `message` and `read` of an operation: how it is said on the wire, and how its answer is read. */
export function messageOf(planned: IntegrationOperationPlan, integration: Integration, module: Module): string {
  switch (integration.protocol) {
    case 'smtp':
      return mailMessage(planned, module);
    case 'kafka':
      return topicMessage(planned, module);
    case 'sftp':
      return fileMessage(planned, module);
    case 'soap':
      return soapMessage(planned, module);
    case 'graphql':
      return graphqlMessage(planned, module);
    default:
      return restMessage(planned, module);
  }
}

/** `GET /customers/{id}`: path values by name; the others in the query, or in a JSON body. */
function restMessage(planned: IntegrationOperationPlan, module: Module): string {
  const { operation, answer, gives } = planned;
  const { method, path } = restRequest(operation.request);
  const named = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  const others = operation.input.filter(({ name }) => !named.includes(name));
  const carries = others.some(({ type }) => holdsFile(type, module.plan.model));
  const inQuery = method === 'GET' || method === 'DELETE';
  if (named.length > 0) module.needs.add('segment');
  if (others.length > 0 && !carries) module.needs.add(inQuery ? 'query' : 'json');
  const query = inQuery && others.length > 0 ? `\${query(${print(objectOf(others))})}` : '';
  const template = path
    .replace(/[`\\]|\$\{/g, (text) => `\\${text}`)
    .replace(/\{([^{}]*)\}/g, (_, name: string) => `\${segment(${variable(name)})}`);
  const where = named.length > 0 || query !== '' ? `\`${template}${query}\`` : quote(path);
  const body: Doc = inQuery || others.length === 0 ? 'null' : ['json(', numbersIn(others, planned, module), ')'];
  const said: Doc = carries ? ['...', carriedBody(others, module)] : ['body: ', body];
  const result = list('{', [`method: ${quote(method)}`, `path: ${where}`, said], '}', true);
  const given = `${parameterOf(operation.input)}${carries ? ', contents' : ''}`;
  const message: Doc = group([`message: (${given}) => (`, result, '),']);
  return code`
    ${print(message, 2)}
    read: ${gives === null ? 'nothing' : `reading<${answer}>(${quote(gives)})`},
  `;
}

/** A body with files: the one that is called `body` as it is, others as parts with all else. */
function carriedBody(fields: readonly Field[], module: Module): Doc {
  const [only] = fields;
  const whole = fields.length === 1 && only?.name === 'body' && isFile(only.type, module.plan.model);
  const name = fromFile(module, '../platform/sent-files.ts', whole ? 'fileBody' : 'formBody');
  return list(`${name}(`, [whole ? 'body' : objectOf(fields), 'contents'], ')');
}

/** The action as an element of the body; its values are elements of it. */
function soapMessage({ operation, answer, gives }: IntegrationOperationPlan, module: Module): string {
  const action = actionOf(operation.request);
  module.needs.add('envelope').add(gives === null ? 'soapDone' : 'soapAnswer');
  const headers = list(
    '{',
    ["'content-type': 'text/xml; charset=utf-8'", `soapaction: ${quote(`"${action}"`)}`],
    '}',
    true,
  );
  const carries = operation.input.some(({ type }) => holdsFile(type, module.plan.model));
  const values = carries ? withContents(operation.input, module) : objectOf(operation.input);
  const body: Doc = ['envelope(', quote(action), ', ', values, ')'];
  const result = list('{', ["method: 'POST'", "path: ''", ['headers: ', headers], ['body: ', body]], '}', true);
  const read: Doc =
    gives === null ? 'soapDone' : list('soapAnswer(', [quote(gives), `reading<${answer}>(${quote(gives)})`], ')');
  const given = `${carries ? 'async ' : ''}(${parameterOf(operation.input)}${carries ? ', contents' : ''})`;
  return code`
    ${print(group([`message: ${given} => (`, result, '),']), 2)}
    ${print(group(['read: ', read, ',']), 2)}
  `;
}

/** The inputs as an object; of files, what they hold in base64 (xs:base64Binary). */
function withContents(fields: readonly Field[], module: Module): Doc {
  const members = fields.map(({ name, type }): Doc => {
    const given = variable(name);
    if (!holdsFile(type, module.plan.model)) return key(name) === given ? name : `${key(name)}: ${given}`;
    const inner = fromFile(module, '../platform/sent-files.ts', 'inBase64');
    const isOne = isFile(type, module.plan.model);
    const read = isOne
      ? `await ${inner}(${given}, contents)`
      : `await Promise.all(${given}.map((file) => ${inner}(file, contents)))`;
    return `${key(name)}: ${isOptional(type, module.plan.model) ? `${given} === null ? null : ${read}` : read}`;
  });
  return list('{', members, '}', true);
}

/** What a SOAP request asks for, as the name of an element. */
export function actionOf(request: string): string {
  const name =
    request
      .trim()
      .split(/[\s#/:]+/)
      .at(-1) ?? '';
  return /^[A-Za-z_][\w.-]*$/.test(name) ? name : 'Request';
}

/** The document, with the inputs as its variables. */
function graphqlMessage(planned: IntegrationOperationPlan, module: Module): string {
  const { operation, answer, gives } = planned;
  module.needs.add('graphqlAnswer').add('json');
  const document = quote(operation.request.trim().replace(/\s+/g, ' '));
  const sent: Doc[] = [
    ['query: ', document],
    ['variables: ', numbersIn(operation.input, planned, module)],
  ];
  const headers = `{ 'x-operation': ${quote(operation.name)} }`;
  const body: Doc = ['json(', list('{', sent, '}', true), ')'];
  const result = list('{', ["method: 'POST'", "path: ''", ['headers: ', headers], ['body: ', body]], '}', true);
  const inner = gives === null ? 'nothing' : `reading<${answer}>(${quote(gives)})`;
  return code`
    ${print(group([`message: (${parameterOf(operation.input)}) => (`, result, '),']), 2)}
    read: graphqlAnswer(${inner}),
  `;
}

/** The method and the path of a REST request. */
export function restRequest(request: string): { method: string; path: string } {
  const [method = 'GET', ...rest] = request.trim().split(/\s+/);
  const path = rest.join(' ') || '/';
  return { method: method.toUpperCase(), path: path.startsWith('/') ? path : `/${path}` };
}

/** The parameter of `message`, taken apart. */
export function parameterOf(fields: readonly Field[]): string {
  if (fields.length === 0) return '';
  return `{ ${fields.map(({ name }) => (key(name) === variable(name) ? name : `${key(name)}: ${variable(name)}`)).join(', ')} }`;
}

/** The inputs as an object that is written as JSON: some decimals are numbers there. */
export function numbersIn(fields: readonly Field[], { takes }: IntegrationOperationPlan, module: Module): Doc {
  if (takes === null || !holdNumbers(fields, module.plan.model)) return objectOf(fields);
  const numbered = fromFile(module, '../platform/exact-json.ts', 'numbered');
  return list(`${numbered}(`, [quote(takes), objectOf(fields)], ')');
}

/** The inputs as an object. */
export function objectOf(fields: readonly Field[]): Doc {
  const members = fields.map(
    ({ name }): Doc => (key(name) === variable(name) ? name : `${key(name)}: ${variable(name)}`),
  );
  return list('{', members, '}', true);
}
