import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/graphql.ts: what GraphQL answers. */
export function graphqlFile(): string {
  return code`
    ${imports([['./failures.ts', 'CallFailed']])}

    /** Reads what is in \`data\`: an answer with errors is a refusal, also a partial one. */
    export function graphqlAnswer<T>(read: (body: unknown) => T): (body: unknown) => T {
      return (body) => {
        const { data, errors } = Object(body);
        if (Array.isArray(errors) && errors.length > 0) throw new CallFailed('rejected');
        return read(data);
      };
    }
  `;
}
