/** Another worker owns the run now, or it was cancelled: whatever this activation still wants to write is refused. */
export class Fenced extends Error {
  constructor(runId: string) {
    super(`run ${runId} is no longer ours`);
    this.name = 'Fenced';
  }
}

/** Ends an activation that has nothing to do until a signal comes. Nothing is held while waiting. */
export class Suspended extends Error {
  constructor(name: string) {
    super(`waiting for ${name}`);
    this.name = 'Suspended';
  }
}
