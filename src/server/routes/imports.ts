import type { MultipartFile, MultipartValue } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { routes } from '../../api/routes.ts'
import { toDataset } from '../../data/datasets.ts'
import type { Imports, NewUpload } from '../../data/imports/imports.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import type { Pages } from '../../pages/pages.ts'
import { checkText } from '../input-gate.ts'
import { cursorAfter, readNumberCursor, readTextCursor } from '../paging.ts'
import { type Route, route } from '../route.ts'
import { whenGone } from '../when-gone.ts'
import { withAudit } from '../with-audit.ts'

export interface ImportsRoutesDeps {
  imports: Imports
  pages: Pick<Pages, 'draft'>
  database: Database
}

export function importsRoutes({ imports, pages, database }: ImportsRoutesDeps): Route[] {
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
    route(routes.imports.page, async ({ actor, params, body, reply }) => {
      const { row: at, keyColumns, ...project } = body
      const { preview } = await imports.get(actor.workspaceId, params.id)
      const cells = preview[at]
      if (!cells)
        throw new AppError('not_found', `The import shows ${preview.length} rows, and none at ${at}.`)
      const rowKey = keyColumns.map((name) => cells[name] ?? '').join(' ')
      const row = { rowKey: rowKey || String(at + 1), cells }
      return pages.draft(actor.workspaceId, { ...project, row }, actor.userId, whenGone(reply))
    }),
    withAudit(
      database,
      'import.applied',
      route(routes.imports.apply, async ({ actor, params }) =>
        toDataset(await imports.apply(actor.workspaceId, params.id)),
      ),
    ),
    withAudit(
      database,
      'import.discarded',
      route(routes.imports.remove, async ({ actor, params }) => {
        await imports.discard(actor.workspaceId, params.id)
        return undefined
      }),
    ),
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
    for await (const part of readParts(request)) {
      checkText(part.fieldname, 'The name of a part of the form')
      if (part.type === 'file') {
        if (upload) throw badForm('The form holds more than one file')
        if (part.fieldname !== 'file') throw badForm(`The file is called "${part.fieldname}" in the form`)
        upload = await imports.receive(part.filename ?? '', part.file)
        if (part.file.truncated)
          throw new AppError('too_large', 'The file is larger than this server takes. Split it.')
      } else if (part.fieldname === 'datasetId' && typeof part.value === 'string' && part.value !== '') {
        checkText(part.value, 'The "datasetId" of the form')
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

/** What fails while the form itself is read is the form's fault, and not that of who works on its parts. */
async function* readParts(request: FastifyRequest): AsyncGenerator<MultipartFile | MultipartValue> {
  try {
    yield* request.parts() as AsyncIterable<MultipartFile | MultipartValue>
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error) throw error
    throw badForm('The form is cut off or not well formed', error)
  }
}

function badForm(what: string, cause?: unknown): AppError {
  return new AppError(
    'bad_request',
    `${what}. Send one file as "file", and "datasetId" to replace the rows of a dataset.`,
    { cause },
  )
}
