// The same input through Wix's own SDK and through this client: collections, items and files.
import * as collections from '@wix/auto_sdk_data_collections'
import * as files from '@wix/auto_sdk_media_files'
import { createClient } from '@wix/sdk'
import * as items from '@wix/wix-data-items-sdk'
import { expect } from 'vitest'
import { toDataDate } from './data-date.ts'
import { everywhere, type Sent, sdkAuth, testSameRequests, type WireCase } from './test-wire.ts'

function createSdk(fetch: typeof globalThis.fetch) {
  return createClient({ modules: { collections, items, files }, auth: sdkAuth, fetch })
}

type Sdk = ReturnType<typeof createSdk>

/** The named differences; each takes the SDK's request to the form of ours. */
const differences = {
  ...everywhere,
  /** The SDK leaves the slash in the id of an app's collection, where ours encodes it. */
  plainSlash: (sent: Sent): Sent => ({ ...sent, path: sent.path.replace('Stores/', 'Stores%2F') }),
  /** The SDK writes single items by POST to the name of the operation; Wix documents these. */
  ownPut: (sent: Sent): Sent => ({ ...sent, method: 'PUT', path: sent.path.replace('/update', '/k1') }),
  ownPatch: (sent: Sent): Sent => ({ ...sent, method: 'PATCH', path: sent.path.replace('/patch', '/k1') }),
  ownDelete: (sent: Sent): Sent => {
    expect(sent.body).toEqual({
      dataCollectionId: 'Pages',
      dataItemId: 'k1',
      publishPluginOptions: { includeDraftItems: true },
    })
    const { 'content-type': _, ...headers } = sent.headers
    return {
      method: 'DELETE',
      path: sent.path.replace('/remove', '/k1'),
      query: [
        ['dataCollectionId', 'Pages'],
        ['publishPluginOptions.includeDraftItems', 'true'],
      ],
      headers,
      body: undefined,
    }
  },
}

const date = new Date('2026-01-15T10:00:00Z')
const item = { _id: 'k1', title: 'A', when: date }
const wireItem = { id: 'k1', data: { title: 'A', when: toDataDate(date) } }
const set = { fieldPath: 'title', action: 'SET_FIELD', setFieldOptions: { value: 'B' } } as const
const image = { url: 'https://a.test/x.jpg', displayName: 'x.jpg', mimeType: 'image/jpeg' }

