import type { Span } from '../../core/text-range.ts';
import { lineIndex } from '../../core/text-range.ts';
import { reportCompliance } from '../compliance/report-compliance.ts';
import { createReporter, type Reporter } from '../diagnostics/reporter.ts';
import type { Expr } from '../expressions/ast.ts';
import type { Scope } from '../expressions/scope.ts';
import { checkFlow } from '../flow/check-flow.ts';
import type { ReadingMemory } from '../incremental/reading-memory.ts';
import type { Model } from '../model.ts';
import { reportPrivacy } from '../privacy/report-privacy.ts';
import type { YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { readSpec } from './read-spec.ts';

/** Who wants to know more than the model: hover and completion. */
export interface Listeners {
  onExpression?: (expr: Expr) => void;
  onScope?: (span: Span, scope: Scope) => void;
  onSteps?: (id: string, scope: Scope) => void;
}

/** A text with its tree and its model, as far as there are any. */
export interface Analysis {
  root: YamlNode | null;
  model: Model | null;
  reporter: Reporter;
}

/** Reads a text that is not too long. Never throws. With a memory, only what changed since the last text is read again. */
export function analyse(text: string, listeners: Listeners = {}, memory?: ReadingMemory): Analysis {
  const reporter = createReporter();
  const lines = lineIndex(text);
  const root = parseYaml(text, lines, reporter, memory?.pieces);
  const model = root === null ? null : readSpec(text, lines, root, reporter, listeners, memory);
  if (model !== null) checkFlow(model, reporter);
  if (model !== null) {
    reportPrivacy(model, reporter);
    reportCompliance(model, reporter);
  }
  return { root, model, reporter };
}
