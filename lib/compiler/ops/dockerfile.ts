import { kebab } from '../names.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';

/** Dockerfile of the service: its locked packages and its sources, for a user without rights. */
export function dockerfile({ extracts, customs, steps }: Plan): string {
  const languages = steps.flatMap((step) => (step.kind === 'extract' ? step.engine.languages : []));
  const packages = ['poppler-utils', 'tesseract-ocr', ...languages.map((one) => `tesseract-ocr-${kebab(one)}`)];
  return code`
    # The tag can move: .github/workflows/ci.yaml builds with the digest that it has looked up (node@sha256:…).
    ARG BASE=node:24-slim
    FROM \${BASE}

    ENV NODE_ENV=production
    WORKDIR /service

    ${when(extracts, readers([...new Set(packages)].sort()))}

    # No package's own scripts run while the image is built.
    COPY package.json package-lock.json ./
    RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

    COPY openapi.json ./
    COPY migrations ./migrations
    COPY src ./src
    ${when(customs.length > 0, 'COPY custom ./custom')}

    # As a number, so that Kubernetes can see that it is not root.
    USER 1000:1000
    EXPOSE 8080
    CMD ["node","src/main.ts"]
  `;
}

function readers(packages: readonly string[]): string {
  return code`
    # What reads documents.
    RUN apt-get update \
      && apt-get install --yes --no-install-recommends ${packages.join(' ')} \
      && rm -rf /var/lib/apt/lists/*
  `;
}
