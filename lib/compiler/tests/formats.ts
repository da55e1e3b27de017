import type { MaskName } from '../../spec/model.ts';
import { masksOf } from '../files-plan.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';

/** test/formats.test.ts: what is shown of values that are masked in ways of their own, and what is base64; null without either. */
export function formatsTests({ model, files }: Plan): string | null {
  const masks = masksOf(model);
  const some = masks.has('last4') || masks.has('year') || masks.has('initials');
  if (!some && !files.bytes) return null;
  return code`
    import assert from 'node:assert/strict';
    import { test } from 'node:test';
    ${when(files.bytes, "import { isBase64 } from '../src/platform/contract.ts';")}
    ${when(some, "import { shownAs } from '../src/platform/mask.ts';")}
    ${when(some, masksTest(masks))}

    ${when(files.bytes, BASE64)}
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
