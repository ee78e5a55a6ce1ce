import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowBackUp } from '@tabler/icons-react'
import type { Run } from '../../../../src/api/run.ts'
import { openedLater } from '../../ui/openedLater.tsx'

const Dialog = openedLater(async () => (await import('./UndoDialog.tsx')).UndoDialog)

/** Of a run that is over. */
export function UndoRun({ run }: { run: Run }) {
  const [opened, dialog] = useDisclosure(false)
  return (
    <>
      <Button variant="default" leftSection={<IconArrowBackUp size={15} />} onClick={dialog.open}>
        Undo this run
      </Button>
      <Dialog run={run} opened={opened} onClose={dialog.close} />
    </>
  )
}
