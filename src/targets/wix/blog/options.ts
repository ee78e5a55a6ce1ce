// What a project decides once for all its posts.
import { z } from 'zod'
import type { OptionSpec } from '../../../api/destination.ts'
import { lineEndsSchema, lineEndsSpec } from '../line-ends.ts'

export const blogOptionsSchema = z.object({
  /** A site member: Wix refuses posts of an API key without one. */
  authorId: z.string().trim().min(1, 'Choose an author: Wix refuses a post without one.').max(64),
  mode: z.enum(['publish', 'draft']).default('publish'),
  /** Absent in projects made before there was a choice: ours. */
  converter: z.enum(['seomatic', 'wix']).optional(),
  /** Posts that exist and that rows take over instead of making new ones. Absent in older projects: none. */
  adopt: z.enum(['no', 'slug', 'title']).optional(),
  lineEnds: lineEndsSchema,
})
export type BlogOptions = z.output<typeof blogOptionsSchema>

export const blogOptionSpecs: OptionSpec[] = [
  {
    name: 'authorId',
    label: 'Author',
    kind: 'remote_choice',
    choices: [],
    choicesKind: 'authors',
    required: true,
    shownWhen: null,
    help: 'The site member shown as the author of the posts. Wix refuses a post without an author.',
  },
  {
    name: 'mode',
    label: 'Publish or keep as drafts',
    kind: 'choice',
    choices: [
      { value: 'publish', label: 'Publish', help: 'Posts are live as soon as Wix has them.' },
      {
        value: 'draft',
        label: 'Drafts',
        help: 'Posts wait in the Wix dashboard until they are published there.',
      },
    ],
    choicesKind: null,
    required: true,
    shownWhen: null,
    help: 'Whether visitors see the posts at once.',
  },
  {
    name: 'converter',
    label: 'Who converts the HTML of the body',
    kind: 'choice',
    choices: [
      {
        value: 'seomatic',
        label: 'SEOmatic',
        help: 'On this machine, in about a millisecond a page. Keeps every word and reports each change.',
      },
      {
        value: 'wix',
        label: "Wix's converter",
        help: 'A call to Wix for every 10,000 characters, while a plan is built. Compare first what it loses.',
      },
    ],
    choicesKind: null,
    required: true,
    shownWhen: null,
    help: 'What turns the HTML of a page into the rich content of a Wix post.',
    isRare: true,
  },
  {
    name: 'adopt',
    label: 'Posts that exist already',
    kind: 'choice',
    choices: [
      {
        value: 'no',
        label: 'Leave alone',
        help: 'A row whose address is taken is held. Nothing you did not publish from here is changed.',
      },
      {
        value: 'slug',
        label: 'Take over by address',
        help: 'The live post with the same slug becomes the page of the row.',
      },
      {
        value: 'title',
        label: 'Take over by title',
        help: 'The post or draft with exactly the same title becomes the page of the row.',
      },
    ],
    choicesKind: null,
    required: true,
    shownWhen: null,
    help: 'A plan shows each post that would be taken over, with every field that would change.',
  },
  lineEndsSpec,
]
