// The packages that an installation consists of, as its lock file names them.
import { readFileSync } from 'node:fs'
import type { Licences } from '../api/diagnostics.ts'
import { AppError } from '../errors.ts'

interface LockEntry {
  version?: string
  license?: string
  dev?: boolean
  optional?: boolean
  devOptional?: boolean
}

/**
 * By name, without what only building and testing needs. Of a package that several versions of are there, each is
 * named once.
 * @param path of `package-lock.json`
 */
export function readLicences(path: string): Licences {
  let packages: Record<string, LockEntry>
  try {
    packages = (JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, LockEntry> }).packages
  } catch {
    throw new AppError(
      'not_found',
      'The list of packages (package-lock.json) is not part of this installation. It is in the repository of SEOmatic.',
    )
  }
  const items = new Map<string, Licences['items'][number]>()
  for (const [place, entry] of Object.entries(packages)) {
    const name = place.split('node_modules/').at(-1)
    if (place === '' || !name || entry.dev || entry.devOptional || !entry.version) continue
    items.set(`${name}@${entry.version}`, {
      name,
      version: entry.version,
      licence: entry.license ?? 'see the package',
    })
  }
  return { items: [...items.values()].sort((a, b) => (a.name < b.name ? -1 : 1)) }
}
