/** Ends a worker: its round comes to an end, and no other begins. */
export type Stop = () => Promise<void>;

/** Does work again and again, with a pause after each round. A failure is logged, and the next round tries again. */
export function every(pauseMs: number, work: () => Promise<unknown>): Stop {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round = Promise.resolve();
  const begin = (): void => {
    round = work().then(next, (error: unknown) => {
      const stack = error instanceof Error ? error.stack : String(error);
      console.error(JSON.stringify({ level: 'error', at: new Date().toISOString(), error: stack }));
      next();
    });
  };
  const next = (): void => {
    if (!stopped) timer = setTimeout(begin, pauseMs).unref();
  };
  begin();
  return () => {
    stopped = true;
    clearTimeout(timer);
    return round;
  };
}
