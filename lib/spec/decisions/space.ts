import type { Atoms } from './atoms.ts';
import { allBits, type Bits, firstCommon, haveCommon } from './bits.ts';

/** A set of combinations: for each column of a space the groups of values that may stand there, the columns' words in one row. */
export type Box = Bits;

/** All combinations of the values of a table's inputs. Inputs whose cells accept everything are no columns: they tell nothing. */
export interface Space {
  columns: readonly Column[];
  /** Every combination. */
  all: Box;
  /** By rule, the combinations that it accepts. */
  boxes: readonly Box[];
  inputs: readonly Atoms[];
}

/** Where the groups of an input stand in a box. */
interface Column {
  input: number;
  from: number;
  to: number;
  groups: number;
}

/** Puts the inputs of a table together. */
export function spaceOf(inputs: readonly Atoms[], rules: number): Space {
  const columns: Column[] = [];
  let words = 0;
  for (const [input, { examples, accepted }] of inputs.entries()) {
    if (examples.length === 1 && accepted.every((groups) => groups[0] === 1)) continue;
    const from = words;
    words += Math.ceil(examples.length / 32);
    columns.push({ input, from, to: words, groups: examples.length });
  }
  const boxOf = (groupsOf: (column: Column) => Bits | undefined): Box => {
    const box = new Int32Array(words);
    for (const column of columns) box.set(groupsOf(column) ?? [], column.from);
    return box;
  };
  return {
    columns,
    all: boxOf(({ groups }) => allBits(groups)),
    boxes: Array.from({ length: rules }, (_, rule) => boxOf(({ input }) => inputs[input]?.accepted[rule])),
    inputs,
  };
}

/** Whether a combination is in both boxes. */
export function meet({ columns }: Space, a: Box, b: Box): boolean {
  for (const { from, to } of columns) if (!haveCommon(a, b, from, to)) return false;
  return true;
}

/** The first combination that is in both boxes, a value for each input. */
export function exampleOf({ columns, inputs }: Space, a: Box, b: Box): string[] {
  const example = inputs.map(({ examples }) => examples[0] ?? '-');
  for (const { input, from, to } of columns)
    example[input] = inputs[input]?.examples[firstCommon(a, b, from, to)] ?? '-';
  return example;
}
