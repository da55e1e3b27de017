import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';

/** .github/workflows/ci.yaml: what has to hold before a release, and the image with the digest of its base. */
export function ciFile(plan: Plan): string {
  const { deployment, monitoring } = plan.model;
  const watched = monitoring !== null && monitoring.alerts.length > 0;
  return code`
    # Types, tests on both databases, known vulnerabilities${when(watched, ', alert rules')}${when(deployment !== null, ', image')}. Tags of actions and images can move: pin
    # them by digest as your own rules demand. This file was read by a parser; no runner has run it.
    name: ci
    on:
      push:
        branches: [main]
      pull_request:
    permissions:
      contents: read
    concurrency:
      group: \${{ github.workflow }}-\${{ github.ref }}
      cancel-in-progress: true
    jobs:
      test:
        runs-on: ubuntu-24.04
        timeout-minutes: 20
        services:
          postgres:
            image: postgres:18
            env:
              POSTGRES_PASSWORD: test
            ports:
              - 5432:5432
            options: --health-cmd "pg_isready -U postgres" --health-interval 2s --health-retries 30
        steps:
          - uses: actions/checkout@v5
          - run: npm ci
          - run: npm run typecheck
          - name: Tests on the embedded database
            run: npm test
          - name: Tests on PostgreSQL
            run: npm test
            env:
              DATABASE_URL: postgres://postgres:test@localhost:5432/postgres
          - name: Known vulnerabilities of what runs
            run: npm audit --omit=dev --audit-level=high
          - name: Signatures of the packages
            run: npm audit signatures
      ${when(watched, RULES)}
      ${when(deployment !== null, image(watched))}
  `;
}

const RULES = code`
  alerts:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@v5
      - name: Alert rules, and what they fire on
        run: |
          promtool() { docker run --rm --volume "$PWD/deploy:/deploy:ro" --entrypoint promtool prom/prometheus:v3.5.0 "$@"; }
          promtool check rules /deploy/alerts.yaml
          promtool test rules /deploy/alerts.test.yaml
`;

function image(watched: boolean): string {
  return code`
    image:
      needs: [test${when(watched, ', alerts')}]
      runs-on: ubuntu-24.04
      timeout-minutes: 20
      steps:
        - uses: actions/checkout@v5
        - id: base
          name: The base by its digest
          run: |
            digest=$(docker buildx imagetools inspect node:24-slim --format '{{.Manifest.Digest}}')
            echo "image=node@$digest" >> "$GITHUB_OUTPUT"
        - run: docker build --build-arg "BASE=$BASE" --label "org.opencontainers.image.base.name=$BASE" --tag service .
          env:
            BASE: \${{ steps.base.outputs.image }}
        - name: It does not run as root
          run: test "$(docker inspect --format '{{.Config.User}}' service)" = 1000:1000
        # Scan it, sign it and push it here: your registry and your scanner are not in the specification.
  `;
}
