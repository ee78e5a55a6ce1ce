// Which unit tests are light: they open no database and start no process. Seconds each where the others take a minute.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const root = join(import.meta.dirname, '..')
/** What makes a test heavy, whichever way it comes to it. */
const heavy = /node:child_process|\/db\/open\.ts|\/src\/program\.ts|node:worker_threads/
const imported = /^(?:import|export)(?! type\b)[^']* from '(\.[^']+)'/gm

/** Paths from the root of the repository, with forward slashes. */
export function findLightTests(): string[] {
  const known = new Map<string, boolean>()
  return ['src', 'test']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
        join(root, folder, path),
      ),
    )
    .filter((path) => path.endsWith('.test.ts') && !/[\\/]test[\\/](e2e|crash)[\\/]/.test(path))
    .filter((path) => !isHeavy(path, known))
    .map((path) => relative(root, path).replaceAll('\\', '/'))
    .sort()
}

function isHeavy(path: string, known: Map<string, boolean>): boolean {
  const before = known.get(path)
  if (before !== undefined) return before
  // Until it is known: files that import each other are as heavy as the rest of what they import.
  known.set(path, false)
  const text = readFileSync(path, 'utf8')
  const found =
    heavy.test(text) ||
    [...text.matchAll(imported)]
      .map(([, to]) => resolve(dirname(path), to!))
      .some((file) => existsSync(file) && isHeavy(file, known))
  known.set(path, found)
  return found
}
