import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { dashboardSources, hashSources, programSources } from '../scripts/source-hash.ts'

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
  const before = hashSources(root, dashboardSources)
  write(path, 'something else')
  expect(hashSources(root, dashboardSources)).not.toBe(before)
})

it.each([
  ['any file of it', 'src/server/app.ts'],
  ['how it is built', 'scripts/program-places.ts'],
  ['a dependency', 'package-lock.json'],
])('and the program after a change to %s', (_, path) => {
  const before = hashSources(root, programSources)
  write(path, 'something else')
  expect(hashSources(root, programSources)).not.toBe(before)
})

it.each([
  ['the dashboard', dashboardSources, 'src/server/app.ts'],
  ['the program', programSources, 'src/server/app.test.ts'],
  ['the program', programSources, 'src/vault/fixtures/child.ts'],
  ['the program', programSources, 'web/src/main.tsx'],
])('and not %s after a change to what it is not made of', (_, sources, path) => {
  const before = hashSources(root, sources)
  write(path, 'something else')
  expect(hashSources(root, sources)).toBe(before)
})

it('reads this checkout as it stands', () => {
  const checkout = fileURLToPath(new URL('..', import.meta.url))
  expect(hashSources(checkout, dashboardSources)).toMatch(/^[0-9a-f]{64}$/)
  expect(hashSources(checkout, programSources)).not.toBe(hashSources(checkout, dashboardSources))
})
