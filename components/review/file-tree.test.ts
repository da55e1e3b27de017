import { expect, test } from 'vitest';
import type { ReviewFile } from '#lib/domain/reviews/review-view.ts';
import { fileTree, type TreeNode } from './file-tree.ts';

const file = (path: string): ReviewFile => ({ path, change: 'added', addedLines: 1, removedLines: 0 });

/** A tree as indented lines. */
function drawn(nodes: readonly TreeNode[], depth = 0): string[] {
  return nodes.flatMap((node) => [
    `${'  '.repeat(depth)}${node.name}${node.kind === 'folder' ? '/' : ''}`,
    ...(node.kind === 'folder' ? drawn(node.children, depth + 1) : []),
  ]);
}

test('folders come first, by name, and a folder that holds only one folder is joined with it', () => {
  const paths = ['package.json', 'src/main.ts', '.github/workflows/ci.yaml', 'src/platform/auth.ts', 'README.md'];
  expect(drawn(fileTree(paths.map(file)))).toEqual([
    '.github/workflows/',
    '  ci.yaml',
    'src/',
    '  platform/',
    '    auth.ts',
    '  main.ts',
    'README.md',
    'package.json',
  ]);
});

test('names that objects have by birth are names like others', () => {
  expect(drawn(fileTree([file('__proto__/constructor'), file('toString')]))).toEqual([
    '__proto__/',
    '  constructor',
    'toString',
  ]);
});
