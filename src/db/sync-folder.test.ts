import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { syncFolder } from './sync-folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seomatic-sync-'))
  mkdirSync(join(folder, 'base'))
  for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, 'base', name), name)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Longer than a step of the clock of files. */
const aMoment = () => sleep(60)
const folders = 2

it('forces everything the first time, and then only what has changed', async () => {
  await aMoment()
  expect(syncFolder(folder)).toBe(folders + 3)
  await aMoment()
  expect(syncFolder(folder)).toBe(folders)
  appendFileSync(join(folder, 'base', 'b'), 'more')
  await aMoment()
  expect(syncFolder(folder)).toBe(folders + 1)
})

it('forces a copy as a whole, also one that kept the times of its files', async () => {
  syncFolder(folder)
  await aMoment()
  const copy = `${folder}-copy`
  cpSync(folder, copy, { recursive: true, preserveTimestamps: true })
  expect(syncFolder(copy)).toBe(folders + 3)
  rmSync(copy, { recursive: true })
})

it('forces everything when the clock was set back since the last time', () => {
  syncFolder(folder)
  const later = new Date(Date.now() + 3_600_000)
  utimesSync(join(folder, 'seomatic-on-disk'), later, later)
  expect(syncFolder(folder)).toBe(folders + 3)
})
