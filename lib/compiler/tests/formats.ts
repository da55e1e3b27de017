import type { MaskName } from '../../spec/model.ts';
import { masksOf } from '../files-plan.ts';
import { platformError } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';

/** test/formats.test.ts: what is shown of values that are masked in ways of their own, what is base64, and what machines are told. */
export function formatsTests({ model, files }: Plan): string {
  const masks = masksOf(model);
  const some = masks.has('last4') || masks.has('year') || masks.has('initials');
  return code`
    import assert from 'node:assert/strict';
    import { test } from 'node:test';
    ${when(files.bytes, "import { isBase64 } from '../src/platform/contract.ts';")}
    ${when(some, "import { shownAs } from '../src/platform/mask.ts';")}
    import { send } from './fixture.ts';

    ${when(some, masksTest(masks))}

    ${when(files.bytes, BASE64)}

    test('machines are told how the service is and what went wrong', async () => {
      const { status } = await send('GET', '/livez', { headers: { 'content-encoding': 'gzip' } });
      assert.equal(status, ${platformError('unsupported', model).status});
      assert.ok((await told('problems_total{name="unsupported"}')) > 0);
      await send('GET', '/no/such/path');
      assert.ok((await told(\`\${COUNT}{method="GET",route="unknown",status="${platformError('not_found', model).status}"}\`)) > 0);
      assert.deepEqual((await send('GET', '/livez', { as: null })).body, { status: 'alive' });
      assert.equal((await send('GET', '/readyz', { as: null })).body['status'], 'ready');
      assert.equal((await send('GET', '/livez', { as: null, headers: { 'content-encoding': 'identity' } })).status, 200);
      const { headers } = await send('GET', '/metrics', { as: null });
      assert.equal(headers['content-type'], 'text/plain; version=0.0.4');
    });

    const COUNT = 'http_request_duration_seconds_count';

    /** What a line of the metrics says; 0 where there is none. */
    async function told(name: string): Promise<number> {
      const { text } = await send('GET', '/metrics', { as: null });
      const line = text.split('\n').find((one) => one.startsWith(\`\${name} \`));
      return Number(line?.slice(name.length) ?? 0);
    }
  `;
}

function masksTest(masks: ReadonlySet<MaskName>): string {
  return code`
    test('classified values are shown as their mask says', () => {
      ${when(masks.has('last4'), LAST_4)}
      ${when(masks.has('year'), "assert.equal(shownAs('year', '1990-04-12'), '1990');")}
      ${when(masks.has('initials'), "assert.equal(shownAs('initials', 'Ida Élise 𝒳-Kern'), 'I. É. 𝒳. K.');")}
      assert.equal(shownAs('omit', 'secret'), '[omitted]');
    });
  `;
}

const LAST_4 = code`
  assert.deepEqual([shownAs('last4', 'DE8937040044'), shownAs('last4', '12345678')], ['…0044', '…']);
  assert.deepEqual([shownAs('last4', '123456789'), shownAs('last4', 1_234_567_890)], ['…6789', '…7890']);
`;

const BASE64 = code`
  test('base64 has its own letters and padding, and whole groups of four', () => {
    const all = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    for (const text of ['', all, 'AA==', 'AAA=', 'AAAA', 'zz==', '09+/']) assert.equal(isBase64(text), true, text);
    const wrong = ['A', 'AA', 'AAA', 'AAAAA', 'A===', '====', '=AAA', 'A=AA', 'AA=A', 'AAAA=', 'AA==AAAA'];
    for (const text of wrong) assert.equal(isBase64(text), false, text);
    for (const letter of ['@', '[', '\`', '{', '.', ':', '-', '_', ' ', '\n', '*', ',', 'é']) {
      for (const text of [\`AA\${letter}A\`, \`AAA\${letter}\`]) assert.equal(isBase64(text), false, text);
    }
  });
`;
