import { Button, Progress } from '@mantine/core'
import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { routes, upload } from '../../api.ts'
import { datasetQuery } from '../../queries/data.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { bytes } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import classes from './Data.module.css'

export function UploadScreen() {
  const { dataset: datasetId } = useSearch({ from: '/shell/data/import' })
  const navigate = useNavigate()
  const dataset = useQuery({ ...datasetQuery(datasetId ?? ''), enabled: datasetId !== undefined })
  const abort = useRef<AbortController | null>(null)
  const [fraction, setFraction] = useState(0)
  const sending = useMutation({
    mutationFn: (file: File) => {
      abort.current = new AbortController()
      setFraction(0)
      return upload(
        routes.imports.create,
        file,
        datasetId ? { datasetId } : {},
        setFraction,
        abort.current.signal,
      )
    },
    onSuccess: (created) =>
      void navigate({ to: '/data/imports/$id', params: { id: created.id }, search: {}, replace: true }),
  })
  const send = (file: File | undefined) => {
    if (file && !sending.isPending) sending.mutate(file)
  }
  const file = sending.variables
  const wasCancelled = sending.error instanceof DOMException

  return (
    <Page
      width="narrow"
      title={dataset.data ? `Import ${dataset.data.name} again` : 'Import a file'}
      parent={{ to: datasetId ? `/data/${datasetId}` : '/data', label: dataset.data?.name ?? 'Data' }}
      lead={
        dataset.data
          ? 'You will see which rows were added, changed and removed before anything is replaced.'
          : 'A CSV file with one row per page. Nothing is stored until you have seen how it was read.'
      }
    >
      {sending.isPending && file ? (
        <Sending file={file} fraction={fraction} onCancel={() => abort.current?.abort()} />
      ) : (
        <>
          {sending.error && !wasCancelled && (
            <div style={{ marginBottom: 14 }}>
              <ErrorNote title="The file was not imported" error={sending.error} />
            </div>
          )}
          <DropArea onFile={send} />
        </>
      )}
    </Page>
  )
}

interface SendingProps {
  file: File
  /** How much of it has left, 0 to 1. */
  fraction: number
  onCancel: () => void
}

function Sending({ file, fraction, onCancel }: SendingProps) {
  return (
    <div className={classes.sending} role="status">
      <div className={classes.sendingHead}>
        <IconFileSpreadsheet size={18} stroke={1.6} aria-hidden />
        <strong>{file.name}</strong>
        <span className="num">
          {bytes(file.size * fraction)} of {bytes(file.size)}
        </span>
      </div>
      <Progress value={fraction * 100} size={6} aria-label={`Uploading ${file.name}`} />
      <div>
        <Button variant="default" size="xs" onClick={onCancel}>
          Cancel upload
        </Button>
      </div>
    </div>
  )
}

function DropArea({ onFile }: { onFile: (file: File | undefined) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way beside the button
    <div
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onFile(event.dataTransfer.files[0])
      }}
    >
      <IconUpload size={22} stroke={1.5} aria-hidden />
      <p>
        <strong>Drop a CSV file here</strong>
        <span>Comma, semicolon, tab or pipe; UTF-8, UTF-16, Windows-1252; up to a million rows</span>
      </p>
      <Button onClick={() => input.current?.click()}>Choose a file</Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
        aria-label="File to import"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          onFile(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}
