// How many pages are meant, a few of them, what becomes of them, and what is lost. It makes a plan; nothing is sent yet.
import '@mantine/core/styles/Radio.layer.css'
import { Button, Group, Radio, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import type { RedirectTo } from '../../../../src/api/redirect.ts'
import type { DownHow } from '../../../../src/api/take-down.ts'
import type { PublishedPages, TakeDownPreview } from '../../../../src/api/way-back.ts'
import { takeDownPreviewQuery } from '../../queries/way-back.ts'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { count, counted } from '../../ui/format.ts'
import { Modal } from '../../ui/Modal.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { AddressesLead, isRight, type Lead } from './AddressesLead.tsx'
import classes from './Pages.module.css'

interface Props {
  opened: boolean
  project: Project
  pages: PublishedPages
  busy: boolean
  error: unknown
  onPlan: (how: DownHow, redirect: RedirectTo) => void
  onClose: () => void
}

export function TakeDownDialog({ opened, project, pages, busy, error, onPlan, onClose }: Props) {
  const preview = useQuery({ ...takeDownPreviewQuery(project.id, pages), enabled: opened })
  return (
    <Modal opened={opened} onClose={onClose} title="Take pages down" size={520}>
      {preview.isPending ? (
        <BlockSkeleton lines={6} />
      ) : preview.data === undefined ? (
        <ErrorState
          title="The pages could not be counted"
          error={preview.error}
          onRetry={() => void preview.refetch()}
        />
      ) : (
        <Choice
          preview={preview.data}
          project={project}
          busy={busy}
          error={error}
          onPlan={onPlan}
          onClose={onClose}
        />
      )}
    </Modal>
  )
}

function Choice({
  preview: { count: pages, sample, hows, warnings },
  project,
  busy,
  error,
  onPlan,
  onClose,
}: Pick<Props, 'project' | 'busy' | 'error' | 'onPlan' | 'onClose'> & { preview: TakeDownPreview }) {
  const [how, setHow] = useState<DownHow | undefined>(hows[0]?.how)
  // As the addresses of removed pages do, unless told otherwise.
  const [lead, setLead] = useState<Lead>(project.redirects)
  const isReady = how !== undefined && isRight(lead)
  if (pages === 0) return <p>None of these pages is on the site, so there is nothing to take down.</p>
  return (
    <form
      className={classes.takeDown}
      onSubmit={(event) => {
        event.preventDefault()
        if (how && isReady && !busy) onPlan(how, redirectTo(lead))
      }}
    >
      <p>
        {counted(pages, 'page leaves', 'pages leave')} the site and {pages === 1 ? 'stays' : 'stay'} down,
        whatever becomes of {pages === 1 ? 'its row' : 'their rows'}, until you bring{' '}
        {pages === 1 ? 'it' : 'them'} back.
      </p>
      <ul>
        {sample.map(({ rowKey, title }) => (
          <li key={rowKey}>{title || rowKey}</li>
        ))}
        {pages > sample.length && <li>and {count(pages - sample.length)} more</li>}
      </ul>
      {warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
      <Radio.Group
        label="What becomes of them"
        value={how ?? ''}
        onChange={(value) => setHow(value as DownHow)}
      >
        <Stack gap="xs" mt={6}>
          {hows.map((way) => (
            <Radio key={way.how} value={way.how} label={way.title} description={way.note} />
          ))}
        </Stack>
      </Radio.Group>
      <AddressesLead
        label={pages === 1 ? 'Its address leads' : 'Their addresses lead'}
        description={`Needs the permission Manage SEO Settings.${fallbackWords(lead, project)}`}
        value={lead}
        asksFallback={false}
        onChange={setLead}
      />
      {error ? <ErrorNote title="The plan was not created" error={error} /> : null}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Back
        </Button>
        <Button type="submit" loading={busy} disabled={!isReady}>
          Show the plan
        </Button>
      </Group>
    </form>
  )
}

/** Where an address leads whose page has none above it: as the project says for pages that are removed. */
function fallbackWords({ removals }: Lead, { redirects }: Project): string {
  if (removals !== 'parent') return ''
  const path = redirects.removals === 'parent' ? redirects.path : null
  return ` Where there is no page above, to ${path ?? 'the home page'}.`
}

function redirectTo({ removals, path }: Lead): RedirectTo {
  return removals === 'page' ? { to: 'page', path: (path ?? '').trim() } : { to: removals }
}
