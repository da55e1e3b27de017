import { format } from 'prettier';

/** Texts that were judged already: services share most files of their platform. */
const judged = new Map<string, boolean>();

/** The paths of a service's files that Prettier would lay out in another way. Lock files are npm's, and texts for people are ours. */
export async function wrongLayout(files: Iterable<{ path: string; text: string }>): Promise<string[]> {
  const wrong: string[] = [];
  for (const { path, text } of files) {
    if (!/\.(ts|json|html)$/.test(path) || path === 'package-lock.json') continue;
    const known = judged.get(path + text);
    const good = known ?? (await format(text, { filepath: path, singleQuote: true, printWidth: 120 })) === text;
    judged.set(path + text, good);
    if (!good) wrong.push(path);
  }
  return wrong;
}
