/** What a run gives to its steps: the names that they take it by. */
export const RUN_MEMBERS: readonly string[] = [
  'input',
  'caller',
  'now',
  'tx',
  'headers',
  'person',
  'call',
  'once',
  'attempt',
  'decide',
  'score',
  'emit',
  'wait',
  'screen',
  'within',
];
