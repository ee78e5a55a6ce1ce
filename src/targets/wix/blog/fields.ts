// What a template can fill for a post, with the limits of the Wix Blog API.
import type { FieldSpec } from '../../../api/destination.ts'

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
/** The Wix dashboard's own limit for structured data; the API has none in writing. */
export const longestJsonLd = 7000

function field(
  spec: Pick<FieldSpec, 'name' | 'label' | 'kind' | 'group' | 'help' | 'example'> & Partial<FieldSpec>,
) {
  return { required: false, maxLength: null, type: null, unwritable: null, ...spec }
}

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
    help: 'The address of a picture (https://...). It is copied into the Media Manager of the site, once for all posts that use it. A file that is there already can stand as wix:image://... too.',
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
  field({
    name: 'seo_title',
    label: 'SEO title',
    kind: 'text',
    help: 'The title in search results. Without it the site uses its own pattern.',
    example: '{{ row.name }}: facts and map',
    group: 'seo',
  }),
  field({
    name: 'seo_description',
    label: 'SEO description',
    kind: 'long_text',
    help: 'The text in search results; about 155 characters are shown.',
    example: 'What to know about {{ row.name }}.',
    group: 'seo',
  }),
  field({
    name: 'canonical',
    label: 'Canonical address',
    kind: 'url',
    help: 'Only when another address holds the original of this page.',
    example: 'https://www.example.com/{{ row.code }}',
    group: 'seo',
  }),
  field({
    name: 'og_title',
    label: 'Open Graph title',
    kind: 'text',
    help: 'The title when somebody shares the post.',
    example: '{{ row.name }}',
    group: 'seo',
  }),
  field({
    name: 'og_description',
    label: 'Open Graph description',
    kind: 'long_text',
    help: 'The text when somebody shares the post.',
    example: '{{ row.description }}',
    group: 'seo',
  }),
  field({
    name: 'og_image',
    label: 'Open Graph image',
    kind: 'url',
    help: 'The address of the picture when somebody shares the post.',
    example: 'https://static.wixstatic.com/media/{{ row.image }}',
    group: 'seo',
  }),
  field({
    name: 'json_ld',
    label: 'Structured data (JSON-LD)',
    kind: 'json',
    help: `A JSON object for search engines, up to ${longestJsonLd} characters.`,
    example: '{"@context": "https://schema.org", "@type": "Place", "name": {{ row.name | json }}}',
    group: 'seo',
  }),
]
