// What publishing to collections takes: permissions, and the app.
import { randomUUID } from 'node:crypto'
import type { WixError } from '../../../wix/index.ts'
import { onePage, type PermissionNeed, type Probe, probe, type WixApp } from '../../permission.ts'
import { manageMedia } from '../media/permission.ts'
import { manageSeo } from '../seo-permission.ts'

export const cmsApp: WixApp = { id: 'cms', name: 'Wix CMS' }

/** An update never creates, and neither the collection nor the item exists. */
const itemUpdate: Probe = {
  id: 'item-update',
  app: 'cms',
  provesByNotFound: true,
  isBehindGate,
  run: (client, signal) => {
    const id = randomUUID()
    const body = { dataCollectionId: `seomatic-probe-${id}`, dataItem: { id, data: { _id: id } } }
    return client.request(
      { method: 'PUT', path: `/wix-data/v2/items/${id}`, body, isWrite: false },
      { signal },
    )
  },
}

export const cmsPermissions: readonly PermissionNeed[] = [
  {
    isRequired: true,
    permission: {
      name: 'Manage Data Items',
      purpose: 'Create and update CMS collection items, and verify them so that none is created twice.',
      without: 'Nothing can be published to collections.',
      scopes: ['SCOPE.DC-DATA.WRITE', 'Write Data Items'],
      probes: [itemUpdate],
    },
  },
  {
    isRequired: true,
    permission: {
      name: 'Read Data Collections',
      purpose: 'List collections and inspect their schemas, to map columns to fields.',
      without: 'Collections and their fields are not known, so nothing can be published to them.',
      scopes: [],
      probes: [
        probe(
          'collections',
          'cms',
          { method: 'GET', path: '/wix-data/v2/collections', query: onePage },
          { isBehindGate },
        ),
      ],
    },
  },
  { isRequired: false, permission: manageMedia },
  { isRequired: false, permission: manageSeo },
]

/**
 * A code of Wix Data comes from behind the gate, except where it says itself that the caller may not (`WDE0027`): the
 * probes name no collection that exists, so it is not one's own permissions that refuse.
 */
function isBehindGate({ code = '', status = 0, kind }: WixError): boolean {
  const isBusy = status === 429 || kind === 'transient' || kind === 'throttled'
  return code.startsWith('WDE') && status >= 400 && status < 500 && !isBusy && kind !== 'forbidden'
}
