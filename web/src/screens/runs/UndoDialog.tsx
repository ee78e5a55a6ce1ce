// Undoing a run that is over: what it would come to, and the plan of it. Nothing is sent from here.
import '@mantine/core/styles/Radio.layer.css'
import { Button, Group, Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Run } from '../../../../src/api/run.ts'
import type { UndoInput, UndoOffer } from '../../../../src/api/undo.ts'
import { undoOfferQuery, useUndoRun } from '../../queries/undo.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { counted, day, exact } from '../../ui/format.ts'
import { Modal } from '../../ui/Modal.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { Status } from '../../ui/Status.tsx'
import classes from './Runs.module.css'
import { laterWords, undoSentences } from './undo-words.ts'

/** So many later runs are named; after many of a schedule there may be hundreds. */
const mostLater = 5

interface Props {
  run: Run
  opened: boolean
  onClose: () => void
}

export function UndoDialog({ run, opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Undo this run?" size={520}>
      <Offer run={run} onClose={onClose} />
    </Modal>
  )
}

function Offer({ run, onClose }: Omit<Props, 'opened'>) {
  const { data: offer, error } = useQuery(undoOfferQuery(run.id))
  const undo = useUndoRun(run)
  const navigate = useNavigate()
  const [how, setHow] = useState<UndoInput['created']>()
  if (error) return <ErrorNote title="Whether it can be undone could not be found out" error={error} />
  if (!offer) return <BlockSkeleton lines={4} />
  const created = how ?? offer.hows[0]?.how
  const make = () =>
    undo.mutate(created && offer.created > 0 ? { created } : {}, {
      onSuccess: () =>
        void navigate({ to: '/projects/$id', params: { id: run.projectId }, search: { tab: 'plan' } }),
    })
  return (
    <div className={classes.undo}>
      {offer.reason !== null ? (
        <p>{offer.reason}</p>
      ) : (
        <>
          <ul>
            {undoSentences(offer).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {offer.created > 0 && offer.hows.length > 0 && (
            <Radio.Group
              label="What becomes of pages that it created"
              value={created ?? ''}
              onChange={(value) => setHow(value as UndoInput['created'])}
            >
              {offer.hows.map((one) => (
                <Radio key={one.how} mt={8} value={one.how} label={one.title} description={one.note} />
              ))}
            </Radio.Group>
          )}
          <Warnings offer={offer} />
          <p>
            A plan shows every page first, how long it takes, and what cannot come back exactly; nothing is
            sent before you publish it. What was edited in Wix since is left alone unless you decide
            otherwise.
          </p>
          <p className={classes.undoUntil}>{untilWords(offer)}</p>
        </>
      )}
      {undo.error ? <ErrorNote title="The plan was not made" error={undo.error} /> : null}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        {offer.isPossible && (
          <Button onClick={make} loading={undo.isPending || undo.isSuccess}>
            Show the plan
          </Button>
        )}
      </Group>
    </div>
  )
}

/** Later runs, of which something is undone as well, and what was not stored. */
function Warnings({ offer }: { offer: UndoOffer }) {
  return (
    <>
      {offer.laterRuns.slice(0, mostLater).map((later) => (
        <Status key={later.id} tone="warn" sign="warning" wrap>
          <Link to="/runs/$id" params={{ id: later.id }} className={classes.url}>
            The run of {exact(later.createdAt)}
          </Link>{' '}
          {laterWords(later)}
        </Status>
      ))}
      {offer.laterRuns.length > mostLater && (
        <Status tone="warn" sign="warning" wrap>
          {counted(offer.laterRuns.length - mostLater, 'more run')} changed some of them too.
        </Status>
      )}
      {offer.lacks.map((text) => (
        <Status key={text} tone="quiet" sign="info" wrap>
          {text}
        </Status>
      ))}
    </>
  )
}

function untilWords({ until }: UndoOffer): string {
  return until === null
    ? 'Possible as long as this run is among the newest of its project.'
    : `Possible until ${day(until)} at least.`
}
