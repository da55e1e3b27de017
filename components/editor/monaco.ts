import { loader } from '@monaco-editor/react';
import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/yaml/register';
import 'monaco-editor/languages/definitions/typescript/register';
import 'monaco-editor/languages/definitions/sql/register';
import 'monaco-editor/languages/definitions/markdown/register';
import { followTheme } from './monaco-theme.ts';

/**
 * Monaco from the package: the editor's own worker is bundled with the page, nothing comes from another machine. Import this module
 * only in code that is loaded in the browser (`dynamic(…, {ssr: false})`); importing it once sets everything up, themes included.
 */
self.MonacoEnvironment = {
  getWorker: () => new Worker(new URL('./monaco-worker.ts', import.meta.url), { type: 'module' }),
};
loader.config({ monaco });
followTheme(monaco);

export { monaco };
export type Monaco = typeof monaco;
