import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { silentLogger } from '../logger.ts'
import { createPracticeSite, type PracticeSite } from './practice.ts'

let folder: string
let sites: PracticeSite[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seomatic-practice-'))
  sites = []
})
afterEach(async () => {
  for (const site of sites) await site.stop()
  rmSync(folder, { recursive: true, force: true })
})

function open(): PracticeSite {
  const site = createPracticeSite({ folder, logger: silentLogger })
  sites.push(site)
  return site
}

const site = { siteId: '11111111-2222-4333-8444-555555555555', apiKey: 'IST.practice.key', name: 'Practice' }
const read = async <T>(url: string) => (await fetch(url)).json() as Promise<T>
const list = (url: string) => read<{ sites: object[] }>(`${url}/__simulator/sites`)
const health = (url: string) => read<{ starts: number }>(`${url}/__simulator/health`)

it('starts once however many ask, and remembers its site over a restart', async () => {
  const first = open()
  const urls = await Promise.all([first.url(), first.url(), first.url()])
  expect(new Set(urls).size).toBe(1)
  await first.ensureSite(site)
  await first.ensureSite(site)
  expect((await list(urls[0]!)).sites).toHaveLength(1)
  await first.stop()
  await expect(fetch(urls[0]!)).rejects.toThrow()

  const second = open()
  expect((await list(await second.url())).sites).toMatchObject([{ id: site.siteId, name: 'Practice' }])
})

it('is found by another process that shares the folder', async () => {
  const url = await open().url()
  expect(await open().url()).toBe(url)
})

it('goes by the clock of the program, as its file moves it', async () => {
  const clockOffsetFile = join(folder, 'offset')
  writeFileSync(clockOffsetFile, String(30 * 86_400_000))
  const practice = createPracticeSite({ folder, clockOffsetFile, logger: silentLogger })
  sites.push(practice)
  const url = await practice.url()
  const movedBy = async () =>
    Date.parse((await read<{ now: string }>(`${url}/__simulator/clock`)).now) - Date.now()
  expect(Math.round((await movedBy()) / 86_400_000)).toBe(30)
  writeFileSync(clockOffsetFile, '0')
  expect(Math.abs(Math.round((await movedBy()) / 86_400_000))).toBe(0)
})

it('comes back on the same address when it dies', async () => {
  const practice = open()
  const url = await practice.url()
  const { starts } = await health(url)
  process.kill(practice.pid()!, 'SIGKILL')
  await expect
    .poll(() => health(url), { timeout: 60_000 })
    .toMatchObject({
      starts: starts + 1,
    })
  expect(await practice.url()).toBe(url)
})
