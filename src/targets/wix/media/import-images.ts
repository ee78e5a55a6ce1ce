// Having Wix fetch pictures into the Media Manager of a site.

import type { Problem } from '../../../api/problem.ts'
import { inBatches } from '../../../batches.ts'
import { isWixError, type MediaFile, type MediaImport } from '../../../wix/index.ts'
import type { AssetNeed, AssetOutcome, ItemOutcome, TargetContext } from '../../target.ts'
import { explainRead } from '../errors.ts'
import { sendBatch } from '../send-batch.ts'
import { fileNameFor, importFolder } from './file-name.ts'
import { filesById } from './files.ts'
import { imageUrl, refOfFile, wixFileId, writeImageRef } from './image-ref.ts'

/** Wix's limit of one bulk import, and of one read by ids. */
export const imageBatch = 100

/**
 * One call for at most `imageBatch` pictures. The id of a `ready` one is its `wix:image://` with the sizes, that of a
 * `pending` one the id of the file. An import whose answer was lost is in doubt and found again by `lookUpImages`.
 * Without "Manage Media Manager" all are rejected with `media_forbidden`.
 * https://dev.wix.com/docs/rest/assets/media/media-manager/files/bulk-import-file
 */
export async function importImages(ctx: TargetContext, needs: AssetNeed[]): Promise<AssetOutcome[]> {
  const files = new Map<string, MediaFile>()
  const outcomes = await sendBatch(ctx, {
    write: 'create',
    items: needs.map((need, place) => ({ rowKey: String(place), url: need.name })),
    listName: 'importFileRequests',
    call: (batch, signal) =>
      ctx.client.mediaFiles.bulkImport(
        batch.map(({ url }) => toImport(url)),
        { returnEntity: true },
        { signal },
      ),
    accept({ rowKey }, id, file, requestId) {
      files.set(rowKey, { ...file, id })
      const ref = { rowKey, remoteId: id, editedAt: null }
      return { rowKey, kind: 'accepted', ref, url: null, requestId: requestId ?? null }
    },
  })
  return outcomes.map((outcome, place) => toAssetOutcome(outcome, needs[place]!.name, files))
}

/** How far Wix is with files that were imported before, by the ids of the files. */
export async function pendingImages(
  ctx: TargetContext,
  pending: { need: AssetNeed; id: string }[],
): Promise<AssetOutcome[]> {
  const outcomes: AssetOutcome[] = []
  for (const batch of inBatches(pending, imageBatch)) outcomes.push(...(await askForFiles(ctx, batch)))
  return outcomes
}

async function askForFiles(
  ctx: TargetContext,
  batch: { need: AssetNeed; id: string }[],
): Promise<AssetOutcome[]> {
  try {
    const files = await filesById(
      ctx,
      batch.map(({ id }) => id),
    )
    // One that does not show is not gone for that: reads may be behind.
    return batch.map(({ need, id }) => outcomeOfFile(files.get(id) ?? { id }, id, need.name))
  } catch (error) {
    const meaning = explainRead(error)
    if (!meaning) throw error
    if (isWixError(error) && error.kind === 'forbidden')
      return batch.map(({ need }) => ({ kind: 'rejected', problem: forbidden(need.name) }))
    return batch.map(() => (meaning.kind === 'wait' ? { kind: 'wait', ms: meaning.ms } : meaning))
  }
}

/** A picture of another Wix site is fetched like any other, in its original size. */
function toImport(name: string): MediaImport {
  const fileId = wixFileId(name)
  const url = fileId === null ? (URL.parse(name)?.href ?? name) : imageUrl({ fileId })
  return { url, mediaType: 'IMAGE', displayName: fileNameFor(name), filePath: importFolder }
}

function toAssetOutcome(outcome: ItemOutcome, url: string, files: Map<string, MediaFile>): AssetOutcome {
  if (outcome.kind === 'accepted') {
    const id = outcome.ref.remoteId
    return outcomeOfFile(files.get(outcome.rowKey) ?? { id }, id, url)
  }
  const { rowKey: _, ...rest } = outcome
  if (!('problem' in rest)) return rest
  if (rest.problem.code === 'wix_forbidden') return { kind: 'rejected', problem: forbidden(url) }
  if (rest.kind === 'stop') return { kind: 'stop', problem: rest.problem }
  const message = `Wix did not take the image ${url}. ${rest.problem.message.replace('this page', 'it')}`
  return { kind: 'rejected', problem: { ...rest.problem, message } }
}

function outcomeOfFile(file: MediaFile, id: string, url: string): AssetOutcome {
  const ref = refOfFile(file)
  if (ref) return { kind: 'ready', id: writeImageRef(ref) }
  if (file.operationStatus === 'FAILED') return { kind: 'rejected', problem: notFetched(url) }
  if (file.operationStatus === 'READY' && file.mediaType !== undefined && file.mediaType !== 'IMAGE')
    return { kind: 'rejected', problem: noPicture(url, file.mediaType) }
  return { kind: 'pending', id }
}

function notFetched(url: string): Problem {
  return {
    code: 'image_not_fetched',
    severity: 'error',
    message: `Wix could not fetch the image ${url}: its host blocks automated visitors or requires a login, or what is there is not an image. Put it somewhere public, or into the Media Manager of the site, and plan again.`,
  }
}

function noPicture(url: string, mediaType: string): Problem {
  return {
    code: 'image_not_image',
    severity: 'error',
    message: `Wix took ${url} as ${mediaType.toLowerCase()} and not as an image, so it cannot be shown as one. Use a JPEG, PNG, GIF, WebP or AVIF.`,
  }
}

function forbidden(url: string): Problem {
  return {
    code: 'media_forbidden',
    severity: 'error',
    message: `The connection lacks the permission Manage Media Manager, so the image ${url} was not taken over. Add it in Wix, check the connection, then plan again.`,
  }
}
