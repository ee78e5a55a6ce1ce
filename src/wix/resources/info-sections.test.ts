import { test } from 'vitest'
import { expectAborted, type ResourceCase, testResources } from '../test-resources.ts'
import { answers, startClient } from '../test-server.ts'

const section = { uniqueName: 'row-1-specs', title: 'Specs', plainDescription: '<p>Wood</p>' }
const stored = { id: 's1', revision: '1', ...section }
const clean = { missing: [], duplicated: [], unmatched: 0, requestId: 'req-1' }
const done = { itemMetadata: { id: 's1', originalIndex: 0, success: true } }
const doneGives = { ...clean, items: [{ index: 0, success: true, id: 's1', item: undefined }] }

const cases: ResourceCase[] = [
  {
    name: 'infoSections.create',
    run: (client) => client.infoSections.create(section),
    sends: { method: 'POST', url: '/stores/v3/info-sections', body: { infoSection: section } },
    answer: { infoSection: stored },
    gives: stored,
  },
  {
    name: 'infoSections.bulkCreate',
    run: (client) => client.infoSections.bulkCreate([section], { returnEntity: false }),
    sends: {
      method: 'POST',
      url: '/stores/v3/bulk/info-sections/create',
      body: { infoSections: [section], returnEntity: false },
    },
    answer: { results: [done] },
    gives: doneGives,
  },
  {
    name: 'infoSections.getOrCreate',
    run: (client) => client.infoSections.getOrCreate(section),
    sends: { method: 'POST', url: '/stores/v3/info-sections/get-or-create', body: { infoSection: section } },
    answer: { infoSection: stored },
    gives: stored,
  },
  {
    name: 'infoSections.bulkGetOrCreate',
    run: (client) => client.infoSections.bulkGetOrCreate([section]),
    sends: {
      method: 'POST',
      url: '/stores/v3/bulk/info-sections/get-or-create',
      body: { infoSections: [section] },
    },
    answer: { results: [{ ...done, item: stored }] },
    gives: { ...clean, items: [{ index: 0, success: true, id: 's1', item: stored }] },
  },
  {
    name: 'infoSections.get',
    run: (client) => client.infoSections.get('s1'),
    sends: { method: 'GET', url: '/stores/v3/info-sections/s1' },
    answer: { infoSection: stored },
    gives: stored,
  },
  {
    name: 'infoSections.query',
    run: (client) => client.infoSections.query({ filter: { uniqueName: { $in: ['a'] } }, limit: 100 }),
    sends: {
      method: 'POST',
      url: '/stores/v3/info-sections/query',
      body: { query: { filter: { uniqueName: { $in: ['a'] } }, cursorPaging: { limit: 100 } } },
    },
    answer: { infoSections: [stored], pagingMetadata: { cursors: { next: 'c2' } } },
    gives: { items: [stored], nextCursor: 'c2', total: undefined },
  },
  {
    name: 'infoSections.update',
    run: (client) => client.infoSections.update('s1', { revision: '1', title: 'B' }),
    sends: {
      method: 'PATCH',
      url: '/stores/v3/info-sections/s1',
      body: { infoSection: { id: 's1', revision: '1', title: 'B' } },
    },
    answer: { infoSection: stored },
    gives: stored,
  },
  {
    name: 'infoSections.bulkUpdate',
    run: (client) => client.infoSections.bulkUpdate([{ id: 's1', revision: '1', title: 'B' }]),
    sends: {
      method: 'POST',
      url: '/stores/v3/bulk/info-sections/update',
      body: { infoSections: [{ infoSection: { id: 's1', revision: '1', title: 'B' } }] },
    },
    answer: { results: [done] },
    gives: doneGives,
  },
  {
    name: 'infoSections.remove',
    run: (client) => client.infoSections.remove('s1'),
    sends: { method: 'DELETE', url: '/stores/v3/info-sections/s1' },
    answer: {},
    gives: undefined,
  },
  {
    name: 'infoSections.bulkRemove',
    run: (client) => client.infoSections.bulkRemove(['s1']),
    sends: {
      method: 'POST',
      url: '/stores/v3/bulk/info-sections/delete',
      body: { infoSectionIds: ['s1'] },
    },
    answer: { results: [done] },
    gives: doneGives,
  },
]

testResources(cases)

test('every method hands the signal of the caller on', async () => {
  const { client, seen } = await startClient(answers(200, {}))
  const options = { signal: AbortSignal.abort() }
  const calls = [
    client.infoSections.create(section, options),
    client.infoSections.bulkCreate([section], {}, options),
    client.infoSections.getOrCreate(section, options),
    client.infoSections.bulkGetOrCreate([section], options),
    client.infoSections.get('x', options),
    client.infoSections.query({}, options),
    client.infoSections.queryAll({}, options).next(),
    client.infoSections.update('x', { revision: '1' }, options),
    client.infoSections.bulkUpdate([{ id: 'x', revision: '1' }], {}, options),
    client.infoSections.remove('x', options),
    client.infoSections.bulkRemove(['x'], options),
  ]
  await expectAborted(calls, seen)
})
