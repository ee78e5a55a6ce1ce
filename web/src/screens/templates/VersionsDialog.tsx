// Every version of a template: who saved it and when, what it changed, and an earlier one saved again.
import '@mantine/core/styles/SegmentedControl.layer.css'
import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TemplateVersion } from '../../../../src/api/template.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { useRestoreVersion, versionQuery, versionsQuery } from '../../queries/templates.ts'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { notify } from '../../ui/Notices.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { Ago } from '../../ui/Time.tsx'
import { FieldDifferences } from './FieldDifferences.tsx'
import type { TemplateDraft } from './useTemplateDraft.ts'
import classes from './Versions.module.css'

interface Props {
  opened: boolean
  draft: TemplateDraft
  labelOf: (field: string | undefined) => string
  onClose: () => void
}

export function VersionsDialog({ opened, draft, labelOf, onClose }: Props) {
  const { id, version: newest } = draft.base
  const [chosen, setChosen] = useState<number | null>(null)
  const versions = useCursorList(versionsQuery(id))
  const version = versions.rows.find((one) => one.version === chosen) ?? versions.rows[0]
  return (
    <Modal opened={opened} onClose={onClose} title="Versions" size={980}>
      {versions.error ? (
        <ErrorState
          title="The versions could not be loaded"
          error={versions.error}
          onRetry={() => void versions.refetch()}
        />
      ) : !version ? (
        <BlockSkeleton lines={8} />
      ) : (
        <div className={classes.versions}>
          <div className={classes.list}>
            <ul aria-label="Versions of the template">
              {versions.rows.map((one) => (
                <li key={one.version}>
                  <button
                    type="button"
                    aria-current={one.version === version.version ? 'true' : undefined}
                    onClick={() => setChosen(one.version)}
                  >
                    <b>
                      Version {one.version}
                      {one.version === newest && <span className={classes.now}>now</span>}
                    </b>
                    <span>
                      {one.savedBy}, <Ago at={one.savedAt} />
                    </span>
                    <span>{changeWords(one, labelOf)}</span>
                  </button>
                </li>
              ))}
            </ul>
            <MoreButton list={versions} variant="subtle" size="xs">
              Earlier versions
            </MoreButton>
          </div>
          <Chosen
            key={version.version}
            version={version}
            draft={draft}
            labelOf={labelOf}
            onRestored={onClose}
          />
        </div>
      )}
    </Modal>
  )
}

function changeWords({ version, restoredFrom, changed }: TemplateVersion, labelOf: Props['labelOf']): string {
  if (restoredFrom !== null) return `Version ${restoredFrom} restored`
  if (version === 1) return 'The first'
  if (changed.length === 0) return 'The name alone'
  const names = changed.slice(0, 3).map(labelOf)
  return `${names.join(', ')}${changed.length > 3 ? ` and ${changed.length - 3} more` : ''}`
}

type Against = 'before' | 'editor'

interface ChosenProps {
  version: TemplateVersion
  draft: TemplateDraft
  labelOf: Props['labelOf']
  onRestored: () => void
}

function Chosen({ version: { version }, draft, labelOf, onRestored }: ChosenProps) {
  const { id, version: newest } = draft.base
  const [against, setAgainst] = useState<Against>(version === newest ? 'before' : 'editor')
  const text = useQuery(versionQuery(id, version))
  const earlier = useQuery({ ...versionQuery(id, version - 1), enabled: version > 1 })
  const restore = useRestoreVersion(id)
  const isFirst = version === 1
  const sides =
    against === 'editor'
      ? { before: text.data?.fields, after: draft.texts }
      : { before: isFirst ? {} : earlier.data?.fields, after: text.data?.fields }
  const error = text.error ?? (against === 'before' ? earlier.error : null)
  return (
    <section className={classes.chosen} aria-label={`Version ${version}`}>
      <div className={classes.head}>
        <SegmentedControl
          size="xs"
          aria-label="Compared with"
          value={against}
          onChange={(value) => setAgainst(value as Against)}
          data={[
            { value: 'before', label: isFirst ? 'As it began' : `From version ${version - 1}` },
            { value: 'editor', label: 'To what you see now' },
          ]}
        />
        {version !== newest && (
          <Button
            size="xs"
            loading={restore.isPending}
            disabled={draft.isDirty}
            title={draft.isDirty ? 'Save or discard your changes first.' : undefined}
            onClick={() =>
              restore.mutate(
                { version, expectedVersion: newest },
                {
                  onSuccess: (restored) => {
                    draft.take(restored)
                    notify(`Version ${version} is back, as version ${restored.version}.`)
                    onRestored()
                  },
                },
              )
            }
          >
            Restore version {version}
          </Button>
        )}
      </div>
      {draft.isDirty && version !== newest && (
        <p className={classes.note}>Save or discard your changes before you restore a version.</p>
      )}
      {restore.error && <ErrorNote title="The version was not restored" error={restore.error} />}
      {error ? (
        <ErrorNote title="The texts could not be loaded" error={error} />
      ) : sides.before && sides.after ? (
        <FieldDifferences before={sides.before} after={sides.after} labelOf={labelOf} />
      ) : (
        <BlockSkeleton lines={6} />
      )}
    </section>
  )
}
