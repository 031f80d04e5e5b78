/** @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[], resolved?: string, optionalDependencies?: Record<string, string> }} Entry */
/** @typedef {{ packages: Record<string, Entry> }} Lockfile */

const systems = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const processors = [
  "arm64",
  "arm",
  "ia32",
  "loong64",
  "mips64el",
  "ppc64",
  "riscv64",
  "s390x",
  "wasm32",
  "x64",
];

/**
 * Optional packages for other platforms that some entry asks for and the lockfile lacks. A registry that
 * does not hold them makes npm leave them out, and then `npm ci` refuses the lockfile, here and elsewhere.
 * @param {Lockfile} lockfile
 * @returns {{ path: string, name: string, range: string, dev: boolean }[]}
 */
export function missingOptionalPackages({ packages }) {
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !resolves(packages, path, name))
      .map(([name, range]) => ({ path: `node_modules/${name}`, name, range, dev: entry.dev === true })),
  );
}

/**
 * The lockfile with an entry for each missing optional package: enough for npm to know what to fetch on the
 * platform that needs it. Addresses of registries are left out, so that each machine uses its own.
 * @param {Lockfile} lockfile
 * @returns {Lockfile}
 */
export function completeLockfile(lockfile) {
  const packages = { ...lockfile.packages };
  for (const { path, name, range, dev } of missingOptionalPackages(lockfile)) {
    const version = range.replace(/^[\^~=v]+/, "");
    packages[path] = { version, ...platformOf(name), ...(dev ? { dev } : {}), optional: true };
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  return {
    ...lockfile,
    packages: Object.fromEntries(sorted.map(([path, { resolved, ...entry }]) => [path, entry])),
  };
}

/**
 * Node's look-up: the package's own folder first, then those above it.
 * @param {Record<string, Entry>} packages @param {string} from @param {string} name
 */
function resolves(packages, from, name) {
  for (let path = from; ; path = path.slice(0, Math.max(0, path.lastIndexOf("/node_modules/")))) {
    if (packages[`${path ? `${path}/` : ""}node_modules/${name}`]) return true;
    if (!path) return false;
  }
}

/** What such a package's name says, as in `@next/swc-linux-x64-musl`. @param {string} name */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  const musl = words.some((word) => word.startsWith("musl"));
  const gnu = words.some((word) => word.startsWith("gnu"));
  const libc = os.includes("linux") && (musl || gnu) ? { libc: [musl ? "musl" : "glibc"] } : {};
  if (cpu.length === 0) throw new Error(`The name ${name} does not say which platform it is for`);
  return { cpu, ...libc, ...(os.length > 0 ? { os } : {}) };
}