const cases: WireCase<Sdk, keyof typeof differences>[] = [
  {
    name: 'list collections',
    sdk: (sdk) =>
      sdk.collections.listDataCollections({
        paging: { limit: 2, offset: 4 },
        fields: ['displayName', 'plugins'],
        consistentRead: true,
      }),
    ours: (client) =>
      client.dataCollections.list({
        paging: { limit: 2, offset: 4 },
        fields: ['displayName', 'plugins'],
        consistentRead: true,
      }),
  },
  {
    name: 'get a collection',
    sdk: (sdk) => sdk.collections.getDataCollection('Stores/Products', { consistentRead: true }),
    ours: (client) => client.dataCollections.get('Stores/Products', { consistentRead: true }),
    but: ['plainSlash', 'repeatsPathIds'],
  },
  {
    name: 'query items by offset',
    sdk: (sdk) =>
      sdk.items.query(
        'Pages',
        {
          filter: { _id: { $in: ['k1', 'k2'] } },
          sort: [{ fieldName: 'title', order: 'ASC' }],
          fields: ['title'],
          paging: { limit: 2, offset: 4 },
        },
        {
          consistentRead: true,
          showDrafts: true,
          returnTotalCount: true,
          includeReferences: [{ field: 'cat' }],
        },
      ),
    ours: (client) =>
      client.dataItems.query('Pages', {
        filter: { _id: { $in: ['k1', 'k2'] } },
        sort: [{ fieldName: 'title', order: 'ASC' }],
        fields: ['title'],
        limit: 2,
        offset: 4,
        consistentRead: true,
        includeDraftItems: true,
        returnTotalCount: true,
        includeReferences: [{ field: 'cat' }],
      }),
    but: ['packedBody'],
  },
  {
    name: 'query items by cursor',
    sdk: (sdk) =>
      sdk.items.query(
        'Pages',
        { fields: ['title'], cursorPaging: { limit: 2, cursor: 'c1' } },
        { consistentRead: true },
      ),
    ours: (client) =>
      client.dataItems.query('Pages', { fields: ['title'], limit: 2, cursor: 'c1', consistentRead: true }),
    but: ['packedBody'],
  },
  {
    name: 'get an item',
    sdk: (sdk) =>
      sdk.items.get('Pages', 'k1', { consistentRead: true, showDrafts: true, fields: ['a', 'b'] }),
    ours: (client) =>
      client.dataItems.get('Pages', 'k1', {
        consistentRead: true,
        includeDraftItems: true,
        fields: ['a', 'b'],
      }),
    but: ['packedQuery', 'repeatsPathIds'],
  },
  {
    name: 'count items',
    sdk: (sdk) => sdk.items.count('Pages', { consistentRead: true, showDrafts: true }),
    ours: (client) => client.dataItems.count('Pages', { consistentRead: true, includeDraftItems: true }),
  },
  {
    name: 'insert an item',
    sdk: (sdk) => sdk.items.insert('Pages', item),
    ours: (client) => client.dataItems.insert('Pages', wireItem),
  },
  {
    name: 'insert items in bulk',
    sdk: (sdk) => sdk.items.bulkInsert('Pages', [item]),
    ours: (client) => client.dataItems.bulkInsert('Pages', [wireItem]),
  },
  {
    name: 'update an item',
    sdk: (sdk) => sdk.items.update('Pages', item, { showDrafts: true }),
    ours: (client) => client.dataItems.update('Pages', wireItem, { includeDraftItems: true }),
    but: ['ownPut'],
  },
  {
    name: 'update items in bulk',
    sdk: (sdk) => sdk.items.bulkUpdate('Pages', [item], { showDrafts: true }),
    ours: (client) => client.dataItems.bulkUpdate('Pages', [wireItem], { includeDraftItems: true }),
  },
  {
    name: 'save items in bulk',
    sdk: (sdk) => sdk.items.bulkSave('Pages', [item], { showDrafts: true }),
    ours: (client) => client.dataItems.bulkSave('Pages', [wireItem], { includeDraftItems: true }),
  },
  {
    name: 'patch an item',
    sdk: (sdk) => sdk.items.patch('Pages', 'k1').setField('title', 'B').run({ showDrafts: true }),
    ours: (client) =>
      client.dataItems.patch(
        'Pages',
        { dataItemId: 'k1', fieldModifications: [set] },
        { includeDraftItems: true },
      ),
    but: ['ownPatch'],
  },
  {
    name: 'patch items in bulk',
    sdk: (sdk) => sdk.items.bulkPatch('Pages', ['k1', 'k2']).setField('title', 'B').run(),
    ours: (client) =>
      client.dataItems.bulkPatch('Pages', [
        { dataItemId: 'k1', fieldModifications: [set] },
        { dataItemId: 'k2', fieldModifications: [set] },
      ]),
  },
  {
    name: 'remove an item',
    sdk: (sdk) => sdk.items.remove('Pages', 'k1', { showDrafts: true }),
    ours: (client) => client.dataItems.remove('Pages', 'k1', { includeDraftItems: true }),
    but: ['ownDelete'],
  },
  {
    name: 'remove items in bulk',
    sdk: (sdk) => sdk.items.bulkRemove('Pages', ['k1', 'k2']),
    ours: (client) => client.dataItems.bulkRemove('Pages', ['k1', 'k2']),
  },
  {
    name: 'insert references',
    sdk: (sdk) => sdk.items.insertReference('Pages', 'tags', 'k1', ['t1', 't2']),
    ours: (client) =>
      client.dataReferences.insert('Pages', [
        { referringItemId: 'k1', referringItemFieldName: 'tags', referencedItemId: 't1' },
        { referringItemId: 'k1', referringItemFieldName: 'tags', referencedItemId: 't2' },
      ]),
  },
  {
    name: 'remove references',
    sdk: (sdk) => sdk.items.removeReference('Pages', 'tags', 'k1', 't1'),
    ours: (client) =>
      client.dataReferences.remove('Pages', [
        { referringItemId: 'k1', referringItemFieldName: 'tags', referencedItemId: 't1' },
      ]),
  },
  {
    name: 'replace references',
    sdk: (sdk) => sdk.items.replaceReferences('Pages', 'tags', 'k1', ['t1', 't2']),
    ours: (client) =>
      client.dataReferences.replace('Pages', {
        referringItemId: 'k1',
        referringItemFieldName: 'tags',
        newReferencedItemIds: ['t1', 't2'],
      }),
  },
  {
    name: 'query references',
    sdk: (sdk) =>
      sdk.items.queryReferencedItems('Pages', 'k1', 'tags', {
        paging: { limit: 2, offset: 0 },
        consistentRead: true,
      }),
    ours: (client) =>
      client.dataReferences.query('Pages', {
        referringItemIds: ['k1'],
        referringItemFieldName: 'tags',
        paging: { limit: 2, offset: 0 },
        consistentRead: true,
      }),
  },
  {
    name: 'create a draft of an item',
    sdk: (sdk) => sdk.items.createDataItemDraft('Pages', 'k1'),
    ours: (client) => client.dataDrafts.create('Pages', 'k1'),
  },
  {
    name: 'publish a draft of an item',
    sdk: (sdk) => sdk.items.publishDataItemDraft('Pages', 'k1'),
    ours: (client) => client.dataDrafts.publish('Pages', 'k1'),
  },
  {
    name: 'unpublish an item',
    sdk: (sdk) => sdk.items.unpublishDataItem('Pages', 'k1', { copyToDraft: true }),
    ours: (client) => client.dataDrafts.unpublish('Pages', 'k1', { copyToDraft: true }),
  },
  {
    name: 'import a file',
    sdk: (sdk) =>
      sdk.files.importFile(image.url, { displayName: image.displayName, mimeType: image.mimeType }),
    ours: (client) => client.mediaFiles.importFile(image),
  },
  {
    name: 'import files in bulk',
    sdk: (sdk) => sdk.files.bulkImportFile([image, image], { returnEntity: true }),
    ours: (client) => client.mediaFiles.bulkImport([image, image], { returnEntity: true }),
  },
  {
    name: 'get a file',
    sdk: (sdk) => sdk.files.getFileDescriptor('wix:image://v1/a~mv2.jpg/x.jpg'),
    ours: (client) => client.mediaFiles.get('wix:image://v1/a~mv2.jpg/x.jpg'),
  },
  {
    name: 'get files',
    sdk: (sdk) => sdk.files.getFileDescriptors(['a', 'b']),
    ours: (client) => client.mediaFiles.getMany(['a', 'b']),
  },
  {
    name: 'search files',
    sdk: (sdk) =>
      sdk.files.searchFiles({ search: 'x', mediaTypes: ['IMAGE'], paging: { limit: 2, cursor: 'c1' } }),
    ours: (client) =>
      client.mediaFiles.search({ search: 'x', mediaTypes: ['IMAGE'], limit: 2, cursor: 'c1' }),
  },
  {
    name: 'generate an upload url',
    sdk: (sdk) => sdk.files.generateFileUploadUrl('image/png', { fileName: 'p.png' }),
    ours: (client) => client.mediaFiles.generateUploadUrl({ mimeType: 'image/png', fileName: 'p.png' }),
  },
]

testSameRequests(createSdk, differences, cases)
