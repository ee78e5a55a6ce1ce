// What redirects from old addresses take. A read that succeeds never proves the right to write, so the probe writes: it
// deletes one that cannot exist, which Wix answers with 200 and a failed entry.
import { noId, type PermissionSpec, probe } from '../permission.ts'

export const manageSeo: PermissionSpec = {
  name: 'Manage SEO Settings',
  purpose: 'Redirects: leads the old address of a page that moved, or was taken down, to a live one.',
  without: 'Old addresses lead nowhere, but where Wix makes a redirect itself.',
  optional: true,
  scopes: ['SCOPE.PROMOTE.MANAGE-SEO'],
  probes: [
    probe('redirects', null, {
      method: 'POST',
      path: '/seo-redirects-service/v1/bulk/redirects/delete',
      body: { redirectIds: [noId] },
    }),
  ],
}
