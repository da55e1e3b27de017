import { sampleContent } from '../../core/sample-content.ts';
import { rareMedia } from '../media-signs.ts';
import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { list, print, rows } from '../text/doc.ts';
import { quote } from '../text/quote.ts';

/** test/media.test.ts: what texts in base64 hold is known by how it begins; null where not only a few media types are asked for. */
export function mediaTypesTests(plan: Plan): string | null {
  const { only } = rareMedia(plan.model);
  if (!plan.files.checked || only === null || only.length === 0) return null;
  const samples = only.map(([media]) => list('[', [quote(media), quote(sampleContent(media).begins)], ']'));
  return code`
    import assert from 'node:assert/strict';
    import { test } from 'node:test';
    import { mediaOf } from '../src/platform/media.ts';

    ${print(['const samples: readonly [media: string, begins: string][] = ', rows('[', samples, ']'), ';'])}

    test('contents are of a media type if they begin so, and of no other', () => {
      const all = samples.map(([media]) => media);
      for (const [media, begins] of samples) {
        const bytes = Buffer.from(\`\${begins}\${'x'.repeat(200)}\`, 'latin1');
        assert.equal(mediaOf(bytes, all), media);
        assert.equal(mediaOf(bytes, [media]), media);
        assert.equal(mediaOf(Buffer.concat([Buffer.from(' '), bytes]), all), null);
        assert.equal(
          mediaOf(
            bytes,
            all.filter((other) => other !== media),
          ),
          null,
        );
        assert.equal(mediaOf(bytes.subarray(0, 2), all), null);
        assert.equal(mediaOf(bytes, ['not/known', ...all]), media);
      }
    });
  `;
}
