// A table comes in: dropped, chosen, or pasted, with Ctrl-V anywhere or into a field.
import { Button, Progress, Textarea } from '@mantine/core'
import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Import } from '../../../../src/api/import.ts'
import { routes, upload } from '../../api.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { bytes } from '../../ui/format.ts'
import classes from './Data.module.css'
import { fileOf, usePastedFile } from './usePastedFile.ts'

interface Props {
  /** The dataset whose rows it replaces. */
  datasetId?: string | undefined
  onCreated: (created: Import) => void
}

export function TableInput({ datasetId, onCreated }: Props) {
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
    onSuccess: onCreated,
  })
  const send = (file: File | null | undefined) => {
    if (file && !sending.isPending && !sending.isSuccess) sending.mutate(file)
  }
  usePastedFile(send)
  const file = sending.variables
  const wasCancelled = sending.error instanceof DOMException
  if (file && (sending.isPending || sending.isSuccess))
    return <Sending file={file} fraction={fraction} onCancel={() => abort.current?.abort()} />
  return (
    <div className={classes.input}>
      {sending.error && !wasCancelled && (
        <ErrorNote title="The file was not imported" error={sending.error} />
      )}
      <DropArea onFile={send} />
      <PasteField onFile={send} />
    </div>
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

/** What the file chooser offers; what a file is, the server finds out by looking into it. */
const accepted = [
  ...['.csv', '.tsv', '.txt', 'text/csv', 'text/tab-separated-values'],
  ...['.xlsx', '.xlsm', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ...['.ods', 'application/vnd.oasis.opendocument.spreadsheet'],
  ...[
    '.json',
    '.ndjson',
    '.jsonl',
    'application/json',
    '.xml',
    '.rss',
    '.atom',
    'text/xml',
    'application/xml',
  ],
].join(',')

interface FileProps {
  onFile: (file: File | null | undefined) => void
}

function DropArea({ onFile }: FileProps) {
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
        <strong>Drop a file here, or paste a table with Ctrl-V</strong>
        <span>CSV, Excel (XLSX), OpenDocument (ODS), JSON, RSS and other XML; up to a million rows</span>
      </p>
      <Button onClick={() => input.current?.click()}>Choose a file</Button>
      <input
        ref={input}
        type="file"
        accept={accepted}
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

/** For whoever has no Ctrl-V, and for what is typed. A table that is pasted into it goes on at once. */
function PasteField({ onFile }: FileProps) {
  const [text, setText] = useState('')
  const [isJudged, setJudged] = useState(false)
  const file = fileOf(text)
  return (
    <form
      className={classes.paste}
      onSubmit={(event) => {
        event.preventDefault()
        setJudged(true)
        onFile(file)
      }}
    >
      <Textarea
        label="Or paste a table here"
        description="Cells of a spreadsheet, CSV or a Markdown table; the first line names the columns."
        placeholder={'code\tname\tcountry'}
        rows={3}
        spellCheck={false}
        value={text}
        error={
          isJudged && !file ? 'A table has a line with the names of its columns, and lines below.' : null
        }
        onChange={(event) => {
          setText(event.currentTarget.value)
          setJudged(false)
        }}
        onPaste={(event) => {
          const pasted = text === '' ? fileOf(event.clipboardData.getData('text/plain')) : null
          if (!pasted) return
          event.preventDefault()
          onFile(pasted)
        }}
      />
      {text !== '' && (
        <Button type="submit" variant="default">
          Use this table
        </Button>
      )}
    </form>
  )
}
