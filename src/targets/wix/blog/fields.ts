// What a template can fill for a post, with the limits of the Wix Blog API.
import type { FieldSpec } from '../../../api/destination.ts'
import { field } from '../field-spec.ts'
import { seoFields } from '../seo-fields.ts'

export const longestTitle = 200
export const longestSlug = 100
export const longestExcerpt = 500
export const mostCategories = 10
/** Wix refuses a longer category label; it does not shorten it. */
export const longestCategory = 35
/** Wix's limit for the text beside a cover. */
export const longestAlt = 1000
export const mostTags = 30
/** Wix's pages disagree (50, 100, 200); the least of them is safe everywhere. */
export const longestTag = 50
/** Wix says 400 KB without saying which kilobyte; the smaller one is safe. */
export const longestPostBytes = 400_000
export const blogFields: FieldSpec[] = [
  field({
    name: 'title',
    label: 'Title',
    kind: 'text',
    required: true,
    maxLength: longestTitle,
    help: 'The headline of the post.',
    example: '{{ row.name }} in {{ row.country }}',
    group: 'content',
  }),
  field({
    name: 'slug',
    label: 'Address (slug)',
    kind: 'slug',
    required: true,
    maxLength: longestSlug,
    help: 'The last part of the address: lower case, no spaces, different on every page.',
    example: '{{ row.name | slugify }}-{{ row.code | slugify }}',
    group: 'content',
  }),
  field({
    name: 'body',
    label: 'Body',
    kind: 'html',
    required: true,
    help: 'The text of the post as HTML.',
    example: '<h2>About {{ row.name }}</h2><p>{{ row.description }}</p>',
    group: 'content',
  }),
  field({
    name: 'cover',
    label: 'Cover image',
    kind: 'image',
    help: 'The address of an image (https://...). It is copied into the Media Manager of the site, once for all posts that use it. A file that is there already can stand as wix:image://... too.',
    example: 'https://images.example.com/{{ row.code }}.jpg',
    group: 'media',
  }),
  field({
    name: 'cover_alt',
    label: 'Cover alternative text',
    kind: 'text',
    maxLength: longestAlt,
    help: 'What the cover shows, for people and search engines that do not see it.',
    example: 'View of {{ row.name }}',
    group: 'media',
  }),
  field({
    name: 'excerpt',
    label: 'Excerpt',
    kind: 'long_text',
    maxLength: longestExcerpt,
    help: 'Shown in lists of posts. Without it Wix takes the beginning of the text.',
    example: '{{ row.description | truncate: 140 }}',
    group: 'content',
  }),
  field({
    name: 'categories',
    label: 'Categories',
    kind: 'list',
    help: `Names, one per line or separated by semicolons: at most ${mostCategories}, each up to ${longestCategory} characters. Commas belong to a name. Missing ones are created.`,
    example: '{{ row.country }}',
    group: 'organise',
  }),
  field({
    name: 'tags',
    label: 'Tags',
    kind: 'list',
    help: `Names, one per line or separated by semicolons: at most ${mostTags}, each up to ${longestTag} characters. Commas belong to a name. Missing ones are created.`,
    example: '{{ row.type }}; {{ row.country }}',
    group: 'organise',
  }),
  field({
    name: 'language',
    label: 'Language',
    kind: 'language',
    maxLength: 8,
    help: 'A code such as `en` or `de`. Only for sites with several languages; Wix ignores it elsewhere.',
    example: 'en',
    group: 'organise',
  }),
  ...seoFields('post', 'Place'),
]
