import { kebab } from '../names.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';

/** Dockerfile of the service: its locked packages and its sources, for a user without rights. */
export function dockerfile({ extracts, customs, steps }: Plan): string {
  const programs = [...new Set(customs.flatMap(({ step }) => step.programs))].filter((name) => name !== 'node').sort();
  const languages = steps.flatMap((step) => (step.kind === 'extract' ? step.engine.languages : []));
  const read = extracts
    ? ['poppler-utils', 'tesseract-ocr', ...languages.map((one) => `tesseract-ocr-${kebab(one)}`)]
    : [];
  const packages = [...read, ...programs.flatMap((name) => PACKAGES[name] ?? [])];
  return code`
    # The tag can move: .github/workflows/ci.yaml builds with the digest that it has looked up (node@sha256:…).
    ARG BASE=node:24-slim
    FROM \${BASE}

    ENV NODE_ENV=production
    WORKDIR /service

    ${when(packages.length > 0, readers([...new Set(packages)].sort(), extracts))}

    ${when(programs.length > 0, started(programs))}

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

/** The Debian packages of programs that steps often start. */
const PACKAGES: Readonly<Record<string, string>> = {
  exiftool: 'libimage-exiftool-perl',
  gs: 'ghostscript',
  pdfinfo: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  pdftotext: 'poppler-utils',
  qpdf: 'qpdf',
  tesseract: 'tesseract-ocr',
};

/** A program that is missing ends the build, not a request. */
function started(programs: readonly string[]): string {
  return code`
    # The programs that steps start are there.
    RUN ${programs.map((name) => `command -v ${name}`).join(' \\\n  && ')}
  `;
}

function readers(packages: readonly string[], extracts: boolean): string {
  return code`
    # ${extracts ? 'What reads documents' : 'What steps start'}.
    RUN apt-get update \
      && apt-get install --yes --no-install-recommends ${packages.join(' ')} \
      && rm -rf /var/lib/apt/lists/*
  `;
}
