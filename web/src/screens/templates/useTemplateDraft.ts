import { useHotkeys } from '@mantine/hooks'
import { useState } from 'react'
import type { Template } from '../../../../src/api/template.ts'
import { useSaveTemplate } from '../../queries/templates.ts'
import { notify } from '../../ui/Notices.tsx'

export type TemplateDraft = ReturnType<typeof useTemplateDraft>

const sameFields = (a: Record<string, string>, b: Record<string, string>) =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => (a[name] ?? '') === (b[name] ?? ''))

/** What is being written, over the version it began with. `mod+S` saves, wherever the cursor is. */
export function useTemplateDraft(template: Template) {
  const [name, setName] = useState(template.name)
  const [texts, setTexts] = useState(template.fields)
  const [base, setBase] = useState(template)
  const saving = useSaveTemplate(template.id)
  const isDirty = name.trim() !== base.name || !sameFields(texts, base.fields)
  const canSave = isDirty && name.trim() !== ''

  const save = () => {
    if (saving.isPending || !canSave) return
    saving.mutate(
      { name: name.trim(), fields: texts, expectedVersion: base.version },
      {
        onSuccess: (saved) => {
          setBase(saved)
          notify(`Saved as version ${saved.version}.`)
        },
      },
    )
  }
  useHotkeys([['mod+S', save]], [], true)

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
    /** Someone else saved first: takes their version in place of what was written here. */
    takeTheirs(theirs: Template) {
      setBase(theirs)
      setTexts(theirs.fields)
      setName(theirs.name)
      saving.reset()
    },
    /** What was written here stays, and the next save goes over theirs. */
    keepMine(theirs: Template) {
      setBase(theirs)
      saving.reset()
    },
  }
}
