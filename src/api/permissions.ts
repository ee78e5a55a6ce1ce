// The permissions a key is made with: what each is for, and what is lost without it. The guide, the check and the
// list of a connection all speak from this one table.
import type { DestinationKind } from './connection.ts'

export interface PermissionSpec {
  /** As the API key screen of Wix spells it. */
  name: string
  purpose: string
  without: string
  requiredFor: readonly DestinationKind[]
  /** True: a comfort beside the list that a key is made with. */
  optional: boolean
}

export const wixPermissions: readonly PermissionSpec[] = [
  {
    name: 'Manage Blog',
    purpose: 'Draft posts: create, update, publish. Also finds posts, drafts, blog categories and tags.',
    without: 'Nothing can be published to the blog.',
    requiredFor: ['blog'],
    optional: false,
  },
  {
    name: 'Manage Ricos Document',
    purpose: 'Rich content for posts: lets Wix itself check the documents made from your HTML.',
    without: 'Only our own checks look at the rich content, and the plan says so.',
    requiredFor: [],
    optional: false,
  },
  {
    name: 'Manage Data Items',
    purpose: 'Create and update CMS collection items, and read them back so that none is made twice.',
    without: 'Nothing can be published to collections.',
    requiredFor: ['cms'],
    optional: false,
  },
  {
    name: 'Read Data Collections',
    purpose: 'List collections and inspect their schemas, to map columns to fields.',
    without: 'Collections and their fields are not known, so nothing can be published to them.',
    requiredFor: ['cms'],
    optional: false,
  },
  {
    name: 'Manage Products',
    purpose: 'Create and update store products and their info sections.',
    without: 'Nothing can be published to the store.',
    requiredFor: ['store'],
    optional: false,
  },
  {
    name: 'Read Products',
    purpose: 'Query and fetch products, to compare them with your data.',
    without: 'Store pages cannot be planned.',
    requiredFor: ['store'],
    optional: false,
  },
  {
    name: 'Read Categories',
    purpose: 'Blog and store categories to choose from.',
    without: 'You type the names of store categories, unchecked.',
    requiredFor: [],
    optional: false,
  },
  {
    name: 'Read Members',
    purpose: 'List members, to choose the author of posts.',
    without: 'You paste the member ID of the author yourself.',
    requiredFor: [],
    optional: false,
  },
  {
    name: 'Read Tags',
    purpose: 'List tags to assign.',
    without: 'You type tag names, unchecked.',
    requiredFor: [],
    optional: false,
  },
  {
    name: 'Manage Media Manager',
    purpose: 'Upload cover images and images inside posts.',
    without: 'Images stay off, or remain links to where they are now.',
    requiredFor: [],
    optional: true,
  },
  {
    name: 'Read site, business, and email details',
    purpose: 'Show the name and address of the site.',
    without: 'You see the Site ID instead.',
    requiredFor: [],
    optional: true,
  },
  {
    name: 'Read sites',
    purpose: 'An account permission: lists the sites to choose from, and tells a bad key from a wrong site.',
    without: 'You paste the Site ID yourself.',
    requiredFor: [],
    optional: true,
  },
]
