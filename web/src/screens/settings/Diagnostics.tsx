import { Button, Group } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useDiagnostics } from '../../queries/diagnostics.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import classes from './Settings.module.css'

/** Shows the report before it leaves: what one sends, one should have read. */
export function Diagnostics() {
  const report = useDiagnostics()
  const text = report.data && JSON.stringify(report.data, null, 2)
  return (
    <>
      {text !== undefined && (
        <textarea className={classes.report} aria-label="The report" readOnly value={text} rows={14} />
      )}
      {report.error && <ErrorNote title="The report could not be made" error={report.error} />}
      <Group gap="xs">
        <Button
          variant={text === undefined ? 'filled' : 'default'}
          loading={report.isPending}
          onClick={() => report.mutate()}
        >
          {text === undefined ? 'Make a report' : 'Make it again'}
        </Button>
        {text !== undefined && (
          <>
            <CopyButton text={text} label="Copy" />
            <Button leftSection={<IconDownload size={15} />} onClick={() => download(text)}>
              Download
            </Button>
          </>
        )}
      </Group>
    </>
  )
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `seomatic-diagnostics-${new Date().toISOString().slice(0, 10)}.json`
  link.click()
  URL.revokeObjectURL(url)
}
