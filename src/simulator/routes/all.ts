// Every route the simulator knows, one line per Wix API.

import type { History } from '../blog/find.ts'
import type { Blog } from '../blog/lifecycle.ts'
import type { Route } from '../route.ts'
import { accountRoutes } from './account.ts'
import { categoryRoutes } from './categories.ts'
import { dataCollectionRoutes } from './data-collections.ts'
import { dataItemRoutes } from './data-items.ts'
import { dataItemBulkRoutes } from './data-items-bulk.ts'
import { dataReferenceRoutes } from './data-references.ts'
import { draftPostRoutes } from './draft-posts.ts'
import { draftPostBulkRoutes } from './draft-posts-bulk.ts'
import { infoSectionRoutes } from './info-sections.ts'
import { mediaRoutes } from './media.ts'
import { mediaLibraryRoutes } from './media-library.ts'
import { memberRoutes } from './members.ts'
import { oauthRoutes } from './oauth.ts'
import { postRoutes } from './posts.ts'
import { productVariantRoutes } from './product-variants.ts'
import { productV1Routes } from './products-v1.ts'
import { productRoutes } from './products-v3.ts'
import { productBulkRoutes } from './products-v3-bulk.ts'
import { redirectRoutes } from './redirects.ts'
import { ricosRoutes } from './ricos.ts'
import { siteInfoRoutes } from './site-info.ts'
import { storeCategoryRoutes } from './store-categories.ts'
import { storeCategoryItemRoutes } from './store-category-items.ts'
import { storeCollectionRoutes } from './store-collections.ts'
import { tagRoutes } from './tags.ts'
import { trashBinRoutes } from './trash-bin.ts'

export function allRoutes(blog: Blog, history: History): Route[] {
  return [
    ...draftPostRoutes(blog, history),
    ...draftPostBulkRoutes(blog),
    ...trashBinRoutes(blog),
    ...postRoutes(blog, history),
    ...categoryRoutes,
    ...tagRoutes,
    ...memberRoutes,
    ...ricosRoutes,
    ...dataCollectionRoutes,
    ...dataItemRoutes,
    ...dataItemBulkRoutes,
    ...dataReferenceRoutes,
    ...mediaRoutes,
    ...mediaLibraryRoutes,
    ...productRoutes,
    ...productBulkRoutes,
    ...productVariantRoutes,
    ...infoSectionRoutes,
    ...storeCategoryRoutes,
    ...storeCategoryItemRoutes,
    ...productV1Routes,
    ...storeCollectionRoutes,
    ...redirectRoutes,
    ...accountRoutes,
    ...siteInfoRoutes,
    ...oauthRoutes,
  ]
}
