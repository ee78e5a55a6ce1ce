// What a build depends on, in one hash: it changes when, and only when, the build would.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

interface Sources {
  folders: string[]
  files: string[]
  /** Files of the folders that the build never reads. */
  without?: RegExp
}

/** Of the dashboard (`web/dist`). */
export const dashboardSources: Sources = {
  folders: ['web/src', 'web/public', 'src/api'],
  files: [
    'web/index.html',
    'web/vite.config.ts',
    'web/first-code.ts',
    'web/tsconfig.json',
    'package-lock.json',
  ],
}

/** Of the program (`node_modules/.cache/program`). */
export const programSources: Sources = {
  folders: ['src'],
  files: ['scripts/build-program.ts', 'scripts/program-places.ts', 'package-lock.json'],
  without: /\.test\.ts$|\/fixtures\//,
}

/** @param root of the checkout; what is not there does not count */
export function hashSources(root: string, { folders, files, without }: Sources): string {
  const hash = createHash('sha256')
  const found = folders
    .map((name) => join(root, name))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    )
    .filter((path) => !without?.test(path.replaceAll('\\', '/')))
  const single = files.map((name) => join(root, name)).filter((file) => existsSync(file))
  for (const file of [...found, ...single].sort())
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}
