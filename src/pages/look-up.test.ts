import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BlogSite, startBlogSite } from '../../test/helpers/blog-site.ts'
import { silentLogger } from '../logger.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { createLookUp } from './look-up.ts'

let site: BlogSite
let now = 0
const project = { connectionId: 'con_1', destination: 'wix/blog' } as ProjectRecord
const needs = [
  { kind: 'category', name: 'Andorra' },
  { kind: 'category', name: 'Benin' },
]

beforeAll(async () => {
  site = await startBlogSite()
  site.control.createItem({ siteId: site.siteId, kind: 'category', fields: { label: 'Andorra' } })
})
afterAll(() => site.close())

function lookUpWith(open: () => Promise<never>) {
  return createLookUp({ connections: { open }, logger: silentLogger }, () => now)
}

test('names are asked about once a minute, those that are not there included', async () => {
  const lookUp = lookUpWith(async () => ({ client: site.client, connection: { siteUrl: null } }) as never)
  expect([...(await lookUp(project, needs)).keys()]).toEqual(['category:andorra'])
  expect(site.calls()).toHaveLength(1)
  expect((await lookUp(project, needs)).size).toBe(1)
  expect(site.calls()).toHaveLength(0)
  site.control.createItem({ siteId: site.siteId, kind: 'category', fields: { label: 'Benin' } })
  now += 60_001
  expect((await lookUp(project, needs)).size).toBe(2)
  expect(site.calls()).toHaveLength(1)
})

test('a site that cannot be asked makes no error, and is left alone for a while', async () => {
  let attempts = 0
  const lookUp = lookUpWith(async () => {
    attempts += 1
    throw new Error('locked')
  })
  expect((await lookUp(project, needs)).size).toBe(0)
  expect((await lookUp(project, needs)).size).toBe(0)
  expect(attempts).toBe(1)
  now += 15_001
  await lookUp(project, needs)
  expect(attempts).toBe(2)
})
