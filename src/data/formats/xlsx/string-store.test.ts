import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { StringStore } from './string-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'seomatic-strings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('gives back every text, from memory and from the disk, in any order', () => {
  const path = join(folder, 'texts')
  const store = new StringStore(path, 100_000)
  const texts = Array.from({ length: 20_000 }, (_, n) => `${n} äöü ${'日本'.repeat(n % 40)}`)
  texts[100] = 'x'.repeat(200_000)
  texts[15_000] = 'y'.repeat(300_000)
  texts[7] = ''
  for (const text of texts) store.add(text)
  expect(store.count).toBe(texts.length)
  for (let i = 0, n = 0; i < texts.length; i++, n = (n + 7919) % texts.length)
    expect(store.get(n)).toBe(texts[n])
  expect(store.get(texts.length)).toBeUndefined()
  expect(store.get(-1)).toBeUndefined()
  expect(store.get(Number.NaN)).toBeUndefined()
  store.close()
  expect(existsSync(path)).toBe(false)
})

it('touches no disk for what fits into memory', () => {
  const store = new StringStore(join(folder, 'none'))
  store.add('a')
  expect(store.get(0)).toBe('a')
  expect(readdirSync(folder)).toEqual([])
  store.close()
})
