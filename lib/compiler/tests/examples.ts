import type { OperationPlan, Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { type Doc, hardline, indent, list, print } from '../text/doc.ts';
import { origin } from '../text/origin.ts';
import { comment, key } from '../text/quote.ts';
import { casesOf } from './cases.ts';
import { example } from './values.ts';

/** test/examples.ts: a request for each operation, and an answer for each task. */
export function examplesFile(plan: Plan): string {
  const text = plan.operations
    .map((operation) => examplesOf(operation, plan))
    .filter((one) => one !== '')
    .join('\n\n');
  return text.includes('sampleFile(') ? `import { sampleFile } from './forms.ts';\n\n${text}` : text;
}

function examplesOf(operation: OperationPlan, plan: Plan): string {
  const { endpoint, name, body, tasks } = operation;
  const [{ body: values }] = casesOf(operation, plan);
  const request = object(body.map((field) => [key(field.name), ': ', values.get(field.name) ?? 'null']));
  const answers = tasks.map(({ step, form }): Doc => {
    const fields = form.map((field): Doc => [key(field.name), ': ', example(field.type, plan)]);
    return [key(step.name), ': ', answer(fields)];
  });
  return code`
    ${body.length > 0 && `/** A request that ${comment(endpoint.name)} accepts. */`}
    ${body.length > 0 && origin(endpoint, print(['export const ', `${name}Example`, ' = ', request, ';']))}

    ${tasks.length > 0 && '/** What a person may answer, by task. */'}
    ${tasks.length > 0 && origin(endpoint, print([`export const ${name}Answers = `, object(answers), ';']))}
  `;
}

function object(members: readonly Doc[]): Doc {
  return ['{', indent(members.map((one): Doc => [hardline, one, ','])), hardline, '}'];
}

function answer(fields: readonly Doc[]): Doc {
  return fields.length < 2 ? list('{', fields, '}', true) : object(fields);
}
