import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../../core/app-error.ts';

/** Where a compiled folder keeps what the next compilation has to know, relative to the folder. */
export const MANIFEST = '.plumbline/manifest.json';
export const SPECIFICATION = '.plumbline/specification.yaml';
/** Code that people write: made once, then theirs. */
export const CUSTOM = 'custom/';
export const MIGRATIONS = 'migrations/';

/** What a compilation wrote: each file by its path with its SHA-256, and the specification that it came from. */
export interface Manifest {
  files: ReadonlyMap<string, string>;
  /** SHA-256 of the specification. */
  specification: string;
}

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const shape = z.object({
  version: z.literal(1),
  specification: digest,
  files: z.array(z.object({ path: z.string().min(1).max(500).refine(isOwnPath), sha256: digest })).max(100_000),
});

/** Reads a manifest. One that was damaged is refused: what a folder owns cannot be guessed. */
export function parseManifest(text: string): Manifest {
  const parsed = shape.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new AppError('invalid', `${MANIFEST} is damaged. Bring it back from version control. Nothing was written.`);
  const { specification, files } = parsed.data;
  return { specification, files: new Map(files.map(({ path, sha256 }) => [path, sha256])) };
}

/** Writes a manifest: the same files, the same bytes. */
export function manifestText({ files, specification }: Manifest): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, sha256]) => ({ path, sha256 }));
  return `${JSON.stringify({ version: 1, specification, files: sorted }, null, 2)}\n`;
}

/** SHA-256 in hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Whether a path stays inside the folder, in its one plain form, and is none of those that are never ours. */
export function isOwnPath(path: string): boolean {
  const parts = path.split('/');
  return (
    !/[\\\u0000-\u001f]/.test(path) &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..') &&
    !['.plumbline', '.git', 'node_modules'].includes(parts[0] ?? '')
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
