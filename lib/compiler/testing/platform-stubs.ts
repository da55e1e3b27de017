import { EXPRESSION_FILES } from '../platform/expression-files.ts';
import { sealFile } from '../platform/seal.ts';

/** The least of the platform that the files of expression functions import, by file name. */
const STUBS: Readonly<Record<string, string>> = {
  'db.ts':
    'export interface Db { query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>; }\nexport const errorCode = (error: unknown): string => String(error);\n',
  'files.ts': 'export interface StoredFile { sha256: string }\n',
  'operation.ts':
    'export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };\n',
  'problems.ts': `export const not_found = { status: 404 };
export class Problem extends Error {
  constructor(_kind: object) {
    super('problem');
  }
}
`,
};

/** The files of expression functions as a service has them, and what they import, by file name. */
export function expressionPlatform(): (readonly [name: string, text: string])[] {
  const files = Object.entries(EXPRESSION_FILES).map(([name, file]) => [`${name}.ts`, file.text()] as const);
  return [...files, ['seal.ts', sealFile()], ...Object.entries(STUBS)];
}
