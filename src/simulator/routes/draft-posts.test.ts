import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, openTestSite, paragraphs, type TestSite } from '../test-client.ts'
import type { Obj } from '../types.ts'

const drafts = '/blog/v3/draft-posts'
let test: TestSite
let clock = Date.parse('2026-03-01T12:00:00.000Z')

beforeAll(async () => {
  test = await openTestSite({ now: () => clock })
})
afterAll(() => test.simulator.close())

const create = (extra: Obj = {}, rest: Obj = {}) =>
  test.call('POST', drafts, { draftPost: test.post('A title', extra), ...rest })
const created = async (extra: Obj = {}, rest: Obj = {}) => {
  const reply = await create(extra, rest)
  expect(reply.status, reply.text).toBe(200)
  return reply.body['draftPost'] as Obj
}
const patch = (id: unknown, changes: Obj, rest: Obj = {}) =>
  test.call('PATCH', `${drafts}/${id}`, { draftPost: { id, ...changes }, ...rest })
const read = async (id: unknown, fieldsets = '') =>
  (await test.call('GET', `${drafts}/${id}${fieldsets}`)).body['draftPost'] as Obj
const live = async (id: unknown) =>
  (await test.call('GET', `/blog/v3/posts/${id}?fieldsets=URL`)).body['post'] as Obj

describe('what a draft may hold', () => {
  it.each([
    ['an empty title', { title: '' }, 'draftPost.title must not be empty'],
    ['a title of 201 characters', { title: 'x'.repeat(201) }, 'draftPost.title has length 201'],
    ['an excerpt of 501 characters', { excerpt: 'x'.repeat(501) }, 'draftPost.excerpt has length 501'],
    ['a slug of 101 characters', { seoSlug: 'x'.repeat(101) }, 'draftPost.seoSlug has length 101'],
    ['eleven categories', { categoryIds: Array(11).fill('c') }, 'draftPost.categoryIds has size 11'],
    ['31 tags', { tagIds: Array(31).fill('t') }, 'draftPost.tagIds has size 31'],
    ['four related posts', { relatedPostIds: Array(4).fill('p') }, 'draftPost.relatedPostIds has size 4'],
    ['an empty alt text', { media: { altText: '' } }, 'draftPost.media.altText must not be empty'],
    [
      'an alt text of 1001',
      { media: { altText: 'x'.repeat(1001) } },
      'draftPost.media.altText has length 1001',
    ],
    ['no author', { memberId: undefined }, 'Missing post owner information'],
    ['a contact as author', { memberId: '11111111-1111-4111-8111-111111111111' }, 'do not exist'],
    ['a title of the wrong type', { title: 5 }, 'Failed to parse JSON or deserialize protobuf message'],
    [
      'six keywords',
      { seoData: { settings: { keywords: Array(6).fill({ term: 'k' }) } } },
      'draftPost.seoData.settings.keywords has size 6',
    ],
    ['a custom SEO title', { seoData: { tags: [{ type: 'title', custom: true }] } }, 'SEO tag type title'],
  ])('refuses %s', async (_, extra, message) => {
    const reply = await create(extra as Obj)
    expect(reply.status).toBe(400)
    expect(reply.body['message']).toContain(message)
  })

  it('takes 200 characters of title and refuses more than 400 KB of post', async () => {
    expect((await create({ title: 'x'.repeat(200) })).status).toBe(200)
    const reply = await create({ richContent: paragraphs('y'.repeat(400_000)) })
    expect([reply.status, at(reply.body, 'details.applicationError.code')]).toEqual([400, 'POST_TOO_LARGE'])
  })

  it('names TAG_TYPE_NOT_ALLOWED for custom scripts and takes them without the flag', async () => {
    const tag = { type: 'script', props: { type: 'application/ld+json' }, children: '{}' }
    const refused = await create({ seoData: { tags: [{ ...tag, custom: true }] } })
    expect(at(refused.body, 'details.applicationError.code')).toBe('TAG_TYPE_NOT_ALLOWED')
    expect(at(await created({ seoData: { tags: [tag] } }), 'seoData.tags.0.type')).toBe('script')
  })

  it('refuses text outside a paragraph in the words of Wix', async () => {
    const text = { type: 'TEXT', id: '', nodes: [], textData: { text: 'x', decorations: [] } }
    const item = { type: 'LIST_ITEM', id: 'i', nodes: [text] }
    const reply = await create({
      richContent: { nodes: [{ type: 'BULLETED_LIST', id: 'l', nodes: [item] }] },
    })
    expect([reply.status, reply.body['message']]).toEqual([400, 'Expected a paragraph node but found TEXT'])
  })

  it('refuses link targets of HTML and unknown enum values', async () => {
    const linked = (target: string) => {
      const document = paragraphs('x')
      const link = { type: 'LINK', linkData: { link: { url: 'https://example.com', target } } }
      ;((document['nodes'] as Obj[])[0]!['nodes'] as Obj[])[0]!['textData'] = {
        text: 'x',
        decorations: [link],
      }
      return create({ richContent: document })
    }
    expect((await linked('BLANK')).status).toBe(200)
    expect((await linked('_blank')).body['message']).toContain('enum must be in [SELF, BLANK, PARENT, TOP]')
    const unknownType = await create({ richContent: { nodes: [{ type: 'MARQUEE', id: 'm' }] } })
    expect(unknownType.body['message']).toBe('Failed to parse JSON or deserialize protobuf message')
    const badList = await test.call('GET', `${drafts}?fieldsets=URL,RICH_CONTENT`)
    expect(badList.body['message']).toBe('Failed to parse JSON or deserialize protobuf message')
  })
})

