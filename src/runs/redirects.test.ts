// What becomes of old addresses, on every destination: one hop to a live page, nothing hidden, nothing of others lost.
import { afterEach, describe, expect, test } from 'vitest'
import { chooseKeys } from '../../test/helpers/choose-keys.ts'
import { withDatabase } from '../../test/helpers/database.ts'
import { destinations } from '../../test/helpers/destinations.ts'
import {
  type Publishing,
  type PublishingOptions,
  startPublishing,
  type TestRow,
} from '../../test/helpers/publishing.ts'
import type { RedirectRule } from '../api/redirect.ts'
import type { Database } from '../db/types.ts'
import { getPlan, setRemovals } from '../plans/plans.ts'
import { listPlanned } from '../redirects/plan-store.ts'
import { listRedirects } from '../redirects/run-store.ts'
import { offerUndo, planUndoOf } from './undo/offer.ts'

const moves: RedirectRule = { moves: true, removals: 'none', path: null }
const blogFields = { title: '{{name}}', body: '<h2>{{name}}</h2><p>About {{name}}.</p>' }
const all = { limit: 100, search: '' }

/** @param slugOf absent: as the row is called */
function rowsWith(count: number, slugOf: (i: number) => string | null = () => null): TestRow[] {
  return Array.from({ length: count }, (_, i) => {
    const id = `row-${i + 1}`
    return { id, name: `Place ${i + 1}`, slug: slugOf(i) ?? id }
  })
}

