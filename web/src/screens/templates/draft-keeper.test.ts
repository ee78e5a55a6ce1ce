import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TemplateDraftInput } from '../../../../src/api/template-draft.ts'
import { ApiError } from '../../api.ts'
import { DraftKeeper, type DraftStatus, type Written } from './draft-keeper.ts'
import { mergeTexts } from './merge-texts.ts'

const written = (title: string): Written => ({
  ...{ name: 'Post', fields: { title }, baseVersion: 1, baseName: 'Post' },
})
const stale = new ApiError(409, { code: 'stale', message: 'Another window.' })
const gone = new ApiError(0, { code: 'server_unreachable', message: 'No answer.' })

/** A server of one draft, as the real one judges; `fails` makes it fail the next calls. */
function open() {
  const server = { title: null as string | null, revision: null as string | null, calls: 0, n: 0 }
  const fails: Error[] = []
  const said: DraftStatus[] = []
  const keep = async ({ expectedRevision, ...draft }: TemplateDraftInput) => {
    server.calls++
    const error = fails.shift()
    if (error) throw error
    const title = draft.fields['title'] ?? ''
    if (server.revision !== null && server.revision !== expectedRevision && server.title !== title)
      throw stale
    server.title = title
    server.revision = `drf_${++server.n}`
    const kept = { ...draft, templateId: 'tpl_1', revision: server.revision, keptAt: '' }
    return { draft: kept, newest: { version: 1, savedBy: 'Ann', savedAt: '' }, others: [] }
  }
  const discard = async (revision: string) => {
    if (server.revision !== null && server.revision !== revision) throw stale
    server.title = server.revision = null
  }
  const keeper = () =>
    new DraftKeeper({ keep, discard, onStatus: (status) => said.push(status), onKept: () => {} }, null, null)
  return { server, fails, said, keeper }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('what is being written', () => {
  it('is kept a moment after the last key, in one call', async () => {
    const { server, said, keeper } = open()
    const one = keeper()
    for (const text of ['a', 'ab', 'abc']) {
      one.write(written(text))
      await pass(300)
    }
    expect(server.title).toBeNull()
    await pass(700)
    expect(server).toMatchObject({ title: 'abc', calls: 1 })
    expect(said.at(-1)).toBe('kept')
  })

  it('is kept once the server answers again, and says so in between', async () => {
    const { server, fails, said, keeper } = open()
    const one = keeper()
    fails.push(gone, gone)
    one.write(written('a'))
    await pass(1000)
    expect(said.at(-1)).toBe('retrying')
    one.write(written('ab'))
    await pass(10)
    expect(said.at(-1)).toBe('retrying')
    await pass(10_000)
    expect(server.title).toBe('ab')
    expect(said.at(-1)).toBe('kept')
  })

  it('goes with the draft when it is what the version says again', async () => {
    const { server, said, keeper } = open()
    const one = keeper()
    one.write(written('a'))
    await pass(1000)
    one.write(null)
    await pass(1000)
    expect(server.revision).toBeNull()
    expect(said.at(-1)).toBe('none')
  })

  it('of a second window is not put over the first, until it is chosen', async () => {
    const { server, said, keeper } = open()
    const [one, two] = [keeper(), keeper()]
    one.write(written('one'))
    await pass(1000)
    two.write(written('two'))
    await pass(1000)
    two.write(written('two, more'))
    await pass(10_000)
    expect(server).toMatchObject({ title: 'one', calls: 2 })
    expect(said.at(-1)).toBe('elsewhere')
    two.takeOver(server.revision, written('one'), false)
    await pass(1000)
    expect(server.title).toBe('two, more')
    expect(said.at(-1)).toBe('kept')
  })

  it('is not sent while it becomes a version, and what is written meanwhile is a draft of its own', async () => {
    const { server, keeper } = open()
    const one = keeper()
    one.write(written('a'))
    await pass(1000)
    await one.pause()
    one.write(written('ab'))
    await pass(5000)
    expect(server).toMatchObject({ title: 'a', calls: 1 })
    server.title = server.revision = null
    one.saved()
    one.write(written('ab'))
    await pass(1000)
    expect(server.title).toBe('ab')
  })

  it('is sent at once when the editor is left, and says whether that went well', async () => {
    const { server, fails, keeper } = open()
    const one = keeper()
    one.write(written('a'))
    expect(await one.flush()).toBe(true)
    expect(server.title).toBe('a')
    fails.push(gone)
    one.write(written('b'))
    expect(await one.flush()).toBe(false)
  })
})

describe('changes put on what somebody else saved', () => {
  const texts = (name: string, fields: Record<string, string>) => ({ name, fields })

  it('leave the fields that only they changed as they have them', () => {
    const base = texts('Post', { title: 'a', body: 'b', slug: 's' })
    const mine = texts('Post', { title: 'mine', body: 'b', slug: '' })
    const theirs = texts('Renamed', { title: 'a', body: 'theirs', slug: 's', excerpt: 'new' })
    expect(mergeTexts(base, mine, theirs)).toEqual({
      ...{ name: 'Renamed', both: [] },
      fields: { title: 'mine', body: 'theirs', slug: '', excerpt: 'new' },
    })
  })

  it('name the fields that both changed to something else', () => {
    const base = texts('Post', { title: 'a', body: 'b' })
    const mine = texts('Mine', { title: 'x', body: 'same' })
    const theirs = texts('Theirs', { title: 'y', body: 'same' })
    expect(mergeTexts(base, mine, theirs)).toEqual({
      ...{ name: 'Mine', both: ['title'] },
      fields: { title: 'x', body: 'same' },
    })
  })
})
