import { pascal } from '../names.ts';
import type { Plan } from '../plan.ts';
import { type OtherProtocol, otherProtocols } from '../service/integrations/beyond-http.ts';
import { code } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';

/** src/platform/wires.ts: to each system by its protocol. */
export function wiresFile(plan: Plan): string {
  const { brought } = plan.files;
  const more = brought ? ', received' : '';
  const others = otherProtocols(plan);
  const wire = (protocol: OtherProtocol): string => `${pascal(protocol)}Wire`;
  const branches = others.map(
    (protocol) =>
      `if (!simulated && system.protocol === '${protocol}') return this.#${protocol}.send(system, message, timeoutMs);`,
  );
  return code`
    ${imports(
      [
        ['./connections.ts', 'type Connections'],
        ...others.map((protocol): Import => [`./${protocol}.ts`, wire(protocol)]),
        ...(brought ? [['./received-files.ts', 'type Received'] as Import] : []),
        ['./outside.ts', 'type Message', 'type System', 'type Wire'],
        ['./wire.ts', 'HttpWire'],
      ].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)) as Import[],
    )}

    /** Speaks with each system as its protocol asks. Stand-ins speak HTTP, whatever they stand in for. */
    export class Wires implements Wire {
      readonly #connections: Connections;
      readonly #http: HttpWire;
      ${others.map((protocol) => `readonly #${protocol}: ${wire(protocol)};`)}

      constructor(connections: Connections) {
        this.#connections = connections;
        this.#http = new HttpWire(connections);
        ${others.map((protocol) => `this.#${protocol} = new ${wire(protocol)}(connections);`)}
      }

      ${print([list('send(', ['system: System', 'message: Message', 'timeoutMs: number', ...(brought ? ['received?: Received'] : [])], '): Promise<unknown> {')], 2)}
        const simulated = this.#connections[system.name]?.simulated === true;
        ${branches}
        return this.#http.send(system, message, timeoutMs${more});
      }

      /** Closes all connections. */
      async close(): Promise<void> {
        await Promise.all([this.#http.close(), ${others.map((protocol) => `this.#${protocol}.close()`).join(', ')}]);
      }
    }
  `;
}
