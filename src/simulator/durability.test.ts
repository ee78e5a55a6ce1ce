import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { caller, paragraphs } from './test-client.ts'
import type { ApiKey, Member, Obj, Site } from './types.ts'

const main = join(import.meta.dirname, 'main.ts')
let dir: string
const running = new Set<ChildProcess>()

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'simulator-'))
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(dir, { recursive: true, force: true })
})

async function start(data = dir, ...args: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [main, '--data', data, '--rate', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  running.add(child)
  const message = new Promise<{ url: string }>((resolve, reject) => {
    child.once('message', (m) => resolve(m as { url: string }))
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code} before it was ready`)))
  })
  const line = new Promise<string>((resolve) => child.stdout!.once('data', (data) => resolve(String(data))))
  const { url } = await message
  expect(JSON.parse(await line)).toEqual({ url })
  return { child, url }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null)
    await new Promise((resolve) => child.once('exit', resolve))
  running.delete(child)
}

async function control(url: string, method: string, path: string, body?: Obj): Promise<Obj> {
  const response = await fetch(`${url}/__simulator/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  })
  return (await response.json()) as Obj
}

it('keeps every answered write through kill -9, and never half of a bulk call', async () => {
  const first = await start()
  const { site, members } = (await control(first.url, 'POST', 'sites', {})) as {
    site: Site
    members: Member[]
  }
  const { key } = (await control(first.url, 'POST', 'keys', {})) as { key: ApiKey }
  const call = caller(first.url, key.key, site.id)
  const answered: string[] = []
  const write = async (worker: number) => {
    for (let i = 0; ; i++) {
      const draftPosts = Array.from({ length: 5 }, (_, j) => ({
        title: `${worker} ${i} ${j}`,
        memberId: members[0]!.id,
        richContent: paragraphs('word '.repeat(500)),
      }))
      const reply = await call('POST', '/blog/v3/bulk/draft-posts/create', { draftPosts, publish: true })
      if (reply.status === 200) answered.push(`${worker} ${i}`)
      if (answered.length === 20) first.child.kill('SIGKILL')
    }
  }
  await Promise.allSettled([write(0), write(1), write(2)])
  await ended(first.child)

  appendFileSync(join(dir, 'journal.jsonl'), '[["put","post","torn')
  const second = await start()
  const { items } = (await control(
    second.url,
    'GET',
    `items?site=${site.id}&kind=posts&select=id,draft.title,slug`,
  )) as {
    items: Obj[]
  }
  const calls = Map.groupBy(items, (item) => String(item['draft.title']).split(' ').slice(0, 2).join(' '))
  for (const name of answered) expect(calls.get(name)).toHaveLength(5)
  for (const posts of calls.values()) expect(posts).toHaveLength(5)
  expect(calls.size - answered.length).toBeLessThanOrEqual(3)
  expect(new Set(items.map((item) => item['slug'])).size).toBe(items.length)

  // Key, members and the index of slugs came back too, and no id is given twice.
  const again = caller(second.url, key.key, site.id)
  const draftPost = { title: String(items[0]!['draft.title']), memberId: members[0]!.id }
  const reply = await again('POST', '/blog/v3/draft-posts', { draftPost, publish: true })
  const made = reply.body['draftPost'] as Obj
  expect(made['slugs']).toEqual([`${items[0]!['slug']}-1`])
  expect(items.map((item) => item['id'])).not.toContain(made['id'])
})

it('remembers after a shortened journal what it knew before', async () => {
  const first = await start()
  const { site, members } = (await control(first.url, 'POST', 'sites', {})) as {
    site: Site
    members: Member[]
  }
  const fields = { title: 'x', memberId: members[0]!.id }
  const { item } = (await control(first.url, 'POST', 'items/create', {
    siteId: site.id,
    kind: 'post',
    fields,
    publish: true,
  })) as { item: Obj }
  for (let i = 0; i < 1100; i++) {
    const edit = { siteId: site.id, kind: 'post', id: item['id'], fields: { title: `edit ${i}` } }
    await control(first.url, 'POST', 'items/edit', edit)
  }
  first.child.kill('SIGTERM')
  await ended(first.child)
  const size = () => statSync(join(dir, 'journal.jsonl')).size
  const fullSize = size()
  for (const round of [1, 2]) {
    const next = await start()
    const { items } = (await control(next.url, 'GET', `items?site=${site.id}&kind=posts`)) as { items: Obj[] }
    expect(items, `start ${round}`).toMatchObject([
      { draft: { title: 'edit 1099' }, published: { title: 'x' } },
    ])
    next.child.kill('SIGTERM')
    await ended(next.child)
  }
  expect(size()).toBeLessThan(fullSize / 100)
})

it('ends with its parent only when told to', async () => {
  const loyal = await start(join(dir, 'loyal'), '--exit-with-parent')
  const free = await start(join(dir, 'free'))
  loyal.child.disconnect()
  free.child.disconnect()
  await ended(loyal.child)
  expect(await control(free.url, 'GET', 'health')).toMatchObject({ ok: true })
})
