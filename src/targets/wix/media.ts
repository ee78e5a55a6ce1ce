// Pictures of a site: how they are named once Wix has them, and how they get there.
export { addressProblem } from './media/address.ts'
export { imageCalls } from './media/costs.ts'
export { goneImages } from './media/gone-images.ts'
export { imageUrl, readImageRef, refOf, wixFileId, writeImageRef } from './media/image-ref.ts'
export { imageBatch, importImages, pendingImages } from './media/import-images.ts'
export { lookUpImages } from './media/look-up.ts'
export { isForbidden, restoreFiles, trashFiles } from './media/trash.ts'
