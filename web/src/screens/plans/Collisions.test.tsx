import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { PagePreview } from '../../../../src/api/page.ts'
import type { Choice, Collision, PlanItemDetail } from '../../../../src/api/plan.ts'
import { routes } from '../../api.ts'
import { createFakeApi } from '../../test/fake-api.ts'
import { renderApp } from '../../test/render-app.tsx'
import { blog, plan, project, session } from '../../test/samples.ts'

const side = (text: string, html: string | null = null) => ({ text, html })
const rich: Collision = {
  id: 'body/1',
  field: 'body',
  kind: 'block',
  base: side('Open from nine', '<p>Open from nine</p>'),
  ours: side('Open from ten', '<p>Open from <a href="javascript:alert(1)">ten</a></p>'),
  theirs: side(
    'Open from nine, closed on Sunday',
    '<h2>Open from nine, <strong>closed on Sunday</strong></h2><script>alert(1)</script>',
  ),
  choice: null,
}
const gone: Collision = {
  ...rich,
  id: 'body/2',
  theirs: side('', ''),
}
const title: Collision = {
  id: 'title',
  field: 'title',
  kind: 'field',
  base: side('Vienna'),
  ours: side('Vienna 2027'),
  theirs: side('Wien'),
  choice: null,
}

function withCollisions(collisions: Collision[]) {
  const api = createFakeApi()
  const item: PlanItemDetail = {
    rowKey: 'a',
    action: 'conflict',
    title: 'Page a',
    slug: 'a',
    url: null,
    expectedAt: null,
    changedFields: ['body', 'title'],
    resolution: null,
    problems: [],
    changes: [],
    rendered: {},
    payload: null,
    merge: { kept: [{ field: 'excerpt', text: 'x' }], mergedFields: ['body'], collisions },
    detached: [],
  }
  let current = item
  api.on(routes.session.get, session)
  api.on(routes.projects.get, { ...project, destination: blog.id })
  api.on(routes.destinations.list, { items: [blog] })
  api.on(routes.projects.fields, { fields: blog.fields, notes: [], readAt: null })
  api.on(routes.plans.list, { items: [plan], nextCursor: null, total: 1 })
  api.on(routes.plans.get, { ...plan, overLimit: null })
  api.on(routes.plans.items, { items: [item], nextCursor: null, total: 1 })
  api.on(routes.plans.item, () => current)
  api.on(routes.plans.choose, ({ body }) => {
    const { choices } = body as { choices: Record<string, Choice | null> }
    const { merge } = current
    current = {
      ...current,
      merge: merge && {
        ...merge,
        collisions: merge.collisions.map((one) => {
          const choice = choices[one.id]
          return choice === undefined ? one : { ...one, choice }
        }),
      },
    }
    return current
  })
  return api
}

const wholePage: PlanItemDetail = {
  rowKey: 'a',
  action: 'conflict',
  title: 'Page a',
  slug: 'a',
  url: null,
  expectedAt: null,
  changedFields: ['title'],
  resolution: null,
  problems: [],
  changes: [{ field: 'title', before: 'Vienna', after: 'Vienna 2027', theirs: 'Wien' }],
  rendered: {},
  payload: null,
  merge: null,
  detached: [],
}

const preview: PagePreview = {
  rowKey: 'a',
  cells: {},
  fields: {},
  html: '',
  payload: '{}',
  payloadHash: 'abc',
  payloadBytes: 2,
  creates: [],
  search: { title: 'Page a', url: 'https://acme.test/post/a', description: '' },
  convertedBy: 'seomatic',
  losses: [],
  problems: [],
  edited: ['title'],
  detached: ['title'],
  published: null,
}
const open = '/projects/prj_1?tab=plan&action=conflict&row=a'
const card = (name: RegExp) => screen.findByRole('listitem', { name })

