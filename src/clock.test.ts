import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createOffsetClock } from './clock.ts'

const folder = mkdtempSync(join(tmpdir(), 'seomatic-clock-'))
const file = join(folder, 'offset')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const weekMs = 7 * 86_400_000
const movedBy = (clock: { now(): Date }) => clock.now().getTime() - Date.now()

it('adds what the file holds, read again at each look, and keeps the last good value', () => {
  writeFileSync(file, `${weekMs}\n`)
  const clock = createOffsetClock(file)
  const offsets = [weekMs, -3_600_000, 0].map((ms) => {
    writeFileSync(file, String(ms))
    return Math.abs(movedBy(clock) - ms) < 60_000
  })
  expect(offsets).toEqual([true, true, true])

  writeFileSync(file, String(weekMs))
  clock.now()
  for (const broken of ['', 'soon', '1e9', '99999999999999']) {
    writeFileSync(file, broken)
    expect(Math.abs(movedBy(clock) - weekMs), broken).toBeLessThan(60_000)
  }
  rmSync(file)
  expect(Math.abs(movedBy(clock) - weekMs)).toBeLessThan(60_000)
})

it('says at the start which file holds no number', () => {
  expect(() => createOffsetClock(join(folder, 'none'))).toThrow(
    /CLOCK_OFFSET_FILE names .*none, which holds no number of milliseconds/,
  )
  writeFileSync(file, 'soon')
  expect(() => createOffsetClock(file)).toThrow(expect.objectContaining({ code: 'configuration_invalid' }))
})

it('is cheap enough to be looked at for every row', () => {
  writeFileSync(file, '0')
  const clock = createOffsetClock(file)
  const before = process.cpuUsage()
  for (let i = 0; i < 1_000; i++) clock.now()
  const { user, system } = process.cpuUsage(before)
  // A look is some ten microseconds; a hundred times that would be felt.
  expect((user + system) / 1000).toBeLessThan(1_000)
})
