import type { ReviewFile } from '#lib/domain/reviews/review-view.ts';

/** A folder with what is in it. Folders that hold one folder only are joined: `src/platform`. */
export interface Folder {
  kind: 'folder';
  name: string;
  path: string;
  children: readonly TreeNode[];
}

export interface Leaf {
  kind: 'file';
  name: string;
  file: ReviewFile;
}

export type TreeNode = Folder | Leaf;

/** Files as a tree: folders first, then files, each by name. */
export function fileTree(files: readonly ReviewFile[]): readonly TreeNode[] {
  return childrenOf(
    files.map((file) => ({ file, parts: file.path.split('/') })),
    '',
  );
}

interface Placed {
  file: ReviewFile;
  /** What is left of the path, from here. */
  parts: readonly string[];
}

function childrenOf(files: readonly Placed[], path: string): TreeNode[] {
  const folders = new Map<string, Placed[]>();
  const leaves: Leaf[] = [];
  for (const { file, parts } of files) {
    const [name = '', ...rest] = parts;
    if (rest.length === 0) leaves.push({ kind: 'file', name, file });
    else folders.set(name, [...(folders.get(name) ?? []), { file, parts: rest }]);
  }
  return [
    ...[...folders].sort(byName).map(([name, inside]) => folder(name, `${path}${name}/`, inside)),
    ...leaves.sort((a, b) => (a.name < b.name ? -1 : 1)),
  ];
}

function folder(name: string, path: string, files: readonly Placed[]): Folder {
  const children = childrenOf(files, path);
  const [only] = children;
  if (children.length === 1 && only?.kind === 'folder') return { ...only, name: `${name}/${only.name}` };
  return { kind: 'folder', name, path, children };
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
