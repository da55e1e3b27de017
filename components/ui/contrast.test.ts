import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const css = readFileSync(resolve(import.meta.dirname, '../../app/globals.css'), 'utf8');
const GROUNDS = ['canvas', 'surface', 'sunken', 'raised'];
const TONES = ['accent', 'pass', 'fail', 'warn', 'waiting', 'running'];
const CHANGES = ['breaking', 'migration', 'control-change', 'behaviour', 'caution', 'safe'];

const texts = [
  ...['ink', 'muted', 'faint', 'idle', ...TONES, ...CHANGES].flatMap((text) => GROUNDS.map((on) => [text, on])),
  ...['ink', 'muted'].flatMap((text) => ['hover', 'selected', 'added-soft', 'removed-soft'].map((on) => [text, on])),
  ...TONES.flatMap((tone) => [tone, 'ink'].map((text) => [text, `${tone}-soft`])),
  ['muted', 'idle-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
];
const shapes = ['control', 'accent'].flatMap((shape) => GROUNDS.map((on) => [shape, on]));

test.each(['light', 'dark'] as const)(
  'every text is readable on every ground in the %s theme (WCAG AA, 4.5)',
  (theme) => {
    expect(tooFaint(texts, theme, 4.5)).toEqual([]);
  },
);

test.each(['light', 'dark'] as const)(
  'edges of controls and the focus ring can be seen in the %s theme (3)',
  (theme) => {
    expect(tooFaint(shapes, theme, 3)).toEqual([]);
  },
);

function tooFaint(pairs: readonly (readonly string[])[], theme: 'light' | 'dark', least: number): string[] {
  return pairs.flatMap(([a = '', b = '']) => {
    const [x, y] = [luminance(a, theme), luminance(b, theme)];
    const ratio = (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    return ratio < least ? [`${a} on ${b}: ${ratio.toFixed(2)}`] : [];
  });
}

/** The relative luminance of a token: OKLCH to linear sRGB (Ottosson), clipped, weighted as in WCAG 2.2. */
function luminance(token: string, theme: 'light' | 'dark'): number {
  const colour = String.raw`oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)`;
  const found = new RegExp(`--${token}: light-dark\\(${colour}, ${colour}\\)`).exec(css)?.slice(1).map(Number);
  if (!found) throw new Error(`globals.css has no token --${token}`);
  const [lightness = 0, chroma = 0, hue = 0] = theme === 'light' ? found.slice(0, 3) : found.slice(3);
  const [L, a, b] = [
    lightness / 100,
    chroma * Math.cos((hue * Math.PI) / 180),
    chroma * Math.sin((hue * Math.PI) / 180),
  ];
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return 0.2126 * clip(red) + 0.7152 * clip(green) + 0.0722 * clip(blue);
}
