import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hashDashboard } from '../scripts/dashboard-hash.ts'

let root: string
const write = (path: string, text: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), text)
}
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seomatic-hash-'))
  write('web/src/main.tsx', 'start')
  write('src/api/sources/link.ts', 'export const url = 1')
})
afterEach(() => rmSync(root, { recursive: true }))

it.each([
  ['a screen', 'web/src/screens/home.tsx'],
  ['the contract, in a folder of it', 'src/api/sources/link.ts'],
  ['how it is built', 'web/first-code.ts'],
  ['a dependency', 'package-lock.json'],
])('npm start builds the dashboard again after a change to %s', (_, path) => {
  const before = hashDashboard(root)
  write(path, 'something else')
  expect(hashDashboard(root)).not.toBe(before)
})

it('and not after a change to what no screen is made of', () => {
  const before = hashDashboard(root)
  write('src/server/app.ts', 'something else')
  expect(hashDashboard(root)).toBe(before)
})

it('reads this checkout as it stands', () => {
  expect(hashDashboard(fileURLToPath(new URL('..', import.meta.url)))).toMatch(/^[0-9a-f]{64}$/)
})
