// What the build of the dashboard depends on, in one hash: it changes when, and only when, a build would.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const folders = ['web/src', 'web/public', 'src/api']
const files = [
  'web/index.html',
  'web/vite.config.ts',
  'web/first-code.ts',
  'web/tsconfig.json',
  'package-lock.json',
]

/** @param root of the checkout; what is not there does not count */
export function hashDashboard(root: string): string {
  const hash = createHash('sha256')
  const found = folders
    .map((name) => join(root, name))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    )
  const single = files.map((name) => join(root, name)).filter((file) => existsSync(file))
  for (const file of [...found, ...single].sort())
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}
