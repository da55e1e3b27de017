import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a file so that a crash or a power cut leaves either the old text or the new one. Readable by its owner only. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const draft = `${path}.draft`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
