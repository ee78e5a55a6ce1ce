// Collections of Wix CMS: which there are and what fields they have. Needs "Read Data Collections".
import type {
  DataCollectionOriginal,
  DraftItemsPluginOptionsOriginal,
  FieldOriginal,
  PluginOriginal,
  TypeWithLiteralsOriginal,
} from '@wix/auto_sdk_data_collections/meta'
import type { Jsonify, Saved } from '../json.ts'
import { type Page, readPage, walkOffsets } from '../paging.ts'
import { readEntity } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'
import { route } from '../url.ts'

export type DataField = Jsonify<FieldOriginal>
/** An open set: Wix adds types before its packages know them. */
export type DataFieldType = `${TypeWithLiteralsOriginal}`

/** `draftItemsPluginOptions` marks the newer way of drafts; its type is missing from Wix's own list. */
export type DataPlugin = Jsonify<PluginOriginal> & {
  draftItemsPluginOptions?: Jsonify<DraftItemsPluginOptionsOriginal>
}

export type DataAccess = 'ANYONE' | 'SITE_MEMBER' | 'SITE_MEMBER_AUTHOR' | 'CMS_EDITOR' | 'PRIVILEGED'

export type DataCollection = Omit<Jsonify<DataCollectionOriginal>, 'plugins'> & {
  plugins?: DataPlugin[]
  /** Comes although it is not documented. */
  dataPermissions?: {
    itemRead?: DataAccess
    itemInsert?: DataAccess
    itemUpdate?: DataAccess
    itemRemove?: DataAccess
  }
}

export interface DataCollectionListing {
  paging?: { limit?: number; offset?: number }
  sort?: { fieldName: string; order?: 'ASC' | 'DESC' }
  /** Names of properties to return (`displayName`); without them all. */
  fields?: readonly string[]
  /** Past the mirrors, which lag by seconds. */
  consistentRead?: boolean
}

export type DataCollections = ReturnType<typeof createDataCollections>

export function createDataCollections(request: WixRequest) {
  async function listPage(listing: DataCollectionListing, options?: CallOptions) {
    const path = '/wix-data/v2/collections'
    const answer = await request({ method: 'GET', path, query: { ...listing }, isWrite: false }, options)
    return { answer, page: readPage<DataCollection>(answer, 'collections', 'pagingMetadata') }
  }

  return {
    /**
     * One page, by id unless `sort` says otherwise; those of apps are among them. GET /wix-data/v2/collections
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-collections/list-data-collections
     */
    async list(listing: DataCollectionListing = {}, options?: CallOptions): Promise<Page<DataCollection>> {
      return (await listPage(listing, options)).page
    },

    /** Every collection, 100 a call; a site has at most 1000. */
    listAll(
      listing: Omit<DataCollectionListing, 'paging' | 'sort'> = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<DataCollection>, void, undefined> {
      return walkOffsets((offset) => listPage({ ...listing, paging: { limit: 100, offset } }, options))
    },

    /**
     * The id may hold a slash (`Stores/Products`). GET /wix-data/v2/collections/{id}
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-collections/get-data-collection
     */
    async get(
      id: string,
      settings: Pick<DataCollectionListing, 'fields' | 'consistentRead'> = {},
      options?: CallOptions,
    ): Promise<Saved<DataCollection>> {
      const path = route`/wix-data/v2/collections/${id}`
      const answer = await request({ method: 'GET', path, query: { ...settings }, isWrite: false }, options)
      return readEntity<DataCollection>(answer, 'collection')
    },
  }
}