describe('what both sides changed', () => {
  it('is shown as readers see it, with the words marked that differ', async () => {
    renderApp(open, withCollisions([rich]))
    const shown = within(await card(/^Body/i))
    expect(shown.getByText('ten', { selector: 'ins' })).toBeTruthy()
    expect(shown.getByText('closed on Sunday', { selector: 'ins' }).parentElement?.tagName).toBe('STRONG')
    expect(shown.queryByRole('heading', { name: /closed on Sunday/ })).toBeNull()
    await userEvent.click(shown.getByText('Before both changed it'))
    expect(shown.getByText('Open from nine', { selector: 'p' })).toBeTruthy()
  })

  it('runs nothing and leads nowhere unsafe', async () => {
    renderApp(open, withCollisions([rich]))
    const shown = await card(/^Body/i)
    expect(shown.querySelector('script, a[href^="javascript"]')).toBeNull()
  })

  it('shows a whole rich text with what is equal folded, and its source on request', async () => {
    const page = (first: string) =>
      `<p>${first}</p>${['b', 'c', 'd', 'e'].map((letter) => `<p>Part ${letter}</p>`).join('')}`
    const notation = (first: string) => `PARAGRAPH\n  "${first}"`
    const whole: Collision = {
      ...rich,
      kind: 'field',
      base: side(notation('Open'), page('Open')),
      ours: side(notation('Open late'), page('Open late')),
      theirs: side(notation('Closed'), page('Closed')),
    }
    renderApp(open, withCollisions([whole]))
    const shown = within(await card(/^Body/i))
    expect(shown.getByText('late', { selector: 'ins' })).toBeTruthy()
    // Once, in what was before both.
    expect(shown.getAllByText('Part e')).toHaveLength(1)
    await userEvent.click(shown.getAllByRole('button', { name: '3 equal parts' })[0]!)
    expect(shown.getAllByText('Part e')).toHaveLength(2)
    const source = shown.getByRole('button', { name: /^Source/ })
    await userEvent.click(source)
    expect(source.getAttribute('aria-pressed')).toBe('true')
    expect(shown.getByText('Closed', { selector: 'ins' }).closest('section')?.ariaLabel).toMatch(/^Content/)
    await userEvent.click(source)
  })

  it('says on which side it is not there any more', async () => {
    renderApp(open, withCollisions([gone]))
    expect(within(await card(/^Body/i)).getByText('Taken away in Wix.')).toBeTruthy()
  })

  it('says when only the looks differ', async () => {
    const bold = { ...rich, ours: side('Open from nine', '<p>Open <strong>from</strong> nine</p>') }
    renderApp(open, withCollisions([bold]))
    expect(within(await card(/^Body/i)).getByText('The same words, set otherwise.')).toBeTruthy()
  })

  it('is decided part by part, and the choice is seen at once', async () => {
    const api = withCollisions([rich, gone, title])
    renderApp(open, api)
    expect(await screen.findByText(/^3 undecided: the page waits/)).toBeTruthy()
    const first = await card(/part 1 of 2/)
    await userEvent.click(within(first).getByRole('button', { name: /Take ours/ }))
    expect(
      within(first)
        .getByRole('button', { name: /Take ours/ })
        .getAttribute('aria-pressed'),
    ).toBe('true')
    expect(await screen.findByText(/^2 undecided: the page waits/)).toBeTruthy()
    expect(api.callsOf(routes.plans.choose).map(({ body }) => body)).toEqual([
      { choices: { 'body/1': 'ours' } },
    ])
  })

  it('is decided by key, from part to part', async () => {
    const api = withCollisions([rich, gone, title])
    renderApp(open, api)
    await card(/part 1 of 2/)
    await userEvent.keyboard('w')
    expect(document.activeElement).toBe(await card(/part 2 of 2/))
    await userEvent.keyboard('o')
    await userEvent.keyboard('h')
    expect(await screen.findByText(/^All are decided/)).toBeTruthy()
    expect(api.callsOf(routes.plans.choose).map(({ body }) => body)).toEqual([
      { choices: { 'body/1': 'theirs' } },
      { choices: { 'body/2': 'ours' } },
      { choices: { title: 'hold' } },
    ])
  })

  it('is undone by key, one decision after the other, and by pressing what was chosen', async () => {
    const api = withCollisions([rich, gone, title])
    renderApp(open, api)
    await card(/part 1 of 2/)
    await userEvent.keyboard('wo')
    await screen.findByText(/^1 undecided: /)
    await userEvent.keyboard('u')
    expect(document.activeElement).toBe(await card(/part 2 of 2/))
    await userEvent.keyboard('u')
    expect(await screen.findByText(/^3 undecided: /)).toBeTruthy()
    const last = within(await card(/^Title/i))
    await userEvent.click(last.getByRole('button', { name: /Hold/ }))
    await screen.findByText(/^2 undecided: /)
    await userEvent.click(last.getByRole('button', { name: /Hold/ }))
    expect(await screen.findByText(/^3 undecided: /)).toBeTruthy()
    expect(api.callsOf(routes.plans.choose).map(({ body }) => body)).toEqual([
      { choices: { 'body/1': 'theirs' } },
      { choices: { 'body/2': 'ours' } },
      { choices: { 'body/2': null } },
      { choices: { 'body/1': null } },
      { choices: { title: 'hold' } },
      { choices: { title: null } },
    ])
  })

  it('is decided for all pages alike, by its field, where others wait', async () => {
    const api = withCollisions([title])
    api.on(routes.plans.list, {
      items: [{ ...plan, counts: { ...plan.counts, conflict: 9 }, conflictsOpen: 9 }],
      nextCursor: null,
      total: 1,
    })
    api.on(routes.plans.get, { ...plan, conflictsOpen: 8, overLimit: null })
    api.on(routes.plans.resolve, { ...plan, conflictsOpen: 0 })
    renderApp(open, api)
    const shown = within(await card(/^Title/i))
    await userEvent.click(shown.getByRole('button', { name: /Keep Wix's/ }))
    await userEvent.click(await shown.findByRole('button', { name: 'Same for Title of all pages' }))
    await waitFor(() => expect(api.callsOf(routes.plans.resolve)).toHaveLength(1))
    expect(api.callsOf(routes.plans.resolve)[0]?.body).toEqual({
      resolution: 'keep_theirs',
      fields: ['title'],
    })
  })

  it('as a whole is decided by key and undone by key', async () => {
    const api = withCollisions([])
    const whole = { resolution: null as 'take_ours' | null }
    api.on(routes.plans.item, () => ({ ...wholePage, ...whole }))
    api.on(routes.plans.resolve, ({ body }) => {
      whole.resolution = (body as { resolution: 'take_ours' | null }).resolution
      return { ...plan, conflictsOpen: whole.resolution === null ? 1 : 0 }
    })
    renderApp(open, api)
    const decide = within(await screen.findByRole('region', { name: 'Decide this conflict' }))
    await userEvent.keyboard('o')
    await decide.findByText('The edit in Wix is overwritten.')
    await userEvent.keyboard('u')
    await decide.findByText(/^Undecided/)
    expect(api.callsOf(routes.plans.resolve).map(({ body }) => body)).toEqual([
      { resolution: 'take_ours', rowKeys: ['a'] },
      { resolution: null, rowKeys: ['a'] },
    ])
  })

  it('goes back to undecided when the server refuses, and says so', async () => {
    const api = withCollisions([title])
    api.fail(routes.plans.choose, 409, 'plan_applied', 'This plan has been published.')
    renderApp(open, api)
    await card(/^Title/i)
    await userEvent.keyboard('w')
    expect(await screen.findByText('The decision was not stored')).toBeTruthy()
    await waitFor(() => expect(screen.getByText(/^1 undecided: the page waits/)).toBeTruthy())
  })

  it('names what stays as it is in Wix', async () => {
    renderApp(open, withCollisions([title]))
    const edits = await screen.findByRole('region', { name: 'Changed in Wix' })
    expect(
      within(edits)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      "Excerpt was changed in Wix, and that stays.Keep Wix's from now on",
      "Body was changed in Wix, and that stays.Keep Wix's from now on",
      "Title was changed here and in Wix.Keep Wix's from now on",
    ])
  })

  it('can be left to Wix from now on, and is decided by that at once', async () => {
    const api = withCollisions([title])
    api.on(routes.pages.detach, preview)
    renderApp(open, api)
    const leave = await screen.findByRole('button', { name: "Keep Wix's from now on: Title" })
    await userEvent.click(leave)
    await waitFor(() => expect(api.callsOf(routes.plans.choose)).toHaveLength(1))
    expect(api.callsOf(routes.pages.detach).map(({ body }) => body)).toEqual([
      { field: 'title', detached: true },
    ])
    expect(api.callsOf(routes.plans.choose)[0]?.body).toEqual({ choices: {} })
  })
})
