import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/graphql.ts: what GraphQL answers. */
export function graphqlFile({ files: { brought } }: Plan): string {
  const reading = brought ? 'Reading<T>' : '(body: unknown) => T';
  return code`
    ${imports([
      ['./answers.ts', ...(brought ? ['type Reading'] : [])],
      ['./failures.ts', 'CallFailed'],
    ])}

    /** Reads what is in \`data\`: an answer with errors is a refusal, also a partial one. */
    export function graphqlAnswer<T>(read: ${reading}): ${reading} {
      return (body${when(brought, ', received')}) => {
        const { data, errors } = Object(body);
        if (Array.isArray(errors) && errors.length > 0) throw new CallFailed('rejected');
        return read(data${when(brought, ', received')});
      };
    }
  `;
}
