import { useHotkeys } from '@mantine/hooks'
import { useCallback, useState } from 'react'
import type { Template } from '../../../../src/api/template.ts'
import type { TemplateDraft as KeptDraft, SavedVersion } from '../../../../src/api/template-draft.ts'
import { ApiError } from '../../api.ts'
import { useSaveTemplate } from '../../queries/templates.ts'
import { notify } from '../../ui/Notices.tsx'
import { isSameFields } from './draft-keeper.ts'
import { mergeTexts } from './merge-texts.ts'
import { useDraftKeeper } from './useDraftKeeper.ts'

export type TemplateDraft = ReturnType<typeof useTemplateDraft>

/** What the editor begins with. */
export interface Begun {
  /** The version that the draft was written on; without a draft the newest. */
  base: Template
  /** What was written and not saved, the last time. */
  kept: KeptDraft | null
  newest: SavedVersion
}

/**
 * What is being written, over the version it began with. It is kept on the server as it is written, and saved as a
 * version when the person says so: `mod+S`, wherever the cursor is.
 */
export function useTemplateDraft({ base: begun, kept, newest: newestAtFirst }: Begun) {
  const [name, setName] = useState(kept?.name ?? begun.name)
  const [texts, setTexts] = useState(kept?.fields ?? begun.fields)
  const [base, setBase] = useState(begun)
  const [newest, setNewest] = useState(newestAtFirst)
  const isDirtyAtFirst = kept !== null && !isSameTexts(kept, begun)
  const [resumed, setResumed] = useState(isDirtyAtFirst ? kept : null)
  const saving = useSaveTemplate(begun.id)
  const isDirty = !isSameTexts({ name: name.trim(), fields: texts }, base)
  const canSave = isDirty && name.trim() !== ''
  const hear = useCallback(
    (saved: SavedVersion) => setNewest((before) => (saved.version > before.version ? saved : before)),
    [],
  )
  const keeper = useDraftKeeper({ ...{ base, name, texts, isDirty, kept }, onNewest: hear })

  const show = (next: { name: string; fields: Record<string, string> }, over: Template) => {
    setBase(over)
    setName(next.name)
    setTexts(next.fields)
    setResumed(null)
    saving.reset()
  }
  const save = async () => {
    if (saving.isPending || !canSave) return
    await keeper.pause()
    const draftRevision = keeper.revision ?? undefined
    saving.mutate(
      { name: name.trim(), fields: texts, expectedVersion: base.version, draftRevision },
      {
        onSuccess: (saved) => {
          setBase(saved)
          setResumed(null)
          keeper.saved()
          notify(`Saved as version ${saved.version}.`)
        },
        onError: (error) => {
          keeper.resume()
          if (error instanceof ApiError && error.code === 'stale' && 'savedBy' in error.details) {
            setNewest(error.details as unknown as SavedVersion)
            saving.reset()
          }
        },
      },
    )
  }
  useHotkeys([['mod+S', () => void save()]], [], true)

  return {
    name,
    setName,
    texts,
    setText: (field: string, text: string) => setTexts((before) => ({ ...before, [field]: text })),
    base,
    isDirty,
    canSave,
    save,
    isSaving: saving.isPending,
    error: saving.error,
    keeper,
    /** That a version was saved, by whomever. */
    hear,
    /** What was written the last time and not saved, until the person says what to do with it. */
    resumed,
    goOn: () => setResumed(null),
    /** The version that somebody saved after this one was begun. */
    theirs: newest.version > base.version ? newest : null,
    /** A saved version in place of what was written here. */
    take: (saved: Template) => show(saved, saved),
    /** The draft of another window, or the version where none is left, in place of what was written here. */
    takeKept(other: KeptDraft | null, over: Template) {
      show(other ?? over, over)
      keeper.takeOver(other, true)
    },
    /** What was changed here, on top of what they saved. Returns the fields that both changed. */
    putOn(theirs: Template): string[] {
      const { both, ...merged } = mergeTexts(base, { name, fields: texts }, theirs)
      show(merged, theirs)
      return both
    },
  }
}

function isSameTexts(a: Pick<Template, 'name' | 'fields'>, b: Pick<Template, 'name' | 'fields'>): boolean {
  return a.name === b.name && isSameFields(a.fields, b.fields)
}
