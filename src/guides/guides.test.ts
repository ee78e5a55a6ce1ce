import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { checkFailureSchema } from '../api/connection.ts'
import { errorCodes } from '../errors.ts'
import { createGuides } from './guides.ts'

const folder = fileURLToPath(new URL('../../docs', import.meta.url))
const guides = createGuides(folder)
const all = guides.list().groups.flatMap(({ items }) => items)

it('tells of every code that a screen may show, at the place to which the code leads', () => {
  const { html } = guides.get('errors')
  const ofTheBrowser = ['dashboard_error', 'in-the-browser']
  for (const code of [...errorCodes, ...checkFailureSchema.shape.code.options, ...ofTheBrowser])
    expect(html, code).toContain(`id="${code}"`)
})

it('has the pages for those who use and who run it, and none for those who work on it', () => {
  expect(guides.list().groups.map(({ title }) => title)).toEqual(['Using SEOmatic', 'Running it'])
  expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(['publishing', 'schedules', 'security']))
  expect(all.some(({ id }) => id.includes('decisions'))).toBe(false)
})

it.each(all)('shows $id with every link leading to a place that is there', ({ id }) => {
  const { html, headings } = guides.get(id)
  expect(html).not.toMatch(/<script|<h1/)
  expect(new Set(headings.map(({ anchor }) => anchor)).size).toBe(headings.length)
  for (const [, href] of html.matchAll(/href="([^"]+)"/g)) {
    const [path, anchor] = href!.split('#') as [string, string?]
    if (/^https?:/.test(href!)) continue
    const target = path === '' ? id : /^\/help\/([\w-]+)$/.exec(path)?.[1]
    expect(target, href).toBeDefined()
    if (anchor !== undefined) expect(guides.get(target!).html, href).toContain(`id="${anchor}"`)
  }
  for (const [, src] of html.matchAll(/<img src="([^"]+)"/g))
    expect(guides.picture(src!.replace('/api/guide-pictures/', '')).length).toBeGreaterThan(1000)
})

it('names each code of errors, so that an error leads to its line', () => {
  const { html } = guides.get('errors')
  for (const code of ['bad_request', 'stale', 'WIX-CRED', 'WIX-TIMEOUT', 'WIX-UNREACHABLE'])
    expect(html).toContain(`<code id="${code}">`)
})

it('finds what the pages speak of, the section that is about it first', () => {
  const [first] = guides.search('Undoing an undo')
  expect(first?.guide).toBe('undo')
  expect(guides.search('webhook secret').map(({ guide }) => guide)).toContain('notices')
  expect(guides.search('zzyzx')).toEqual([])
  expect(guides.search('daylight').every(({ excerpt }) => excerpt.length <= 190)).toBe(true)
})

it('finds the guide that is called so before a section that speaks of it', () => {
  const guideFirst = (search: string) => guides.search(search)[0]?.guide
  expect(guideFirst('undo')).toBe('undo')
  expect(guideFirst('redirects')).toBe('redirects')
  expect(guideFirst('schedul')).toBe('schedules')
  // The whole guide, not a section of it.
  expect(guides.search('undo')[0]?.anchor).toBe('')
})

it('finds a word with a letter wrong', () => {
  for (const search of ['redirets', 'redirecst', 'redirrects', 'rebirects'])
    expect(guides.search(search)[0]?.guide, search).toBe('redirects')
  expect(guides.search('a b c d')).toBeInstanceOf(Array)
})

it('gives out pictures of the guides and no other file', () => {
  for (const name of ['../README.md', 'README.md', '..%2Fsecrets.png', 'none.png'])
    expect(() => guides.picture(name)).toThrow('There is no such picture.')
  expect(() => guides.get('../ARCHITECTURE')).toThrow('There is no such guide')
})

it('lists what the documentation lists', () => {
  const readme = readFileSync(`${folder}/README.md`, 'utf8')
  for (const { title } of all) expect(readme).toContain(`[${title}]`)
})
