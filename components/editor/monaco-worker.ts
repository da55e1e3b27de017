/** Monaco's own worker (diffs, links, words), bundled as a file of ours. */
import 'monaco-editor/editor/editor.worker';
