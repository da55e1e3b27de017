import type { Random } from '../../testing/random.ts';

/** Cuts the whole in two, again and again: rules that cover all values from 0 to `most` of so many inputs and do not overlap. */
export function cutUp(random: Random, rules: number, inputs: number, most: number): string[][] {
  type Box = readonly (readonly [low: number, high: number])[];
  const boxes: Box[] = [Array.from({ length: inputs }, () => [0, most] as const)];
  // What cannot be cut any more is passed over.
  for (let tries = 0; boxes.length < rules && tries < rules * 20; tries++) {
    const box = boxes.shift();
    if (box === undefined) break;
    const input = random(inputs);
    const [low, high] = box[input] ?? [0, 0];
    const middle = low + random(Math.max(1, high - low));
    const half = (side: readonly [number, number]): Box => box.map((old, i) => (i === input ? side : old));
    if (middle >= high) boxes.push(box);
    else boxes.push(half([low, middle]), half([middle + 1, high]));
  }
  return boxes.map((box) => box.map(([low, high]) => (low === 0 && high === most ? '-' : `[${low}..${high}]`)));
}
