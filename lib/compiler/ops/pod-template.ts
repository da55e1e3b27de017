import type { Deployment, Model } from '../../spec/model.ts';
import { code } from '../text/code.ts';
import { yaml } from '../text/quote.ts';

/** The pods of the service: restricted, probed, with settings from a Secret and a ConfigMap. */
export function podTemplate(model: Model, { resources }: Deployment): string {
  const name = model.service.name;
  const image = `${name}:${model.version.replaceAll('+', '_')}`;
  return code`
    template:
      metadata:
        labels:
          ${nameLabel(name)}
      spec:
        automountServiceAccountToken: false
        terminationGracePeriodSeconds: 40
        securityContext:
          runAsNonRoot: true
          runAsUser: 1000
          runAsGroup: 1000
          seccompProfile:
            type: RuntimeDefault
        containers:
          - name: ${yaml(name)}
            # The release pipeline has to say the registry and the digest.
            image: ${yaml(image)}
            ports:
              - name: http
                containerPort: 8080
            envFrom:
              - configMapRef:
                  name: ${yaml(name)}
              - secretRef:
                  name: ${yaml(name)}
            env:
              - name: HOST
                value: 0.0.0.0
              - name: PORT
                value: "8080"
            ${resourcesText(resources)}
            securityContext:
              allowPrivilegeEscalation: false
              readOnlyRootFilesystem: true
              capabilities:
                drop: [ALL]
            # Migrations run before it listens.
            startupProbe:
              ${probe('/livez')}
              periodSeconds: 5
              failureThreshold: 60
            livenessProbe:
              ${probe('/livez')}
              periodSeconds: 10
            readinessProbe:
              ${probe('/readyz')}
              periodSeconds: 5
            # Until no one sends to this pod any more; then it finishes what was asked.
            lifecycle:
              preStop:
                exec:
                  command: [sleep, "5"]
            volumeMounts:
              - name: tmp
                mountPath: /tmp
        volumes:
          - name: tmp
            emptyDir: {}
  `;
}

/** The label by which everything finds the pods. */
export function nameLabel(name: string): string {
  return `app.kubernetes.io/name: ${yaml(name)}`;
}

function probe(path: string): string {
  return `httpGet:\n  path: ${path}\n  port: http`;
}

/** What is said is asked for; memory is also the limit, because a node cannot give back what a pod took. */
function resourcesText(resources: Deployment['resources']): string {
  const { cpu = null, memory = null } = resources ?? {};
  if (cpu === null && memory === null) return '';
  return code`
    resources:
      requests:
        ${cpu !== null && `cpu: ${yaml(cpu)}`}
        ${memory !== null && `memory: ${yaml(memory)}`}
      ${memory !== null && `limits:\n  memory: ${yaml(memory)}`}
  `;
}