describe('what Wix drops without a word', () => {
  it('drops ids of unknown categories and tags', async () => {
    const { body } = await test.call('POST', '/blog/v3/categories', { category: { label: 'Known' } })
    const id = at(body, 'category.id')
    const draft = await created({ categoryIds: [id, 'nobody'], tagIds: ['nobody'] })
    expect([draft['categoryIds'], draft['tagIds']]).toEqual([[id], []])
  })

  it('reads hashtags from the text on update and drops written ones', async () => {
    const { id } = await created({ hashtags: ['written'] })
    const reply = await patch(id, { hashtags: ['mine'], richContent: paragraphs('about #rye and #bread') })
    expect(at(reply.body, 'draftPost.hashtags')).toEqual(['rye', 'bread'])
  })

  it('ignores the language of a post on a site with one language', async () => {
    expect((await created({ language: 'fr' }))['language']).toBe('en')
  })

  it.each([
    ['without both flags', { wixMedia: { image: { id: 'a~mv2.jpg' } } }],
    ['without custom', { displayed: true, wixMedia: { image: { id: 'a~mv2.jpg' } } }],
    [
      'with an SDK image string',
      { displayed: true, custom: true, wixMedia: { image: { id: 'wix:image://v1/a' } } },
    ],
    [
      'with an address only',
      { displayed: true, custom: true, wixMedia: { image: { url: 'https://x.y/z.jpg' } } },
    ],
  ])('shows no cover %s', async (_, media) => {
    expect((await created({ media }))['media']).toEqual({ displayed: false, custom: false })
  })

  it('shows the cover with a file id and both flags', async () => {
    const media = { displayed: true, custom: true, wixMedia: { image: { id: 'a~mv2.jpg' } } }
    expect(at(await created({ media }), 'media.wixMedia.image.url')).toBe(
      'https://static.wixstatic.com/media/a~mv2.jpg',
    )
  })

  it('ignores unknown keys and notes them in the log', async () => {
    await created({ subtitle: 'x' }, { pubish: true })
    const [last] = test.simulator.control.requests(test.simulator.control.lastRequest() - 1)
    expect(last!['ignoredKeys']).toEqual(['pubish', 'draftPost.subtitle'])
  })

  it('hides url, content and generated excerpt without their fieldset', async () => {
    const { id } = await created()
    const bare = await read(id)
    expect(Object.keys(bare)).not.toEqual(expect.arrayContaining(['url']))
    expect([bare['url'], bare['richContent'], bare['excerpt']]).toEqual([undefined, undefined, undefined])
    const full = await read(id, '?fieldsets=URL&fieldsets=RICH_CONTENT&fieldsets=GENERATED_EXCERPT')
    expect(full['richContent']).toEqual(paragraphs('Some words about it.'))
    expect([full['excerpt'], at(full, 'url.base')]).toEqual(['Some words about it.', test.site.url])
  })
})

