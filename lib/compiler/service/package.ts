import type { Plan } from '../plan.ts';
import { promisesTimes } from '../tests/load.ts';
import { type Json, json } from '../text/json.ts';
import { type OtherProtocol, otherProtocols } from './integrations/beyond-http.ts';
import { LOCKED_PACKAGES, OUTSIDE_PACKAGES } from './package-lock.ts';
import { PROTOCOL_PACKAGES } from './protocol-packages.ts';

type JsonObject = { readonly [key: string]: Json | undefined };

/** package.json of the service. */
export function packageJson(plan: Plan): string {
  const { service, version } = plan.model;
  return json({
    name: service.name,
    version,
    private: true,
    type: 'module',
    engines: { node: '>=20.9' },
    allowScripts: { node: true },
    scripts: {
      start: 'node src/main.ts',
      test: 'node --test --test-isolation=none --test-force-exit --test-timeout=60000 "test/**/*.test.ts"',
      ...(promisesTimes(plan) ? { load: 'node --test --test-force-exit test/load.ts' } : {}),
      typecheck: 'tsc --noEmit',
    },
    dependencies: dependenciesOf(plan),
    devDependencies: DEV_DEPENDENCIES,
  });
}

/** package-lock.json of the service: the same packages for every service, so that they can be laid out once. */
export function packageLock(plan: Plan): string {
  const { service, version } = plan.model;
  const { '': _root, ...known } = LOCKED_PACKAGES;
  const more = {
    ...(plan.dials ? OUTSIDE_PACKAGES : {}),
    ...Object.assign({}, ...otherProtocols(plan).map((protocol) => PROTOCOL_PACKAGES[protocol])),
  };
  const packages = Object.fromEntries(Object.entries({ ...known, ...more }).sort(([a], [b]) => (a < b ? -1 : 1)));
  const lock = {
    name: service.name,
    version,
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': {
        name: service.name,
        version,
        dependencies: dependenciesOf(plan),
        devDependencies: DEV_DEPENDENCIES,
        engines: { node: '>=20.9' },
      },
      ...packages,
    },
  };
  return JSON.stringify(lock, null, 2);
}

/** What every service runs on; the versions are the platform's own. */
export const DEPENDENCIES: JsonObject & Readonly<Record<string, string>> = {
  '@electric-sql/pglite': '0.5.16',
  ajv: '8.20.0',
  'ajv-formats': '3.0.1',
  fastify: '5.12.8',
  jose: '6.2.17',
  node: '24.21.0',
  pg: '8.23.1',
};

/** What services that ask other systems run on besides. */
export const OUTSIDE_DEPENDENCIES: Readonly<Record<string, string>> = { undici: '8.12.4' };

/** What services that speak other protocols than HTTP run on besides. */
export const PROTOCOL_DEPENDENCIES: Readonly<Record<OtherProtocol, readonly [name: string, version: string]>> = {
  kafka: ['@platformatic/kafka', '2.12.1'],
  sftp: ['ssh2', '1.17.0'],
  smtp: ['nodemailer', '10.6.0'],
};

function dependenciesOf(plan: Plan): JsonObject {
  const protocols = otherProtocols(plan).map((protocol) => PROTOCOL_DEPENDENCIES[protocol]);
  const all = [...Object.entries({ ...DEPENDENCIES, ...(plan.dials ? OUTSIDE_DEPENDENCIES : {}) }), ...protocols];
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What its tests and its type check need besides. */
export const DEV_DEPENDENCIES: JsonObject & Readonly<Record<string, string>> = {
  '@types/node': '24.10.1',
  '@types/pg': '8.23.1',
  typescript: '7.0.2',
};

/** tsconfig.json of the service. */
export function tsconfigJson(): string {
  return json({
    compilerOptions: {
      target: 'es2024',
      lib: ['es2024'],
      types: ['node'],
      module: 'nodenext',
      moduleResolution: 'nodenext',
      resolveJsonModule: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      erasableSyntaxOnly: true,
      verbatimModuleSyntax: true,
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noImplicitOverride: true,
      noFallthroughCasesInSwitch: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      skipLibCheck: true,
    },
    include: ['src', 'test'],
  });
}
