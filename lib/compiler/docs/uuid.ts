/**
 * A name-based UUID (RFC 9562, version 5): the same name gives the same one, so that a document that needs identifiers has the
 * same bytes each time. Written out, because the compiler also runs where Node's own digests are not.
 */
export function uuidOf(name: string): string {
  const bytes = sha1([...NAMESPACE, ...new TextEncoder().encode(name)]).slice(0, 16);
  const marked = bytes.map((byte, at) => (at === 6 ? (byte & 0x0f) | 0x50 : at === 8 ? (byte & 0x3f) | 0x80 : byte));
  const hex = marked.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The namespace of URLs in RFC 9562, which names in this compiler's documents are below. */
const NAMESPACE = [0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8];

const BLOCK = 64;

/** SHA-1 (RFC 3174), for names only: nothing secret or contested hangs on it. */
function sha1(message: readonly number[]): number[] {
  const state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const padded = [...message, 0x80];
  while (padded.length % BLOCK !== BLOCK - 8) padded.push(0);
  for (let shift = 56; shift >= 0; shift -= 8) padded.push(Math.floor((message.length * 8) / 2 ** shift) % 256);
  for (let at = 0; at < padded.length; at += BLOCK) mix(state, padded.slice(at, at + BLOCK));
  return state.flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]);
}

type State = [number, number, number, number, number];

function mix(state: State, block: readonly number[]): void {
  const words = Array.from({ length: 16 }, (_, at) =>
    block.slice(at * 4, at * 4 + 4).reduce((sum, byte) => (sum << 8) | byte, 0),
  );
  for (let at = 16; at < 80; at += 1) {
    const word = (back: number): number => words[at - back] ?? 0;
    words.push(turned(word(3) ^ word(8) ^ word(14) ^ word(16), 1));
  }
  let [a, b, c, d, e] = state;
  words.forEach((word, at) => {
    const sum = (turned(a, 5) + chosen(at, b, c, d) + e + (KEYS[Math.floor(at / 20)] ?? 0) + word) >>> 0;
    [a, b, c, d, e] = [sum, a, turned(b, 30), c, d];
  });
  [a, b, c, d, e].forEach((word, at) => {
    state[at] = ((state[at] ?? 0) + word) >>> 0;
  });
}

const KEYS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

function chosen(at: number, b: number, c: number, d: number): number {
  if (at < 20) return ((b & c) | (~b & d)) >>> 0;
  return (at < 40 || at >= 60 ? b ^ c ^ d : (b & c) | (b & d) | (c & d)) >>> 0;
}

function turned(word: number, by: number): number {
  return ((word << by) | (word >>> (32 - by))) >>> 0;
}
