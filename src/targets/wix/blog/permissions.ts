// What publishing to a blog takes: permissions, and the app.
import { noId, onePage, type PermissionNeed, probe, type WixApp } from '../../permission.ts'
import { manageMedia } from '../media/permission.ts'
import { manageSeo } from '../seo-permission.ts'

export const blogApp: WixApp = {
  id: 'blog',
  name: 'Wix Blog',
  isListed: (entry) => /^(blog|wix_blog|14bcded7-0066-7c35-14d7-466cb3f09103)$/i.test(entry),
}

export const blogPermissions: readonly PermissionNeed[] = [
  {
    isRequired: true,
    permission: {
      name: 'Manage Blog',
      purpose: 'Draft posts: create, update, publish. Also finds posts, drafts, blog categories and tags.',
      without: 'Nothing can be published to the blog.',
      scopes: ['SCOPE.DC-BLOG.MANAGE-BLOG'],
      probes: [
        // Reading drafts proves less than the permission, so the probe that writes has to agree.
        probe(
          'drafts',
          'blog',
          {
            method: 'GET',
            path: '/blog/v3/draft-posts',
            query: { ...onePage, fieldsets: ['URL'] },
          },
          { siteUrlIn: baseOfDrafts },
        ),
        probe(
          'draft-update',
          'blog',
          {
            method: 'PATCH',
            path: `/blog/v3/draft-posts/${noId}`,
            body: { draftPost: { id: noId, title: 'probe' } },
          },
          { provesByNotFound: true },
        ),
      ],
    },
  },
  {
    isRequired: false,
    permission: {
      name: 'Manage Ricos Document',
      purpose: 'Rich content for posts: lets Wix itself check the documents made from your HTML.',
      without: 'Only our own checks look at the rich content, and the plan says so.',
      scopes: [],
      probes: [
        probe('ricos', null, {
          method: 'POST',
          path: '/ricos/v1/ricos-document/convert/to-ricos',
          body: { plainText: 'ok', options: { plugins: [] } },
        }),
      ],
    },
  },
  {
    isRequired: false,
    permission: {
      name: 'Read Members',
      purpose: 'List members, to choose the author of posts.',
      without: 'You paste the member ID of the author yourself.',
      scopes: ['SCOPE.DC-MEMBERS.READ-MEMBERS', 'SCOPE.DC-MEMBERS.MANAGE-MEMBERS', 'Manage Members'],
      probes: [probe('members', 'members', { method: 'GET', path: '/members/v1/members', query: onePage })],
    },
  },
  {
    isRequired: false,
    permission: {
      name: 'Read Tags',
      purpose: 'List tags to assign.',
      without: 'You type tag names, unchecked.',
      scopes: ['SCOPE.DC-OS.READ-TAGS'],
      coveredBy: ['Manage Blog'],
      probes: [
        probe('tags', null, { method: 'GET', path: '/tags/v1/tags', query: { fqdn: 'wix.ecom.v1.order' } }),
      ],
    },
  },
  { isRequired: false, permission: manageMedia },
  { isRequired: false, permission: manageSeo },
]

/** The address of the site without any permission of its own, when there is a draft. */
function baseOfDrafts(body: unknown): string | null {
  const drafts = (body as { draftPosts?: { url?: { base?: unknown } }[] } | null)?.draftPosts
  const base = Array.isArray(drafts) ? drafts[0]?.url?.base : undefined
  return typeof base === 'string' ? base : null
}
