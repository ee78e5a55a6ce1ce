import type { MultipartFile, MultipartValue } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { routes } from '../../api/routes.ts'
import { toDataset } from '../../data/datasets.ts'
import type { Imports, NewUpload } from '../../data/imports.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { cursorAfter, readNumberCursor, readTextCursor } from '../paging.ts'
import { type Route, route } from '../route.ts'
import { withAudit } from '../with-audit.ts'

export function importsRoutes({ imports, database }: { imports: Imports; database: Database }): Route[] {
  return [
    withAudit(
      database,
      'import.uploaded',
      route(routes.imports.create, async ({ actor, request }) => {
        const { upload, datasetId } = await receiveUpload(imports, request)
        return imports.start(actor.workspaceId, upload, datasetId)
      }),
    ),
    route(routes.imports.get, ({ actor, params }) => imports.get(actor.workspaceId, params.id)),
    route(routes.imports.update, ({ actor, params, body }) =>
      imports.update(actor.workspaceId, params.id, body),
    ),
    route(routes.imports.load, ({ actor, params, body }) => imports.load(actor.workspaceId, params.id, body)),
    withAudit(
      database,
      'import.applied',
      route(routes.imports.apply, async ({ actor, params }) =>
        toDataset(await imports.apply(actor.workspaceId, params.id)),
      ),
    ),
    route(routes.imports.remove, async ({ actor, params }) => {
      await imports.discard(actor.workspaceId, params.id)
      return undefined
    }),
    route(routes.imports.setAside, async ({ actor, params, query }) => {
      const page = { afterLine: readNumberCursor(query.cursor) ?? 0, limit: query.limit }
      const items = await imports.setAside(actor.workspaceId, params.id, page)
      const { setAsideCount } = await imports.get(actor.workspaceId, params.id)
      return { items, nextCursor: cursorAfter(items, query.limit, (row) => row.line), total: setAsideCount }
    }),
    route(routes.imports.changes, async ({ actor, params, query }) => {
      const page = {
        change: query.change ?? null,
        afterKey: readTextCursor(query.cursor) ?? '',
        limit: query.limit,
      }
      const { items, total } = await imports.changes(actor.workspaceId, params.id, page)
      return { items, nextCursor: cursorAfter(items, query.limit, (row) => row.rowKey), total }
    }),
  ]
}

/** The parts of the form come in any order; the file goes to disk as it arrives, whatever comes after it. */
async function receiveUpload(
  imports: Imports,
  request: FastifyRequest,
): Promise<{ upload: NewUpload; datasetId: string | null }> {
  if (!request.isMultipart()) throw badForm('The request is not a form with a file (multipart/form-data)')
  let upload: NewUpload | null = null
  let datasetId: string | null = null
  try {
    for await (const part of request.parts() as AsyncIterable<MultipartFile | MultipartValue>) {
      if (part.type === 'file') {
        if (upload) throw badForm('The form holds more than one file')
        if (part.fieldname !== 'file') throw badForm(`The file is called "${part.fieldname}" in the form`)
        upload = await imports.receive(part.filename ?? '', part.file)
        if (part.file.truncated)
          throw new AppError('too_large', 'The file is larger than this server takes. Split it.')
      } else if (part.fieldname === 'datasetId' && typeof part.value === 'string' && part.value !== '') {
        datasetId = part.value
      }
    }
    if (!upload) throw badForm('The form holds no file')
    return { upload, datasetId }
  } catch (error) {
    if (upload) await imports.abandon(upload)
    throw error
  }
}

function badForm(what: string): AppError {
  return new AppError(
    'bad_request',
    `${what}. Send one file as "file", and "datasetId" to replace the rows of a dataset.`,
  )
}
