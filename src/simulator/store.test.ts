import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newMember } from './routes/members.ts'
import { openStore, type Store } from './store.ts'

let dir: string
const file = () => join(dir, 'journal.jsonl')
const put = (store: Store, ...ids: string[]) => {
  for (const id of ids)
    store.put('member', 's', id, newMember('s', id, `Member ${id}`, '2026-01-01T00:00:00.000Z'))
  store.commit()
}
const ids = (store: Store) => store.all('member', 's').map((member) => member.id)

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'store-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

it('loses a commit whole or not at all, wherever the file was cut', () => {
  const store = openStore(dir)
  put(store, 'a')
  const whole = readFileSync(file()).length
  put(store, 'b', 'c', 'd')
  store.close()
  const full = readFileSync(file())
  for (let size = whole; size < full.length; size += 7) {
    truncateSync(file(), 0)
    appendFileSync(file(), full.subarray(0, size))
    const cut = openStore(dir)
    expect(ids(cut)).toEqual(['a'])
    cut.close()
  }
})

it('goes on after a torn line, start after start', () => {
  for (const id of ['a', 'b', 'c']) {
    const store = openStore(dir)
    put(store, id)
    store.close()
    appendFileSync(file(), '[["put","member')
  }
  expect(ids(openStore(dir))).toEqual(['a', 'b', 'c'])
})

it('counts its starts, so that ids made from them never come twice', () => {
  expect([openStore(dir).starts, openStore(dir).starts, openStore(dir).starts]).toEqual([1, 2, 3])
})

it('reads lines longer than one piece of the file, with letters cut in half', () => {
  const store = openStore(dir)
  const nickname = 'ü'.repeat(1_500_000)
  store.put('member', 's', 'long', newMember('s', 'long', nickname, '2026-01-01T00:00:00.000Z'))
  store.commit()
  put(store, 'short')
  store.close()
  const again = openStore(dir)
  expect(again.get('member', 's', 'long')?.nickname === nickname).toBe(true)
  expect(ids(again)).toEqual(['long', 'short'])
})
