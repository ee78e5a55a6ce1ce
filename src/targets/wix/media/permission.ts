// What bringing pictures to a site takes.
import { type PermissionSpec, probe } from '../../permission.ts'

export const manageMedia: PermissionSpec = {
  name: 'Manage Media Manager',
  purpose: 'Upload cover images and images inside posts.',
  without: 'Images are left out, or remain links to where they are now.',
  optional: true,
  scopes: ['SCOPE.DC-MEDIA.MANAGE-MEDIAMANAGER'],
  probes: [
    probe('media', null, {
      method: 'POST',
      path: '/site-media/v1/files/generate-upload-url',
      body: { mimeType: 'image/png', fileName: 'probe.png' },
    }),
  ],
}