describe.each(destinations.map((one) => [one.name, one] as const))('redirects of %s', (_, destination) => {
  let database: Database
  let publishing: Publishing
  withDatabase((opened) => {
    database = opened
  })
  afterEach(async () => {
    await publishing.close()
    // The next site has the same address.
    await database.query('delete from pages')
  })

  async function begin(count: number, rule: RedirectRule, options: Partial<PublishingOptions> = {}) {
    const { fields = blogFields, ...usual } = destination.options
    publishing = await startPublishing(database, {
      rows: rowsWith(count),
      ...usual,
      fields: { ...fields, slug: '{{slug}}' },
      ...options,
    })
    await database.query('update projects set redirects = $2 where id = $1', [
      publishing.projectId,
      JSON.stringify(rule),
    ])
    await publishing.startWorker()
    await publishing.publish()
  }
  const urls = async () => {
    const { rows } = await database.query<{ row_key: string; url: string }>(
      'select row_key, url from pages where project_id = $1 order by length(row_key), row_key',
      [publishing.projectId],
    )
    return rows.map((row) => row.url)
  }
  const redirects = () =>
    publishing.control.items(publishing.siteId, 'redirects') as { id: string; from: string; to: string }[]
  const add = (from: string, to: string) =>
    publishing.control.createItem({ siteId: publishing.siteId, kind: 'redirect', fields: { from, to } })
  const visit = (url: string) => publishing.control.visit(publishing.siteId, url)
  /** The site stands below an address of its owner, as a free one does. */
  const pathOf = (url: string) => new URL(url).pathname.replace(/^\/[^/]+/, '')
  const addressOf = (to: string) => {
    const site = publishing.control.sites().find(({ id }) => id === publishing.siteId)
    return to.startsWith('/') ? `${site?.url}${to}` : to
  }
  const writes = () =>
    publishing.control
      .requests(0)
      .filter((entry) => /seo-redirects-service/.test(String(entry['path'])) && entry['method'] !== 'GET')
  /** Of each old address: one hop, to a page that is there. */
  function expectOneHop(olds: Iterable<string>) {
    for (const old of olds) {
      const first = visit(old)
      expect(first.status, old).toBe(301)
      const to = addressOf(first.location ?? '')
      expect(visit(to).status, `${old} → ${to}`).toBe(200)
    }
  }
  async function publishRemoving() {
    const plan = await publishing.plan()
    await setRemovals(database, publishing.workspaceId, plan.id, true)
    return publishing.until((await publishing.apply(plan.id)).id, 'done')
  }

  test('a page that moves leaves a redirect; a second plan has nothing to do', async () => {
    await begin(6, moves)
    const before = await urls()
    await publishing.replaceRows(rowsWith(6, (i) => (i < 4 ? `new-${i}` : null)))
    const plan = await publishing.plan()
    expect(plan.counts.move).toBe(4)
    expect(plan.redirects).toMatchObject({ create: 4, retarget: 0, remove: 0, left: 0, note: null })
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 4, verifiedEqual: 4, redirects: { leading: 4, left: 0 } })
    expectOneHop(before.slice(0, 4))
    publishing.control.clearRequests()
    const again = await publishing.plan()
    expect(again.counts).toMatchObject({ unchanged: 6, move: 0 })
    expect(again.redirects).toBeNull()
    expect(writes()).toEqual([])
  })

  test('a page that moves twice, and back, makes neither a chain nor a circle', async () => {
    await begin(3, moves)
    const first = await urls()
    add('/flyer', pathOf(first[0]!))
    await publishing.replaceRows(rowsWith(3, (i) => (i === 0 ? 'second' : null)))
    await publishing.publish()
    const second = await urls()
    await publishing.replaceRows(rowsWith(3, (i) => (i === 0 ? 'third' : null)))
    const plan = await publishing.plan()
    const planned = await listPlanned(database, await numberOf(plan.id), all)
    expect(planned.items.map(({ kind, from }) => `${kind} ${from}`)).toEqual(
      expect.arrayContaining([
        `create ${pathOf(second[0]!)}`,
        `retarget ${pathOf(first[0]!)}`,
        'retarget /flyer',
      ]),
    )
    expect(planned.items.find(({ from }) => from === '/flyer')).toMatchObject({ isForeign: true })
    await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expectOneHop([first[0]!, second[0]!, addressOf('/flyer')])
    await publishing.replaceRows(rowsWith(3))
    await publishing.publish()
    expect(visit(first[0]!).status).toBe(200)
    expectOneHop([second[0]!, addressOf('/flyer')])
    expect((await publishing.plan()).redirects).toBeNull()
  })

  test('two pages that swap addresses get no redirect', async () => {
    await begin(3, moves)
    const before = await urls()
    await publishing.replaceRows(rowsWith(3, (i) => (i < 2 ? `row-${2 - i}` : null)))
    await publishing.publish()
    for (const url of before) expect(visit(url).status, url).toBe(200)
    // What the way there left behind starts where nobody ever was.
    expect(redirects().filter(({ from }) => before.some((url) => pathOf(url) === from))).toEqual([])
  })

  test('a page that is removed leads to the chosen page, and one that is made there again is seen', async () => {
    await begin(4, moves)
    const before = await urls()
    const rule: RedirectRule = { moves: true, removals: 'page', path: pathOf(before[3]!) }
    await database.query('update projects set redirects = $2 where id = $1', [
      publishing.projectId,
      JSON.stringify(rule),
    ])
    await publishing.replaceRows(rowsWith(4).slice(2))
    const run = await publishRemoving()
    expect(run.receipt).toMatchObject({ redirects: { leading: 2, left: 0 } })
    expectOneHop(before.slice(0, 2))
    await publishing.replaceRows(rowsWith(4).slice(1))
    await publishing.publish()
    expect(visit(before[1]!).status).toBe(200)
    const kept = await listRedirects(database, publishing.projectId, all)
    expect(kept.items.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'remove done',
      'create done',
      'create done',
    ])
  })

  test('without the permission pages go, the plan says what is lost, and nothing is written', async () => {
    await begin(3, moves, { missing: ['Manage SEO Settings'] })
    await publishing.replaceRows(rowsWith(3, (i) => (i === 0 ? 'other' : null)))
    const plan = await publishing.plan()
    expect(plan.redirects?.note).toContain('Manage SEO Settings')
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 1, verifiedEqual: 1, redirects: { leading: 0, left: 1 } })
    expect(writes()).toEqual([])
  })

  /** Wix makes none itself, so that all are to be made here. */
  const onItsOwn = (): Partial<PublishingOptions> => ({
    site: {
      ...destination.options.site,
      switches: { ...destination.options.site?.switches, slugChangeRedirects: 'none' },
    },
  })
  const publishAgain = async () => {
    const plan = await publishing.plan()
    const { id } = await publishing.apply(plan.id)
    const run = await publishing.until(id, 'done', 'needs_attention')
    const { rows } = await database.query<{ n: number }>(
      'select (read_calls + write_calls)::int as n from runs where id = $1',
      [id],
    )
    return { plan, run, used: rows[0]!.n }
  }

  test('what could not be made for want of the permission is offered again, though nothing else is to be sent', async () => {
    const missing = ['Manage SEO Settings']
    await begin(4, { moves: true, removals: 'page', path: '/' }, { ...onItsOwn(), missing })
    const before = await urls()
    await publishing.replaceRows(rowsWith(4, (i) => (i < 2 ? `new-${i}` : null)).slice(0, 3))
    expect((await publishRemoving()).receipt?.redirects).toMatchObject({ leading: 0, left: 3 })
    missing.length = 0
    const { plan, run, used } = await publishAgain()
    expect(plan).toMatchObject({
      counts: { unchanged: 3, update: 0, move: 0 },
      willSend: { total: 0 },
      redirects: { create: 3, owed: 3, left: 0, note: null },
      blockedReason: null,
    })
    expect(Math.abs(plan.estimate.calls - used)).toBeLessThanOrEqual(1)
    expect(run.receipt).toMatchObject({ sent: 0, redirects: { leading: 3, left: 0 } })
    expectOneHop(before.slice(0, 2))
    expect(visit(before[3]!).status).toBe(301)
    const again = await publishing.plan()
    expect(again.redirects).toBeNull()
    expect(again.blockedReason).toContain('nothing to publish')
  })

  test('what is owed to a page is offered again when its row has got another key since', async () => {
    const missing = ['Manage SEO Settings']
    await begin(2, moves, { ...onItsOwn(), missing })
    const before = await urls()
    await publishing.replaceRows(rowsWith(2, (i) => `new-${i}`))
    await publishing.publish()
    await publishing.replaceRows(rowsWith(2, (i) => `new-${i}`).map((row) => ({ ...row, id: `x-${row.id}` })))
    await chooseKeys(database, publishing, (await publishing.plan()).id, 'same')
    missing.length = 0
    const { plan, run } = await publishAgain()
    expect(plan).toMatchObject({ counts: { create: 0, remove: 0 }, redirects: { create: 2, owed: 2 } })
    expect(run.receipt?.redirects).toMatchObject({ leading: 2, left: 0 })
    expectOneHop(before)
  })

  test('one that Wix refused is offered again as long as its address leads nowhere and its page is there', async () => {
    await begin(5, moves, onItsOwn())
    const before = await urls()
    const route = 'POST /seo-redirects-service/v1/bulk/redirects/create'
    publishing.control.addFault({ route, kind: 'bulk-partial', indexes: [0, 1, 2, 3] })
    await publishing.replaceRows(rowsWith(5, (i) => (i < 4 ? `new-${i}` : null)))
    expect((await publishAgain()).run.receipt?.redirects).toMatchObject({ leading: 0, left: 4 })
    publishing.control.removeFaults()
    // Somebody leads one on, one goes back, one is taken down, and one moves once more.
    add(pathOf(before[0]!), '/offer')
    await publishing.replaceRows(
      rowsWith(5, (i) => [`new-0`, null, `new-2`, 'newer-3', null][i] ?? null).filter((_, i) => i !== 2),
    )
    const run = await publishRemoving()
    expect(run.receipt?.redirects).toMatchObject({ left: 0 })
    expect(visit(before[1]!).status).toBe(200)
    expect(visit(before[2]!).status).toBe(404)
    expectOneHop([before[3]!])
    expect(redirects().find(({ from }) => from === pathOf(before[0]!))?.to).toBe('/offer')
    expect((await publishing.plan()).redirects).toBeNull()
  })

  test('a redirect that an undo could not delete, and that hides its page, is deleted by the next plan', async () => {
    const missing: string[] = []
    await begin(3, moves, { ...onItsOwn(), missing })
    const before = await urls()
    await publishing.replaceRows(rowsWith(3, (i) => (i === 0 ? 'other' : null)))
    const { run: moved } = await publishAgain()
    publishing.control.addFault({ route: '* /seo-redirects-service/*', kind: 'no-permission' })
    const undone = await undo(moved.id)
    expect(undone.run.receipt).toMatchObject({ accepted: 1, redirects: { left: 1 } })
    expect(visit(before[0]!).status).toBe(301)
    publishing.control.removeFaults()
    const { plan, run } = await publishAgain()
    expect(plan.redirects).toMatchObject({ remove: 1, owed: 1 })
    expect(run.receipt).toMatchObject({ sent: 0, redirects: { removed: 1, left: 0 } })
    expect(visit(before[0]!).status).toBe(200)
  })

  test('a redirect that somebody made meanwhile stays, and the receipt counts the one that was left', async () => {
    await begin(3, moves, {
      site: {
        ...destination.options.site,
        switches: { ...destination.options.site?.switches, slugChangeRedirects: 'none' },
      },
    })
    const before = await urls()
    await publishing.replaceRows(rowsWith(3, (i) => (i < 2 ? `new-${i}` : null)))
    const plan = await publishing.plan()
    add(pathOf(before[0]!), '/offer')
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 2, redirects: { leading: 1, left: 1 } })
    expect(redirects().find(({ from }) => from === pathOf(before[0]!))?.to).toBe('/offer')
    expectOneHop([before[1]!])
  })

  test('undone, what the run made is gone, and what it led elsewhere leads where it led; and undone again', async () => {
    await begin(5, { moves: true, removals: 'parent', path: null })
    const before = await urls()
    add('/flyer', pathOf(before[0]!))
    await publishing.replaceRows(rowsWith(5, (i) => (i < 2 ? `new-${i}` : null)).slice(0, 4))
    const { id: runId, receipt } = await publishRemoving()
    expect(receipt?.redirects).toMatchObject({ leading: 3, left: 0 })
    expectOneHop([before[0]!, before[1]!, addressOf('/flyer')])
    const after = starts()

    const undone = await undo(runId)
    expect(undone.plan.redirects).toMatchObject({ retarget: 1, remove: 3 })
    expect(undone.run.receipt).toMatchObject({ accepted: 3, verifiedEqual: 3, redirects: { left: 0 } })
    for (const url of before) expect(visit(url).status, url).toBe(200)
    expectOneHop([addressOf('/flyer')])
    const again = await undo(undone.run.id)
    expect(again.run.receipt).toMatchObject({ accepted: 3, redirects: { left: 0 } })
    expectOneHop([before[0]!, before[1]!, addressOf('/flyer')])
    expect(starts()).toEqual(after)
  })

  test('a run that only made redirects is undone: they go, stay away, and come back when that is undone', async () => {
    const missing = ['Manage SEO Settings']
    await begin(3, moves, { ...onItsOwn(), missing })
    const before = await urls()
    await publishing.replaceRows(rowsWith(3, (i) => (i < 2 ? `new-${i}` : null)))
    await publishing.publish()
    missing.length = 0
    const { run: made } = await publishAgain()
    expect(made.receipt).toMatchObject({ sent: 0, redirects: { leading: 2 } })
    const offer = await offerUndo(database, publishing.workspaceId, made.id)
    expect(offer).toMatchObject({ isPossible: true, created: 0, changed: 0, removed: 0, redirects: 2 })

    const undone = await undo(made.id)
    expect(undone.plan).toMatchObject({
      willSend: { total: 0 },
      redirects: { remove: 2, owed: 2 },
      blockedReason: null,
    })
    expect(undone.plan.estimate.calls).toBeGreaterThan(0)
    expect(undone.run.receipt).toMatchObject({ sent: 0, redirects: { removed: 2, left: 0 } })
    expect(redirects()).toEqual([])
    expect((await publishing.plan()).redirects).toBeNull()

    const again = await undo(undone.run.id)
    expect(again.run.receipt).toMatchObject({ sent: 0, redirects: { leading: 2, left: 0 } })
    expectOneHop(before.slice(0, 2))
  })

  test('a run that made up for redirects beside its own page takes them back with it, or alone', async () => {
    const missing = ['Manage SEO Settings']
    await begin(3, moves, { ...onItsOwn(), missing })
    const before = await urls()
    await publishing.replaceRows(rowsWith(3, (i) => (i === 0 ? 'new-0' : null)))
    await publishing.publish()
    missing.length = 0
    await publishing.replaceRows(rowsWith(3, (i) => (i < 2 ? `new-${i}` : null)))
    const { run: both } = await publishAgain()
    expect(both.receipt).toMatchObject({ sent: 1, redirects: { leading: 2 } })
    const alone = await undo(both.id, ['row-1'])
    expect(alone.run.receipt).toMatchObject({ sent: 0, redirects: { removed: 1, left: 0 } })
    expect(visit(before[0]!).status).toBe(404)
    expectOneHop([before[1]!])
    const { run } = await undo(both.id)
    expect(run.receipt).toMatchObject({ accepted: 1, verifiedEqual: 1, redirects: { left: 0 } })
    expect(redirects()).toEqual([])
    expect(visit(before[1]!).status).toBe(200)
  })

  const starts = () =>
    redirects()
      .map(({ from }) => from)
      .toSorted()

  async function undo(runId: string, rowKeys?: string[]) {
    const id = await planUndoOf(database, publishing.workspaceId, runId, 'Dana', rowKeys ? { rowKeys } : {})
    await publishing.build(id)
    const plan = await getPlan(database, publishing.workspaceId, id)
    const { id: undoId } = await publishing.apply(plan.id, { confirm: plan.counts.take_down })
    return { plan, run: await publishing.until(undoId, 'done') }
  }

  async function numberOf(planId: string): Promise<number> {
    const { rows } = await database.query<{ number: number }>('select number from plans where id = $1', [
      planId,
    ])
    return rows[0]!.number
  }
})
