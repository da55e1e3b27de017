import type { Reporter } from '../diagnostics/reporter.ts';
import type { Model } from '../model.ts';

/** A rule over a whole model: looks at how steps follow each other and says what is wrong. Reads only, and never throws. */
export type FlowRule = (model: Model, report: Reporter['report']) => void;
