// Categories of Wix Blog (those of a store are another API). Needs "Manage Blog"; reading also goes with "Read Blog".
import type { CategoryOriginal, FieldWithLiteralsOriginal } from '@wix/auto_sdk_blog_categories/meta'
import type { Jsonify, Saved } from '../json.ts'
import { type Page, type PageQuery, readPage, toQueryBody, walkPages } from '../paging.ts'
import { readEntity } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'
import { route } from '../url.ts'

export type Category = Jsonify<CategoryOriginal>
export type CategoryFieldset = `${FieldWithLiteralsOriginal}`

interface Fieldsets {
  fieldsets?: CategoryFieldset[]
}

export type Categories = ReturnType<typeof createCategories>

export function createCategories(request: WixRequest) {
  async function queryPage(query: PageQuery & Fieldsets, options?: CallOptions) {
    const { fieldsets } = query
    const body = { query: toQueryBody(query), ...(fieldsets ? { fieldsets } : {}) }
    const answer = await request(
      { method: 'POST', path: '/blog/v3/categories/query', body, isWrite: false },
      options,
    )
    return { answer, page: readPage<Category>(answer, 'categories', 'pagingMetadata') }
  }

  return {
    /**
     * `label` has at most 35 characters; what a second one with the same label gets is not documented, so query
     * first. POST /blog/v3/categories
     * https://dev.wix.com/docs/rest/business-solutions/blog/category/create-category
     */
    async create(
      category: Category & { label: string },
      settings: Fieldsets = {},
      options?: CallOptions,
    ): Promise<Saved<Category>> {
      const body = { category, ...settings }
      const answer = await request(
        { method: 'POST', path: '/blog/v3/categories', body, isWrite: true },
        options,
      )
      return readEntity<Category>(answer, 'category')
    },

    /**
     * For good; posts lose it, and stay. DELETE /blog/v3/categories/{id}
     * https://dev.wix.com/docs/rest/business-solutions/blog/category/delete-category
     */
    async remove(id: string, options?: CallOptions): Promise<void> {
      await request({ method: 'DELETE', path: route`/blog/v3/categories/${id}`, isWrite: true }, options)
    },

    /**
     * GET /blog/v3/categories/{id}
     * https://dev.wix.com/docs/rest/business-solutions/blog/category/get-category
     */
    async get(id: string, settings: Fieldsets = {}, options?: CallOptions): Promise<Saved<Category>> {
      const path = route`/blog/v3/categories/${id}`
      const answer = await request({ method: 'GET', path, query: { ...settings }, isWrite: false }, options)
      return readEntity<Category>(answer, 'category')
    },

    /**
     * One page by offset. GET /blog/v3/categories
     * https://dev.wix.com/docs/rest/business-solutions/blog/category/list-categories
     */
    async list(
      listing: { language?: string; paging?: { limit?: number; offset?: number } } & Fieldsets = {},
      options?: CallOptions,
    ): Promise<Page<Category>> {
      const path = '/blog/v3/categories'
      const answer = await request({ method: 'GET', path, query: { ...listing }, isWrite: false }, options)
      return readPage<Category>(answer, 'categories', 'metaData')
    },

    /**
     * One page. POST /blog/v3/categories/query
     * https://dev.wix.com/docs/rest/business-solutions/blog/category/query-categories
     */
    async query(query: PageQuery & Fieldsets = {}, options?: CallOptions): Promise<Page<Category>> {
      return (await queryPage(query, options)).page
    },

    /** Every category of a query, page by page. */
    queryAll(
      query: Omit<PageQuery, 'cursor' | 'offset'> & Fieldsets = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<Category>, void, undefined> {
      return walkPages((cursor) =>
        queryPage({ limit: 100, ...query, ...(cursor ? { cursor } : {}) }, options),
      )
    },
  }
}
