// Real documentation pages from Debian packages, fetched once into bench/.cache and never committed.
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

const PACKAGES = ['postgresql-doc-15', 'git-doc', 'debian-handbook']
const cache = join(import.meta.dirname, '.cache', 'debian')

export interface Page {
  path: string
  html: string
}

/** Every HTML page of the packages, in the order of their paths. Needs Debian's apt for the first run. */
export function readCorpus(): Page[] {
  if (!existsSync(join(cache, 'complete'))) fetchPackages()
  const found = readdirSync(cache, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html'))
    // The packages hold links to their own folders and files; every page counts once.
    .map((path) => realpathSync(join(cache, path)))
  return [...new Set(found)]
    .filter((path) => statSync(path).isFile())
    .sort()
    .map((path) => ({ path: path.slice(cache.length + 1), html: readFileSync(path, 'utf8') }))
}

function fetchPackages(): void {
  mkdirSync(cache, { recursive: true })
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
    execFileSync('apt-get', ['download', '-qq', ...PACKAGES], { cwd: cache, stdio: 'inherit' })
  } catch (error) {
    throw new Error(
      `The pages come from the Debian packages ${PACKAGES.join(', ')}, and apt-get could not fetch them. Run this on Debian with network access to its archive.`,
      { cause: error },
    )
  }
  for (const file of readdirSync(cache).filter((name) => name.endsWith('.deb'))) {
    execFileSync('dpkg', ['-x', file, '.'], { cwd: cache })
    rmSync(join(cache, file))
  }
  writeFileSync(join(cache, 'complete'), '')
}
