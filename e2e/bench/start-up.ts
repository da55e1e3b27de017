import { compile } from '../../lib/compiler/index.ts';
import { goldenText, modelOf } from '../../lib/compiler/testing/read-golden.ts';
import { newWorkshop, writeService } from '../../lib/compiler/testing/service-folder.ts';
import { openBenchDatabase } from './bench-database.ts';
import { newIssuer, start } from './bench-service.ts';
import { summarise } from './summary.ts';

/** How a generated service starts, and what it holds when nobody asks. */
export interface StartUp {
  name: string;
  database: 'PostgreSQL' | 'embedded';
  /** Milliseconds from the start of the process to a good answer of `/readyz`; the median of several. */
  readyMs: number;
  /** Processor time until then, in milliseconds: what a machine that does nothing else would take at least. */
  cpuMs: number;
  /** Resident bytes three seconds later. */
  idle: number;
}

const RUNS = 5;
/** The embedded database is made anew at each start, which is slow. */
const EMBEDDED_RUNS = 2;
const IDLE_AFTER_MS = 8000;

/** Starts the KYC brief and the loan quotes as in production: migrations are there already, as after the first release. */
export async function startUp(): Promise<StartUp[]> {
  const workshop = newWorkshop();
  const database = await openBenchDatabase();
  const figures: StartUp[] = [];
  try {
    for (const name of ['kyc-brief', 'loan-quotes']) {
      const model = modelOf(goldenText(name));
      const folder = writeService(workshop.folder, name, compile(model).files);
      const { settings } = await newIssuer(model.service.name, 1);
      const own = { ...settings, DATABASE_URL: await database.create(name) };
      figures.push({ name, database: 'PostgreSQL', ...(await measured(folder, own, RUNS)) });
      figures.push({ name, database: 'embedded', ...(await measured(folder, settings, EMBEDDED_RUNS)) });
    }
    return figures;
  } finally {
    await database.close();
    workshop.remove();
  }
}

async function measured(
  folder: string,
  settings: Readonly<Record<string, string>>,
  runs: number,
): Promise<{ readyMs: number; cpuMs: number; idle: number }> {
  const times: number[] = [];
  const work: number[] = [];
  let idle = 0;
  for (let run = 0; run < runs; run += 1) {
    const service = await start(folder, 'src/main.ts', settings, '/readyz');
    times.push(service.readyMs);
    work.push((await service.cpu()) / 1000);
    if (run === runs - 1) {
      await new Promise((done) => setTimeout(done, IDLE_AFTER_MS));
      idle = await service.memory();
    }
    await service.stop();
  }
  return { readyMs: summarise(times).median, cpuMs: summarise(work).median, idle };
}
