// Adds the optional packages of other platforms that npm left out of package-lock.json because the registry it
// asked did not have them. Without them `npm ci` refuses the whole file. Run it after every change of dependencies:
// `node scripts/complete-lockfile.ts`. With `--check` it only says what is missing.
import { readFileSync, writeFileSync } from 'node:fs'

interface LockEntry {
  version?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}
export interface Lockfile {
  packages: Record<string, LockEntry>
}

const systems = [
  'android',
  'darwin',
  'linux',
  'win32',
  'freebsd',
  'openharmony',
  'netbsd',
  'openbsd',
  'sunos',
  'aix',
]
const processors = [
  'arm64',
  'x64',
  'arm',
  'ia32',
  'ppc64',
  's390x',
  'riscv64',
  'loong64',
  'mips64el',
  'wasm32',
]

/** Adds what is missing and returns its names. Platforms are read from the names, as all these packages carry them. */
export function completeLockfile(lock: Lockfile): string[] {
  const added: string[] = []
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isInstalled(lock, path, name)) continue
      const parts = name.split(/[-/]/)
      const os = systems.filter((system) => parts.includes(system))
      const cpu = processors.filter((processor) => parts.includes(processor))
      lock.packages[`node_modules/${name}`] = {
        version: range.replace(/^[\^~]/, ''),
        ...(cpu.length > 0 && { cpu }),
        ...(entry.dev && { dev: true }),
        ...(parts.some((part) => part.startsWith('musl')) && { libc: ['musl'] }),
        ...(parts.some((part) => part.startsWith('gnu')) && { libc: ['glibc'] }),
        optional: true,
        ...(os.length > 0 && { os }),
      }
      added.push(name)
    }
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
  return added
}

/** Node looks in the folder of the package itself and then in every one above it. */
function isInstalled(lock: Lockfile, from: string, name: string): boolean {
  const folders = from
    .split('/node_modules/')
    .map((_, i, all) => all.slice(0, all.length - i).join('/node_modules/'))
  return [...folders, ''].some(
    (folder) => lock.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`],
  )
}

if (import.meta.main) {
  const file = new URL('../package-lock.json', import.meta.url)
  const lock = JSON.parse(readFileSync(file, 'utf8')) as Lockfile
  const added = completeLockfile(lock)
  if (process.argv.includes('--check')) {
    for (const name of added)
      console.error(`package-lock.json lacks ${name}: run node scripts/complete-lockfile.ts`)
    process.exit(added.length === 0 ? 0 : 1)
  }
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(added.length === 0 ? 'Nothing was missing.' : `Added ${added.join(', ')}`)
}
