import type { Span } from '#lib/core/text-range.ts';
import type { Completion, Diagnostic, Fix } from '#lib/spec/index.ts';
import { type Monaco, monaco } from './monaco.ts';
import type { SpecClient } from './spec-client.ts';
import type { CheckedText } from './spec-protocol.ts';

type Model = ReturnType<Monaco['editor']['createModel']>;

/** What the language features need to know of an open text. */
export interface LanguageSession {
  client: SpecClient;
  /** The newest answer, and the state of the model that it is about. */
  checked: { answer: CheckedText; modelVersion: number } | null;
}

const OWNER = 'plumbline';
const sessions = new Map<string, LanguageSession>();
const hintsChanged = new monaco.Emitter<void>();
let registered = false;

/** Gives a model completion, hover, definitions, quick fixes and inlay hints. Disposing takes them away. */
export function attachLanguage(model: Model, session: LanguageSession): { dispose(): void } {
  registerOnce();
  const key = model.uri.toString();
  sessions.set(key, session);
  return {
    dispose() {
      sessions.delete(key);
      monaco.editor.setModelMarkers(model, OWNER, []);
    },
  };
}

/** Shows an answer in the text: markers with exact ranges, and hints. It must be about the model's present state. */
export function showChecked(model: Model, session: LanguageSession, answer: CheckedText): void {
  session.checked = { answer, modelVersion: model.getVersionId() };
  const markers = answer.diagnostics.map((diagnostic) => ({
    ...rangeOf(model, diagnostic.span),
    message: diagnostic.message,
    code: { value: diagnostic.code, target: monaco.Uri.parse(`${location.origin}/reference/${diagnostic.code}`) },
    severity: SEVERITIES[diagnostic.severity],
    // The way that a value took, place by place.
    relatedInformation: (diagnostic.related ?? []).map(({ span, message }) => ({
      ...rangeOf(model, span),
      resource: model.uri,
      message,
    })),
  }));
  monaco.editor.setModelMarkers(model, OWNER, markers);
  hintsChanged.fire();
}

/** What is only said, and asks for nothing, stays quiet in the text and is no stop of F8; the list below the text has it. */
const SEVERITIES: Readonly<Record<Diagnostic['severity'], number>> = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  information: monaco.MarkerSeverity.Hint,
  hint: monaco.MarkerSeverity.Hint,
};

/** A span of the text as the editor counts: from 1, and at least one character wide so that it can be seen. */
export function rangeOf(model: Model, span: Span) {
  const start = model.getPositionAt(span.start);
  const end = model.getPositionAt(Math.max(span.end, span.start));
  const empty = start.lineNumber === end.lineNumber && start.column === end.column;
  return {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: empty ? end.column + 1 : end.column,
  };
}

function registerOnce(): void {
  if (registered) return;
  registered = true;
  const { languages } = monaco;
  languages.registerCompletionItemProvider('yaml', {
    triggerCharacters: [' ', ':', '-', '=', '.', '[', ',', '<', '|'],
    provideCompletionItems: complete,
  });
  languages.registerHoverProvider('yaml', { provideHover: hover });
  languages.registerDefinitionProvider('yaml', { provideDefinition: define });
  languages.registerCodeActionProvider('yaml', { provideCodeActions: fix });
  languages.registerDocumentFormattingEditProvider('yaml', { provideDocumentFormattingEdits: format });
  languages.registerInlayHintsProvider('yaml', { onDidChangeInlayHints: hintsChanged.event, provideInlayHints: hints });
}

async function ask(
  model: Model,
  position: { lineNumber: number; column: number },
  kind: Parameters<SpecClient['ask']>[0],
) {
  const session = sessions.get(model.uri.toString());
  if (!session) return null;
  const version = model.getVersionId();
  const answer = await session.client.ask(kind, model.getValue(), model.getOffsetAt(position));
  // Typed on meanwhile: the answer's places would be wrong.
  return model.isDisposed() || model.getVersionId() !== version ? null : answer;
}

const KINDS: Readonly<Record<Completion['kind'], number>> = {
  key: monaco.languages.CompletionItemKind.Property,
  value: monaco.languages.CompletionItemKind.EnumMember,
  type: monaco.languages.CompletionItemKind.Class,
  name: monaco.languages.CompletionItemKind.Reference,
  field: monaco.languages.CompletionItemKind.Field,
  function: monaco.languages.CompletionItemKind.Function,
};

