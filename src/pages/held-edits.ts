// Fields of a published page that hold what people changed in Wix, and those that are left to them from now on.
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { targetById } from '../targets/index.ts'
import type { AssetIds } from '../targets/target.ts'
import { readPayloads } from './payload-store.ts'
import { findLedgerPages, type LedgerPage } from './read-ledger.ts'
import { recordDetached } from './record-edits.ts'

/** Their names, sorted. Texts are compared without ids of the site, which are the same on both sides. */
export async function heldEdits(
  queries: Queries,
  project: Pick<ProjectRecord, 'id' | 'destination'>,
  page: LedgerPage | undefined,
): Promise<{ edited: string[]; detached: string[] }> {
  if (!page) return { edited: [], detached: [] }
  const { kept, detached, madeHash, payloadHash } = page
  const left = Object.keys(detached ?? {}).filter((field) => detached?.[field] === 'theirs')
  const edited = new Set(Object.keys(kept ?? {}))
  if (madeHash !== null) {
    const payloads = await readPayloads(queries, project.id, [madeHash, payloadHash])
    const [made, onSite] = [madeHash, payloadHash].map((hash) => fieldsOf(project, payloads.get(hash)))
    for (const [field, text] of Object.entries(onSite!)) if (made![field] !== text) edited.add(field)
  }
  return { edited: [...edited].sort(), detached: left.sort() }
}

/** Leaves a field of a page to Wix from now on, or has the next plan make it ours again. */
export async function detachField(
  queries: Queries,
  project: Pick<ProjectRecord, 'id' | 'destination'>,
  rowKey: string,
  { field, detached }: { field: string; detached: boolean },
): Promise<void> {
  const page = (await findLedgerPages(queries, project.id, [rowKey])).get(rowKey)
  if (!page || page.status === 'gone')
    throw new AppError(
      'conflict',
      `The page of row "${rowKey}" is not in Wix, so nothing of it is left to Wix.`,
    )
  const payloads = await readPayloads(queries, project.id, [page.payloadHash])
  const names = Object.keys(fieldsOf(project, payloads.get(page.payloadHash)))
  if (!names.includes(field) && page.kept?.[field] === undefined)
    throw new AppError(
      'bad_request',
      `The template fills no field "${field}" of this page. It fills: ${names.join(', ')}.`,
    )
  await recordDetached(queries, project.id, rowKey, field, detached ? 'theirs' : 'ours')
}

const noAssets: AssetIds = new Map()

function fieldsOf(
  { destination }: Pick<ProjectRecord, 'destination'>,
  payload: unknown,
): Record<string, string> {
  return payload === undefined ? {} : targetById(destination).payloadFields(payload, noAssets)
}
