import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Template } from '../../../../src/api/template.ts'
import type { SavedVersion, TemplateDraft } from '../../../../src/api/template-draft.ts'
import { call, routes } from '../../api.ts'
import { writersQuery } from '../../queries/templates.ts'
import { DraftKeeper, type DraftStatus, type Written } from './draft-keeper.ts'

interface Options {
  base: Template
  name: string
  texts: Record<string, string>
  isDirty: boolean
  /** The draft that is kept at first. */
  kept: TemplateDraft | null
  onNewest: (newest: SavedVersion) => void
}

/** The keeper of an open editor: told of every change, and once more when the tab is put away or the editor is left. */
export function useDraftKeeper({ base, name, texts, isDirty, kept, onNewest }: Options) {
  const [status, setStatus] = useState<DraftStatus>(kept === null ? 'none' : 'kept')
  const [error, setError] = useState<Error | null>(null)
  const client = useQueryClient()
  const params = { id: base.id }
  const heard = useRef(onNewest)
  heard.current = onNewest
  const [keeper] = useState(
    () =>
      new DraftKeeper(
        {
          keep: (body) => call(routes.templates.keepDraft, { params, body }),
          discard: (revision) => call(routes.templates.discardDraft, { params, query: { revision } }),
          onStatus(next, reason) {
            setStatus(next)
            setError(reason)
          },
          onKept({ newest, others }) {
            client.setQueryData(writersQuery(params.id).queryKey, { newest, others })
            heard.current(newest)
          },
        },
        kept && writtenOf(kept),
        kept?.revision ?? null,
      ),
  )
  useEffect(() => {
    keeper.write(isDirty ? { name, fields: texts, baseVersion: base.version, baseName: base.name } : null)
  }, [keeper, isDirty, name, texts, base])
  useEffect(() => {
    const hidden = () => document.hidden && void keeper.flush()
    document.addEventListener('visibilitychange', hidden)
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      keeper.close()
    }
  }, [keeper])
  return {
    status,
    error,
    get revision() {
      return keeper.revision
    },
    flush: () => keeper.flush(),
    pause: () => keeper.pause(),
    resume: () => keeper.resume(),
    saved: () => keeper.saved(),
    /** Goes on in this window: over the draft that another one kept, or with it. */
    takeOver: (other: TemplateDraft | null, isTheirs: boolean) =>
      keeper.takeOver(other?.revision ?? null, other && writtenOf(other), isTheirs),
  }
}

function writtenOf({ name, fields, baseVersion, baseName }: TemplateDraft): Written {
  return { name, fields, baseVersion, baseName }
}
