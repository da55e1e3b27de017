import { checkSpec } from '../check-spec.ts';
import type { Model } from '../model.ts';

const HEAD = 'service: an-example\nversion: 1.0.0\n';

/** The model of sections that are written after a head of their own. Throws if there is none. */
export function modelOfSections(sections: string): Model {
  const { model } = checkSpec(HEAD + sections);
  if (model === null) throw new Error('the sections give no model');
  return model;
}

/** The errors and warnings of such sections, each as its code and what it underlines (the first line of it). */
export function problemsOf(sections: string): string[] {
  const text = HEAD + sections;
  return checkSpec(text)
    .diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ code, span }) => `${code} ${text.slice(span.start, span.end).split('\n')[0]}`);
}

/** An endpoint with the lines of its map, `access` and `operation: op` given. */
export function endpointOf(method: string, path: string, ...lines: readonly string[]): string {
  const head = `endpoints:\n  - path: ${path}\n    method: ${method}\n    operation: op\n`;
  const access = lines.some((line) => line.startsWith('access:')) ? '' : '    access: authenticated\n';
  return head + access + lines.map((line) => `    ${line}\n`).join('');
}
