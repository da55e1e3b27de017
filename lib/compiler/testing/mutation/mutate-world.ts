import { newWorkshop, writeService } from '../service-folder.ts';
import { equivalence } from './equivalents.ts';
import { newJudge } from './judge-mutants.ts';
import { type Mutant, makeMutants } from './make-mutants.ts';
import type { Databases } from './open-databases.ts';
import { refusedByTypes } from './refused-by-types.ts';
import { sample } from './sample.ts';

export interface Options {
  /** How many changes are tried at most, spread over the files. */
  most: number;
  seed: number;
  /** Parts of the paths of the files that are changed, with commas between them. */
  only: string;
  jobs: number;
  /** No change is begun after this instant, in ms since 1970. */
  endsAt: number;
  databases: Databases;
  /** Is told what has been done, for who waits. */
  progress: (text: string) => void;
}

interface Share {
  noticed: number;
  tried: number;
}

export interface Score {
  survivors: Mutant[];
  equivalents: { mutant: Mutant; reason: string }[];
  files: ReadonlyMap<string, Share>;
  total: Share & { possible: number; refused: number; left: number };
}

/** Tries changes of a service's sources, given all of its files by path. Throws where its tests fail without any change. */
export async function mutateWorld(name: string, all: ReadonlyMap<string, string>, options: Options): Promise<Score> {
  const sources = new Map([...all].filter(([path]) => path.startsWith('src/') && path.endsWith('.ts')));
  const { files, mutants } = await makeMutants(sources);
  const wanted = mutants.filter(({ path }) => options.only.split(',').some((part) => path.includes(part)));
  const refused = await refusedByTypes(all, wanted);
  options.progress(`${wanted.length} changes, ${refused.size} refused by the type check`);
  const valid = wanted.filter(({ id }) => !refused.has(id));
  const tried = sample(valid, options.most, options.seed, ({ path }) => path);
  const workshop = newWorkshop();
  try {
    const original = [...all].map(([path, text]) => ({ path, text }));
    const folder = writeService(workshop.folder, name, [...original, ...files]);
    const tests = [...all.keys()].filter((path) => path.endsWith('.test.ts'));
    const results = await tryAll(name, tried, folder, tests, options);
    const total = { possible: wanted.length, refused: refused.size, left: tried.length - results.size };
    return scoreOf(name, results, total);
  } finally {
    workshop.remove();
  }
}

type Results = ReadonlyMap<Mutant, boolean>;

async function tryAll(
  name: string,
  mutants: readonly Mutant[],
  folder: string,
  tests: readonly string[],
  { jobs, endsAt, databases, progress }: Options,
): Promise<Results> {
  const judge = await newJudge(folder, tests, databases, progress);
  const results = new Map<Mutant, boolean>();
  const waiting = [...mutants];
  const work = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant !== undefined && Date.now() < endsAt; mutant = waiting.shift()) {
      const noticed = await judge.notices(mutant);
      results.set(mutant, noticed);
      if (!noticed && equivalence(mutant, name) === null)
        progress(`not noticed: ${mutant.path}:${mutant.start.line + 1} ${mutant.before} → ${mutant.after}`);
      if (results.size % 25 === 0) progress(`${results.size} of ${mutants.length} tried`);
    }
  };
  try {
    await Promise.all(Array.from({ length: jobs }, work));
    return results;
  } finally {
    await judge.close();
  }
}

/** What no test noticed is left out where somebody wrote down why it makes no difference. */
function scoreOf(name: string, results: Results, total: { possible: number; refused: number; left: number }): Score {
  const equivalents: Score['equivalents'] = [];
  const survivors: Mutant[] = [];
  const files = new Map<string, Share>();
  for (const [mutant, noticed] of [...results].sort(byPlace)) {
    const reason = noticed ? null : equivalence(mutant, name);
    if (reason !== null) {
      equivalents.push({ mutant, reason });
      continue;
    }
    const share = files.get(mutant.path) ?? { noticed: 0, tried: 0 };
    files.set(mutant.path, { noticed: share.noticed + (noticed ? 1 : 0), tried: share.tried + 1 });
    if (!noticed) survivors.push(mutant);
  }
  const tried = results.size - equivalents.length;
  return { survivors, equivalents, files, total: { noticed: tried - survivors.length, tried, ...total } };
}

function byPlace([one]: [Mutant, boolean], [other]: [Mutant, boolean]): number {
  return one.path < other.path ? -1 : one.path > other.path ? 1 : Number(one.id) - Number(other.id);
}
