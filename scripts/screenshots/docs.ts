// The pictures of the documentation, each in one size and theme and small enough for a repository.
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { conflictsOfPlaces } from './states.ts'
import { wholeFlow } from './walk.ts'

const pictures: Record<string, { file: string; width: number; height: number; scheme: 'light' | 'dark' }> = {
  '08-connections': { file: 'connections-1440-light', width: 1440, height: 900, scheme: 'light' },
  '16-mapper': { file: 'mapper-1440-light', width: 1440, height: 900, scheme: 'light' },
  '19-pages-checked': { file: 'pages-390-dark', width: 390, height: 844, scheme: 'dark' },
  '22-template': { file: 'template-1440-light', width: 1440, height: 900, scheme: 'light' },
  '26-plan': { file: 'plan-1440-light', width: 1440, height: 900, scheme: 'light' },
  '30-run-done': { file: 'run-receipt-1440-light', width: 1440, height: 900, scheme: 'light' },
  '71-conflict': { file: 'conflict-1440-light', width: 1440, height: 900, scheme: 'light' },
}
const mostBytes = 200_000

/** The whole flow up to the published pages, and the conflicts after it. */
export const docsFlow = [
  ...wholeFlow.slice(0, wholeFlow.findIndex((part) => part.name === 'publish') + 1),
  conflictsOfPlaces,
]

/** Takes only the pictures above; pngquant makes them small, and without it they may be too large to commit. */
export function docsPhotographer(page: Page, folder: string) {
  return async (name: string): Promise<void> => {
    const picture = pictures[name]
    if (picture === undefined) return
    const { width, height, scheme } = picture
    const path = join(folder, `${picture.file}.png`)
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.waitForTimeout(500)
    await page.screenshot({ path })
    const made = spawnSync('pngquant', ['--force', '--strip', '--output', path, '128', path])
    if (made.error) process.stderr.write(`pngquant is not installed; ${picture.file} stays as it is.\n`)
    const { size } = statSync(path)
    if (size > mostBytes) throw new Error(`${path} has ${size} bytes, more than ${mostBytes}.`)
    process.stdout.write(`${picture.file}.png ${size} bytes\n`)
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  }
}
