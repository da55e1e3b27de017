import type { Decision, Endpoint, EventDeclaration, Integration, Process } from '../model.ts';
import type { Arrival } from './arrival.ts';
import type { Flow } from './flow.ts';
import type { Names } from './trace-expression.ts';

/** What the steps of one flow are traced in. `steps` and `locals` grow while they are. */
export interface Trace extends Names {
  steps: Map<string, Flow>;
  locals: Map<string, Flow>;
  /** The operation whose steps they are; null in processes and schedules. */
  endpoint: Endpoint | null;
  /** Steps that no report has shown yet. */
  unreported: string[];
  /** Whether a guard has made sure of who calls. */
  proven: boolean;
  declared: Declared;
  arrive: (arrival: Arrival) => void;
}

/** What steps refer to, by name. */
export interface Declared {
  decisions: ReadonlyMap<string, Decision>;
  events: ReadonlyMap<string, EventDeclaration>;
  integrations: ReadonlyMap<string, Integration>;
  processes: ReadonlyMap<string, Process>;
}