describe('the life of a post', () => {
  it('keeps the old page live until a change is published', async () => {
    const { id } = await created({ title: 'Old' }, { publish: true })
    const changed = await patch(id, { title: 'New' })
    expect(at(changed.body, 'draftPost.hasUnpublishedChanges')).toBe(true)
    expect((await live(id))['title']).toBe('Old')
    await test.call('POST', `${drafts}/${id}/publish`, {})
    expect([(await live(id))['title'], (await read(id))['hasUnpublishedChanges']]).toEqual(['New', false])
    await patch(id, { title: 'Newest' }, { action: 'UPDATE_PUBLISH' })
    expect((await live(id))['title']).toBe('Newest')
  })

  it('takes a page down with UPDATE_REVERT_TO_DRAFT', async () => {
    const { id } = await created({}, { publish: true })
    const reply = await patch(id, {}, { action: 'UPDATE_REVERT_TO_DRAFT' })
    expect(at(reply.body, 'draftPost.status')).toBe('UNPUBLISHED')
    expect((await test.call('GET', `/blog/v3/posts/${id}`)).status).toBe(404)
  })

  it('publishes a scheduled post when its time has come, and not one that was cancelled', async () => {
    const when = new Date(clock + 3_600_000).toISOString()
    const schedule = { action: 'UPDATE_SCHEDULE', scheduledPublishDate: when }
    const [kept, cancelled] = [await created({ title: 'Later' }), await created({ title: 'Never' })]
    expect(at((await patch(kept['id'], {}, schedule)).body, 'draftPost.status')).toBe('SCHEDULED')
    await patch(cancelled['id'], {}, schedule)
    await patch(cancelled['id'], {}, { action: 'UPDATE_CANCEL_SCHEDULE' })
    clock += 3_600_001
    expect((await read(kept['id']))['status']).toBe('PUBLISHED')
    expect((await read(cancelled['id']))['status']).toBe('UNPUBLISHED')
  })

  it('backdates on create and later with UPDATE_PUBLICATION', async () => {
    const { id } = await created({ firstPublishedDate: '2020-01-01T00:00:00Z' }, { publish: true })
    expect((await live(id))['firstPublishedDate']).toBe('2020-01-01T00:00:00.000Z')
    await patch(id, { firstPublishedDate: '2021-01-01T00:00:00Z' }, { action: 'UPDATE_PUBLICATION' })
    expect((await live(id))['firstPublishedDate']).toBe('2021-01-01T00:00:00.000Z')
  })

  it('goes to the trash, comes back as a draft, and can vanish for good', async () => {
    const { id } = await created({}, { publish: true })
    expect((await test.call('DELETE', `${drafts}/${id}`)).body).toEqual({})
    expect((await test.call('GET', `${drafts}/${id}`)).status).toBe(404)
    const binned = await test.call('GET', `${drafts}/trash-bin?draftPostIds=${id}`)
    expect(at(binned.body, 'draftPosts.0.status')).toBe('DELETED')
    const restored = await test.call('POST', `${drafts}/trash-bin/${id}/restore`, {})
    expect(at(restored.body, 'draftPost.status')).toBe('UNPUBLISHED')
    await test.call('DELETE', `${drafts}/${id}?permanent=true`)
    expect((await test.call('GET', `${drafts}/trash-bin/${id}`)).status).toBe(404)
  })

  it('gives every write a later editedDate, even within one millisecond', async () => {
    const { id, editedDate } = await created()
    const dates = [editedDate]
    for (let i = 0; i < 3; i++)
      dates.push(at((await patch(id, { title: `T${i}` })).body, 'draftPost.editedDate'))
    expect(new Set(dates).size).toBe(4)
    expect([...dates].sort()).toEqual(dates)
  })
})

describe('slugs', () => {
  it('makes the slug from the title and counts up when it is taken', async () => {
    const slugs = []
    for (let i = 0; i < 3; i++)
      slugs.push((await live((await created({ title: 'Déjà vu!' }, { publish: true }))['id']))['slug'])
    expect(slugs).toEqual(['déjà-vu', 'déjà-vu-1', 'déjà-vu-2'])
  })

  it('keeps suffixed slugs within 100 characters', async () => {
    const seoSlug = 'y'.repeat(100)
    await created({ seoSlug }, { publish: true })
    const second = await live((await created({ seoSlug }, { publish: true }))['id'])
    expect(second['slug']).toBe(`${'y'.repeat(98)}-1`)
  })

  it('records a redirect when a live slug changes, unless it is prevented', async () => {
    const redirects = () => test.simulator.control.items(test.site.id, 'redirects')
    const { id } = await created({ seoSlug: 'from-here' }, { publish: true })
    await patch(id, { seoSlug: 'to-here' }, { action: 'UPDATE_PUBLISH' })
    expect(redirects()).toMatchObject([{ postId: id, from: '/post/from-here', to: '/post/to-here' }])
    const seoData = { settings: { preventAutoRedirect: true } }
    await patch(id, { seoSlug: 'and-there', seoData }, { action: 'UPDATE_PUBLISH' })
    expect(redirects()).toHaveLength(1)
  })

  it('answers 409 on sites that reject a taken slug', async () => {
    await created({ seoSlug: 'taken' }, { publish: true })
    test.simulator.control.changeSite({ id: test.site.id, switches: { slugConflict: 'reject' } })
    const reply = await create({ seoSlug: 'taken' }, { publish: true })
    test.simulator.control.changeSite({ id: test.site.id, switches: { slugConflict: 'suffix' } })
    expect([reply.status, at(reply.body, 'details.applicationError.code')]).toEqual([409, 'ALREADY_EXISTS'])
  })
})
