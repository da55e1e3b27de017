import { afterAll, expect, test } from 'vitest';
import { tsconfigJson } from '../service/package.ts';
import { expressionPlatform } from '../testing/platform-stubs.ts';
import { newWorkshop, typeErrors, writeService } from '../testing/service-folder.ts';
import { EXPRESSION_FILES } from './expression-files.ts';
import { usedParts } from './used-parts.ts';

const workshop = newWorkshop();
afterAll(workshop.remove);

test('each function of expressions, and what it needs, is whole without the others and leaves nothing unused', {
  timeout: 120_000,
}, async () => {
  const platform = expressionPlatform().map(([name, text]) => [`src/platform/${name}`, text] as const);
  const names = Object.entries(EXPRESSION_FILES).flatMap(([file, { text, names }]) => {
    const exported = Array.from(text().matchAll(/^export (?:async )?function (\w+)/gm), ([, name = '']) => name);
    expect(names.filter((name) => !exported.includes(name))).toEqual([]);
    return (names.length === 0 ? exported : names).map((name) => [file, name] as const);
  });
  const files = names.flatMap(([file, name]) => {
    const app = `import { ${name} } from './platform/${file}.ts';\n\nexport const used = ${name};\n`;
    const parts = usedParts([...platform, ['src/app.ts', app]], () => false);
    return parts.map(([path, text]) => ({ path: `src/${file}-${name}/${path}`, text: `${text}\n` }));
  });
  const settings = [
    { path: 'package.json', text: '{"type":"module"}' },
    { path: 'tsconfig.json', text: tsconfigJson() },
  ];
  writeService(workshop.folder, 'each', [...files, ...settings]);
  expect(await typeErrors(workshop.folder, ['each'])).toBe('');
});
