import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDownload, IconPlayerPause, IconPlayerPlay, IconPrinter } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { Run } from '../../../../src/api/run.ts'
import { isOver, isStopped, stateAfter } from '../../../../src/api/run-state.ts'
import { routes, urlOf } from '../../api.ts'
import { useRunCommand } from '../../queries/runs.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { notifyFailure } from '../../ui/Notices.tsx'
import { cancelConsequence } from './run-words.ts'
import { UndoRun } from './UndoRun.tsx'

export function RunControls({ run }: { run: Run }) {
  const command = useRunCommand(run.id)
  const [cancelling, dialog] = useDisclosure(false)
  const { error, variables } = command

  useEffect(() => {
    if (error && variables !== 'cancel') notifyFailure('The run stays as it is', error)
  }, [error, variables])

  return (
    <>
      {stateAfter(run.state, 'cancel') && (
        <Button variant="default" onClick={dialog.open}>
          Cancel
        </Button>
      )}
      {stateAfter(run.state, 'pause') && (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={15} />}
          loading={command.isPending && variables === 'pause'}
          disabled={command.isPending}
          onClick={() => command.mutate('pause')}
        >
          Pause
        </Button>
      )}
      {isStopped(run.state) && (
        <Button
          leftSection={<IconPlayerPlay size={15} />}
          loading={command.isPending && variables === 'resume'}
          disabled={command.isPending}
          onClick={() => command.mutate('resume')}
        >
          Resume
        </Button>
      )}
      {run.receipt && (
        <Button variant="default" leftSection={<IconPrinter size={15} />} onClick={() => window.print()}>
          Print
        </Button>
      )}
      {run.receipt && (
        <Button
          component="a"
          href={urlOf(routes.runs.receipt, { params: { id: run.id } })}
          download
          variant="default"
          leftSection={<IconDownload size={15} />}
        >
          Receipt as CSV
        </Button>
      )}
      {isOver(run.state) && hasChanged(run) && <UndoRun run={run} />}
      <Confirm
        opened={cancelling}
        onClose={dialog.close}
        title="Cancel this run?"
        action="Cancel run"
        busy={command.isPending && variables === 'cancel'}
        error={variables === 'cancel' ? error : null}
        errorTitle="The run was not cancelled"
        onConfirm={() => command.mutate('cancel', { onSuccess: dialog.close })}
      >
        {cancelConsequence(run)} A new plan will pick up what is left.
      </Confirm>
    </>
  )
}

/** Pages, or redirects alone. */
function hasChanged({ counts, receipt }: Run): boolean {
  const { leading = 0, byWix = 0, retargeted = 0, removed = 0 } = receipt?.redirects ?? {}
  return counts.accepted + leading - byWix + retargeted + removed > 0
}
