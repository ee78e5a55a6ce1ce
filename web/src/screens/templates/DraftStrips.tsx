// Above the panes: what a person should know of the draft and of what others saved, each with what to do about it.
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { call, routes } from '../../api.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { notify } from '../../ui/Notices.tsx'
import { openedLater } from '../../ui/openedLater.tsx'
import { Ago } from '../../ui/Time.tsx'
import classes from './Templates.module.css'
import type { TemplateDraft } from './useTemplateDraft.ts'

const DraftDialog = openedLater(async () => (await import('./DraftDialog.tsx')).DraftDialog)

interface Props {
  draft: TemplateDraft
  labelOf: (field: string | undefined) => string
}

export function DraftStrips({ draft, labelOf }: Props) {
  const [shown, setShown] = useState<'mine' | 'theirs' | null>(null)
  const { base, theirs, resumed, keeper } = draft
  const params = { id: base.id }
  const take = useMutation({
    mutationFn: () => call(routes.templates.get, { params }),
    onSuccess: (saved) => {
      draft.take(saved)
      setShown(null)
    },
  })
  const putOn = useMutation({
    mutationFn: () => call(routes.templates.get, { params }),
    onSuccess: (saved) => {
      const both = draft.putOn(saved).map(labelOf)
      setShown(null)
      notify(
        both.length === 0
          ? `Your changes are on top of version ${saved.version}.`
          : `Your changes are on top of version ${saved.version}. Both of you changed ${both.join(', ')}: yours is there, theirs in that version.`,
      )
    },
  })
  const error = take.error ?? putOn.error
  return (
    <>
      {keeper.status === 'elsewhere' && <Elsewhere draft={draft} />}
      {theirs ? (
        <Strip
          title={`${theirs.savedBy} saved version ${theirs.version}`}
          text={
            <>
              <Ago at={theirs.savedAt} />.{' '}
              {draft.isDirty
                ? `Your changes began with version ${base.version}, and nothing of them is lost.`
                : ''}
            </>
          }
        >
          <Button size="xs" variant="default" onClick={() => setShown('theirs')}>
            Show what changed
          </Button>
          <Button size="xs" variant="default" loading={take.isPending} onClick={() => take.mutate()}>
            {draft.isDirty ? 'Take theirs, discard mine' : `Load version ${theirs.version}`}
          </Button>
          {draft.isDirty && (
            <Button size="xs" loading={putOn.isPending} onClick={() => putOn.mutate()}>
              Put mine on theirs
            </Button>
          )}
        </Strip>
      ) : (
        resumed && (
          <Strip
            title="You have changes that are not saved"
            text={
              <>
                Kept <Ago at={resumed.keptAt} />.
              </>
            }
          >
            <Button size="xs" variant="default" onClick={() => setShown('mine')}>
              Show or discard
            </Button>
            <Button size="xs" onClick={draft.goOn}>
              Continue
            </Button>
          </Strip>
        )
      )}
      {error && (
        <div className={classes.saveError}>
          <ErrorNote title="The saved version could not be loaded" error={error} />
        </div>
      )}
      <DraftDialog
        opened={shown !== null}
        side={shown ?? 'mine'}
        draft={draft}
        labelOf={labelOf}
        isDiscarding={take.isPending}
        onDiscard={() => take.mutate()}
        onClose={() => setShown(null)}
      />
    </>
  )
}

/** Two windows of one person: one of them is gone on with. */
function Elsewhere({ draft }: { draft: TemplateDraft }) {
  const params = { id: draft.base.id }
  const choose = useMutation({
    mutationFn: async (isHere: boolean) => {
      const [{ draft: other }, saved] = await Promise.all([
        call(routes.templates.draft, { params }),
        call(routes.templates.get, { params }),
      ])
      if (isHere) return draft.keeper.takeOver(other, false)
      if (!other || other.baseVersion === saved.version) return draft.takeKept(other, saved)
      const version = String(other.baseVersion)
      const { fields } = await call(routes.templates.version, { params: { ...params, version } })
      draft.takeKept(other, { ...saved, name: other.baseName, version: other.baseVersion, fields })
    },
  })
  return (
    <Strip
      title="You are writing this template in another window too"
      text="What you write here is not kept until you choose one."
    >
      {choose.error && <ErrorNote title="The other draft could not be loaded" error={choose.error} />}
      <Button size="xs" variant="default" loading={choose.isPending} onClick={() => choose.mutate(false)}>
        Load the other
      </Button>
      <Button size="xs" loading={choose.isPending} onClick={() => choose.mutate(true)}>
        Go on here
      </Button>
    </Strip>
  )
}

function Strip({ title, text, children }: { title: string; text: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.draftStrip} aria-label={title}>
      <p role="status">
        <b>{title}</b> {text}
      </p>
      <div>{children}</div>
    </section>
  )
}
