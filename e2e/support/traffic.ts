/** Requests one after the other, without a pause, until it is stopped. */
export interface Traffic {
  /** Ends it. Gives how many were answered with 200, and every other outcome in words. */
  stop(): Promise<{ answered: number; failures: string[] }>;
}

/** Starts steady traffic: `send` gives `{status}` or throws. Anything but 200 is a failure that the story reads. */
export function startTraffic(send: () => Promise<unknown>, lanes = 4): Traffic {
  let going = true;
  let answered = 0;
  const failures: string[] = [];
  const lane = async (): Promise<void> => {
    while (going) {
      const outcome = await send().then(JSON.stringify, String);
      if (outcome.startsWith('{"status":200')) answered++;
      else failures.push(outcome.slice(0, 300));
    }
  };
  const running = Promise.all(Array.from({ length: lanes }, lane));
  return {
    stop: async () => {
      going = false;
      await running;
      return { answered, failures };
    },
  };
}
