import type { Plan } from '../plan.ts';
import { packageLock } from '../service/package.ts';
import { type Json, json } from '../text/json.ts';

/** What a lock file says of a package. */
interface Locked {
  version: string;
  integrity: string | null;
  license: string | null;
  /** Only for tests and type checks: it is not in the image. */
  dev: boolean;
  /** Names of packages that it asks for. */
  wants: readonly string[];
}

/**
 * sbom.json: the npm packages that the service runs on, as CycloneDX 1.6, from its lock file. Neither a serial number nor a
 * time is in it (both are optional there), so that the same lock gives the same bytes. What the image holds besides (its base,
 * programs of the operating system) is for the scanner of the image.
 */
export function sbom(plan: Plan): string {
  const { service, version, summary } = plan.model;
  const packages = lockedPackages(packageLock(plan));
  const own = packages.get('');
  const kept = [...packages].filter(([path, { dev }]) => path !== '' && !dev);
  const root = `${service.name}@${version}`;
  const refs = new Map(kept.map(([path, locked]) => [path, purl(nameAt(path), locked.version)]));
  const asked = (path: string, { wants }: Locked): string[] => {
    const found = wants.flatMap((name) => refs.get(resolved(path, name, packages) ?? '') ?? []);
    return [...new Set(found)].sort();
  };
  // A package that lies in two places is one component; what it asks for is what its places ask for together.
  const components = new Map(kept.map(([path, locked]) => [refs.get(path) ?? '', component(nameAt(path), locked)]));
  const wanted = new Map<string, Set<string>>();
  for (const [path, locked] of kept) {
    const ref = refs.get(path) ?? '';
    wanted.set(ref, new Set([...(wanted.get(ref) ?? []), ...asked(path, locked)]));
  }
  const sorted = [...components].sort(([a], [b]) => (a < b ? -1 : 1));
  return json({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'pre-build' }],
      component: {
        type: 'application',
        'bom-ref': root,
        name: service.name,
        version,
        description: summary ?? undefined,
      },
    },
    components: sorted.map(([, each]) => each),
    dependencies: [
      { ref: root, dependsOn: own === undefined ? [] : asked('', own) },
      ...sorted.map(([ref]) => ({ ref, dependsOn: [...(wanted.get(ref) ?? [])].sort() })),
    ],
  });
}

function component(name: string, { version, integrity, license }: Locked): Json {
  const [group, plain] = name.startsWith('@') ? name.split('/') : [undefined, name];
  const ref = purl(name, version);
  return {
    type: 'library',
    'bom-ref': ref,
    group,
    name: plain ?? name,
    version,
    scope: 'required',
    hashes: integrity === null ? undefined : [{ alg: 'SHA-512', content: hexOf(integrity) }],
    licenses: license === null ? undefined : [licence(license)],
    purl: ref,
  };
}

/** An expression where there is more than one licence (SPDX). */
function licence(text: string): Json {
  return /[ ()]/.test(text) ? { expression: text } : { license: { id: text } };
}

/** A package URL: the `@` of a scope is written as an escape. */
function purl(name: string, version: string): string {
  return `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
}

/** `sha512-` and base64, as npm writes digests, in hexadecimal. */
function hexOf(integrity: string): string {
  const bytes = atob(integrity.replace(/^sha512-/, ''));
  return Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

function nameAt(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** Where Node finds a package from `path`: in its own folder, or in those around it. */
function resolved(path: string, name: string, packages: ReadonlyMap<string, Locked>): string | null {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = `${folder}${folder === '' ? '' : '/'}node_modules/${name}`;
    if (packages.has(found)) return found;
    if (folder === '') return null;
  }
}

function lockedPackages(lock: string): Map<string, Locked> {
  const { packages }: { packages: Readonly<Record<string, object>> } = JSON.parse(lock);
  return new Map(Object.entries(packages).map(([path, entry]) => [path, locked(entry)]));
}

function locked(entry: object): Locked {
  const text = (name: string): string | null => {
    const value: unknown = Reflect.get(entry, name);
    return typeof value === 'string' ? value : null;
  };
  const wants = ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((name) =>
    Object.keys(Object(Reflect.get(entry, name))),
  );
  return {
    version: text('version') ?? '',
    integrity: text('integrity'),
    license: text('license'),
    dev: Reflect.get(entry, 'dev') === true,
    wants,
  };
}
