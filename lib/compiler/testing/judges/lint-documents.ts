import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { NODE } from '../service-folder.ts';

const REDOCLY = resolve(import.meta.dirname, '../../../../node_modules/@redocly/cli/bin/cli.js');

/** Redocly's recommended rules, but for one that asks for what cannot be said. */
const RULES = `extends: [recommended-strict]
rules:
  # No specification says under which licence its document is.
  info-license: off
`;

/** What Redocly finds in API documents, given as JSON by their names: a line for each finding. Works without a network. */
export async function lintDocuments(documents: ReadonlyMap<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'documents-'));
  try {
    writeFileSync(join(folder, 'redocly.yaml'), RULES);
    const names = [...documents].map(([name, text]) => {
      writeFileSync(join(folder, `${name}.json`), text);
      return `${name}.json`;
    });
    const args = [REDOCLY, 'lint', '--format=codeframe', '--config=redocly.yaml', ...names];
    const env = {
      NODE_ENV: 'test' as const,
      PATH: process.env['PATH'],
      REDOCLY_TELEMETRY: 'off',
      NO_COLOR: '1',
      CI: '1',
    };
    const child = spawn(NODE, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += chunk;
      });
    const [code] = await once(child, 'close');
    const found = Array.from(
      said.matchAll(/^\[\d+\] (\S+ at .*)\n+(.*)$/gm),
      ([, place, message]) => `${place}: ${message}`,
    );
    const real = found.filter((one) => !isUsedInPart(one, documents));
    const judged = names.every((name) => said.includes(`${name}: validated`));
    return judged && (code === 0 || found.length > 0)
      ? real
      : [...real, `Redocly ended with ${code}: ${said.slice(-500)}`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Redocly sees no reference to a part of a component: parameters refer to the properties of the object that they are checked as.
 * Where a document does so, the component is used.
 */
function isUsedInPart(finding: string, documents: ReadonlyMap<string, string>): boolean {
  const [, document = '', component = ''] = /^(.*?)\.json\b.*Component: "(.*)" is never used/s.exec(finding) ?? [];
  return component !== '' && documents.get(document)?.includes(`"#/components/schemas/${component}/`) === true;
}
