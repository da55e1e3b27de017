import type * as Monaco from 'monaco-editor/editor';

/** The name of the one editor theme: its colours are read from the page's tokens, so it fits light and dark alike. */
export const THEME = 'plumbline';

/** Defines the theme from the page's tokens now and whenever the page changes between light and dark. */
export function followTheme(monaco: typeof Monaco): void {
  const apply = () => {
    monaco.editor.defineTheme(THEME, themeFromTokens());
    monaco.editor.setTheme(THEME);
  };
  apply();
  new MutationObserver(apply).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply);
}

function themeFromTokens(): Monaco.editor.IStandaloneThemeData {
  const colour = tokenReader();
  const background = colour('--surface', '#ffffff');
  const dark = luminance(background) < 0.4;
  const text = colour('--ink', dark ? '#e6e6e6' : '#1c1c1c');
  const muted = colour('--muted', dark ? '#9a9a9a' : '#6b6b6b');
  const accent = colour('--accent', dark ? '#8ab4ff' : '#2456c8');
  const edge = colour('--edge', dark ? '#555555' : '#bbbbbb');
  const hairline = colour('--hairline', dark ? '#333333' : '#e4e4e4');
  return {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: syntax(dark, { text, muted }),
    colors: {
      ...plainBrackets(muted),
      'editor.background': background,
      'editor.foreground': text,
      'editorLineNumber.foreground': muted,
      'editorLineNumber.activeForeground': text,
      'editorGutter.background': background,
      'editor.lineHighlightBorder': hairline,
      'editor.lineHighlightBackground': '#00000000',
      'editorCursor.foreground': accent,
      'editorIndentGuide.background1': hairline,
      'editorWidget.background': colour('--raised', background),
      'editorWidget.border': hairline,
      'editorHoverWidget.background': colour('--raised', background),
      'editorHoverWidget.border': hairline,
      'editorSuggestWidget.background': colour('--raised', background),
      'editorSuggestWidget.border': hairline,
      'editorInlayHint.background': '#00000000',
      'editorInlayHint.foreground': muted,
      'editorError.foreground': colour('--fail', dark ? '#ff7b72' : '#b3261e'),
      'editorWarning.foreground': colour('--warn', dark ? '#e3b341' : '#8a5a00'),
      'editorInfo.foreground': accent,
      'diffEditor.border': hairline,
      focusBorder: accent,
      'scrollbar.shadow': '#00000000',
      'scrollbarSlider.background': `${edge.slice(0, 7)}80`,
      'scrollbarSlider.hoverBackground': edge,
      'diffEditor.insertedLineBackground': colour('--added-soft', '#00000000'),
      'diffEditor.removedLineBackground': colour('--removed-soft', '#00000000'),
      'diffEditor.insertedTextBackground': `${colour('--pass', '#2e7d32').slice(0, 7)}33`,
      'diffEditor.removedTextBackground': `${colour('--fail', '#b3261e').slice(0, 7)}33`,
      'diffEditor.unchangedRegionBackground': colour('--sunken', background),
    },
  };
}

/** Brackets are punctuation here, at every depth: colours are kept for what means something. */
function plainBrackets(colour: string): Record<string, string> {
  return Object.fromEntries([1, 2, 3, 4, 5, 6].map((depth) => [`editorBracketHighlight.foreground${depth}`, colour]));
}

/** Few colours: keys are the structure, strings and numbers are values, comments step back. */
function syntax(dark: boolean, colours: { text: string; muted: string }): Monaco.editor.ITokenThemeRule[] {
  const hex = (colour: string) => colour.slice(1, 7);
  const text = hex(colours.text);
  const muted = hex(colours.muted);
  const key = dark ? '9cc4ff' : '1f4fa8';
  const value = dark ? 'a9d7a4' : '2c6a2f';
  const number = dark ? 'f0b98a' : '8f4a10';
  return [
    { token: '', foreground: text },
    { token: 'comment', foreground: muted, fontStyle: 'italic' },
    { token: 'type', foreground: key },
    { token: 'keyword', foreground: dark ? 'c9a7ff' : '6a3fb5' },
    { token: 'string', foreground: value },
    // Plain words are what most of a specification is made of: they stay as calm as prose.
    { token: 'string.yaml', foreground: text },
    { token: 'type.yaml', foreground: key },
    { token: 'number', foreground: number },
    { token: 'number.yaml', foreground: number },
    { token: 'operators', foreground: muted },
    { token: 'operators.yaml', foreground: muted },
    { token: 'delimiter', foreground: muted },
  ];
}

/** Tokens may be written in any CSS colour and depend on the theme; Monaco knows only hex. The page resolves, a canvas pixel translates. */
function tokenReader(): (name: string, otherwise: string) => string {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const pixel = canvas.getContext('2d', { willReadFrequently: true });
  queueMicrotask(() => probe.remove());
  return (name, otherwise) => {
    if (!pixel || !getComputedStyle(document.documentElement).getPropertyValue(name)) return otherwise;
    probe.style.color = `var(${name})`;
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = getComputedStyle(probe).color;
    pixel.fillRect(0, 0, 1, 1);
    const bytes = [...pixel.getImageData(0, 0, 1, 1).data];
    return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  };
}

function luminance(hex: string): number {
  const at = (index: number) => Number.parseInt(hex.slice(index, index + 2), 16) / 255;
  return 0.2126 * at(1) + 0.7152 * at(3) + 0.0722 * at(5);
}