async function complete(model: Model, position: { lineNumber: number; column: number }) {
  const answer = await ask(model, position, 'complete');
  if (answer?.kind !== 'completions') return { suggestions: [] };
  const suggestions = answer.items.map((item, index) => ({
    label: item.label,
    kind: KINDS[item.kind],
    insertText: item.insert,
    sortText: String(index).padStart(5, '0'),
    range: monaco.Range.fromPositions(model.getPositionAt(item.span.start), model.getPositionAt(item.span.end)),
    ...(item.detail === null ? {} : { detail: item.detail }),
  }));
  return { suggestions };
}

async function hover(model: Model, position: { lineNumber: number; column: number }) {
  const answer = await ask(model, position, 'hover');
  if (answer?.kind !== 'hover' || answer.hover === null) return null;
  return { range: rangeOf(model, answer.hover.span), contents: [{ value: answer.hover.markdown }] };
}

async function define(model: Model, position: { lineNumber: number; column: number }) {
  const answer = await ask(model, position, 'define');
  if (answer?.kind !== 'definition' || answer.span === null) return null;
  return { uri: model.uri, range: rangeOf(model, answer.span) };
}

async function format(model: Model) {
  const answer = await ask(model, { lineNumber: 1, column: 1 }, 'format');
  if (answer?.kind !== 'edits') return null;
  // Exact, unlike `rangeOf`: an edit of nothing puts something between.
  return answer.edits.map(({ span, text }) => ({
    range: monaco.Range.fromPositions(model.getPositionAt(span.start), model.getPositionAt(span.end)),
    text,
  }));
}

async function fix(model: Model, range: Lines) {
  const diagnostics = diagnosticsOn(model, range);
  const found = diagnostics.flatMap(({ fixes }) => fixes);
  const offered = await refinements(model, diagnostics);
  const all = [...found, ...offered];
  const distinct = all.filter((one, index) => all.findIndex((other) => other.title === one.title) === index);
  return { actions: distinct.map((one) => action(model, one, !offered.includes(one))), dispose: () => {} };
}

interface Lines {
  startLineNumber: number;
  endLineNumber: number;
}

/** The diagnostics that touch these lines. */
function diagnosticsOn(model: Model, lines: Lines): Diagnostic[] {
  const checked = sessions.get(model.uri.toString())?.checked;
  if (!checked || checked.modelVersion !== model.getVersionId()) return [];
  return checked.answer.diagnostics.filter((diagnostic) => {
    const range = rangeOf(model, diagnostic.span);
    return range.startLineNumber <= lines.endLineNumber && lines.startLineNumber <= range.endLineNumber;
  });
}

/** A sentence that a person carries out: its precise form is made only when somebody looks for it. */
const PROSE = 'FLW5001';

/** What the first sentence on these lines could become. */
async function refinements(model: Model, diagnostics: readonly Diagnostic[]): Promise<readonly Fix[]> {
  const prose = diagnostics.find(({ code }) => code === PROSE);
  if (prose === undefined) return [];
  const answer = await ask(model, model.getPositionAt(prose.span.start), 'fix');
  return answer?.kind === 'fixes' ? answer.fixes : [];
}

function action(model: Model, { title, edits }: Fix, isPreferred: boolean) {
  const changes = edits.map((edit) => ({
    resource: model.uri,
    versionId: model.getVersionId(),
    textEdit: {
      range: monaco.Range.fromPositions(model.getPositionAt(edit.span.start), model.getPositionAt(edit.span.end)),
      text: edit.text,
    },
  }));
  return { title, kind: 'quickfix', isPreferred, edit: { edits: changes } };
}

const LONGEST_HINT = 90;

/** What was assumed, at the end of the line that it was assumed from. */
function hints(model: Model) {
  const checked = sessions.get(model.uri.toString())?.checked;
  const shown =
    checked && checked.modelVersion === model.getVersionId() ? checked.answer.meaning?.assumptions.shown : [];
  const byLine = new Map<number, string[]>();
  for (const { span, text } of shown ?? []) {
    const line = model.getPositionAt(span.start).lineNumber;
    byLine.set(line, [...(byLine.get(line) ?? []), text]);
  }
  const list = [...byLine].map(([lineNumber, texts]) => ({
    position: { lineNumber, column: model.getLineMaxColumn(lineNumber) },
    label: shortened(`\u00a0\u00a0assumed: ${texts.join(' ')}`),
    tooltip: texts.join('\n'),
    paddingLeft: true,
  }));
  return { hints: list, dispose: () => {} };
}

function shortened(text: string): string {
  return text.length > LONGEST_HINT ? `${text.slice(0, LONGEST_HINT - 1)}…` : text;
}
