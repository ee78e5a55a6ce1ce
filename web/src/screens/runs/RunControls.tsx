import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDownload, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { Run } from '../../../../src/api/run.ts'
import { isStopped, stateAfter } from '../../../../src/api/run-state.ts'
import { routes, urlOf } from '../../api.ts'
import { useRunCommand } from '../../queries/runs.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { messageOf } from '../../ui/ErrorState.tsx'
import { notify } from '../../ui/Notices.tsx'
import { cancelConsequence } from './run-words.ts'

export function RunControls({ run }: { run: Run }) {
  const command = useRunCommand(run.id)
  const [cancelling, dialog] = useDisclosure(false)
  const { error, variables } = command

  useEffect(() => {
    if (error && variables !== 'cancel') notify(messageOf(error), 'bad')
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
