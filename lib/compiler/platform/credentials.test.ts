import { format } from 'prettier';
import { afterAll, expect, test } from 'vitest';
import { assert } from '../../core/assert.ts';
import { compile } from '../index.ts';
import type { AuthKind } from '../service/integrations/protected.ts';
import { goldenText, modelOf } from '../testing/read-golden.ts';
import { newWorkshop, typeErrors, writeService } from '../testing/service-folder.ts';

const workshop = newWorkshop();
afterAll(workshop.remove);

const WAYS: readonly (readonly AuthKind[])[] = [
  ['none', 'mtls'],
  ['none', 'webhook'],
  ['oauth2_client_credentials'],
  ['none', 'api_key', 'bearer', 'basic', 'oauth2_client_credentials', 'mtls', 'webhook'],
];

/** The shop, connected to one system for each way. */
function shopWith(kinds: readonly AuthKind[]): ReturnType<typeof compile>['files'] {
  const model = modelOf(goldenText('shop'));
  const [one] = model.integrations;
  assert(one !== undefined, 'the shop asks another system');
  const integrations = kinds.map((kind, at) => ({
    ...one,
    ...(at === 0 ? {} : { name: `${one.name}_${at}`, id: `${one.id}_${at}`, baseUrl: `OTHER_${at}_URL` }),
    auth: kind === 'none' || kind === 'webhook' ? null : kind,
    protocol: kind === 'webhook' ? 'webhook' : one.protocol,
    secret: null,
  }));
  return compile({ ...model, integrations }).files;
}

test('a service holds the ways of proving who it is that are wanted, whole and laid out, and no others', {
  timeout: 120_000,
}, async () => {
  for (const [at, kinds] of WAYS.entries()) {
    const files = shopWith(kinds);
    writeService(workshop.folder, `ways-${at}`, files);
    for (const { path, text } of files.filter(({ path }) => path.startsWith('src/platform/') && path.endsWith('.ts'))) {
      expect(await format(text, { filepath: path, singleQuote: true, printWidth: 120 }), path).toBe(text);
    }
    const proof = files.find(({ path }) => path === 'src/platform/credentials.ts')?.text ?? '';
    expect([proof.includes('webhook-signature'), proof.includes('grant_type')]).toEqual([
      kinds.includes('webhook'),
      kinds.includes('oauth2_client_credentials'),
    ]);
    if (at === 0) expect(proof).toBe('');
  }
  const names = WAYS.map((_, at) => `ways-${at}`);
  expect(await typeErrors(workshop.folder, names)).toBe('');
});
