import { IconAlertTriangle } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import type { Import } from '../../../../src/api/import.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { capital } from '../../ui/format.ts'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import classes from './Data.module.css'
import { DecisionChips } from './DecisionChips.tsx'
import { KeyForm, useKeyColumns } from './KeyForm.tsx'

const ImportSteps = lazy(async () => ({ default: (await import('./steps/ImportSteps.tsx')).ImportSteps }))

/** No other way of reading makes a table of these. */
const hopeless = new Set([
  ...[
    'wrong_kind',
    'empty_file',
    'password',
    'archive_bomb',
    'broken_archive',
    'broken_xml',
    'broken_json',
    'doctype',
    'too_deep',
  ],
])
/** Another key may do; the file is still here. */
const ofTheKey = new Set(['empty_keys', 'duplicate_keys', 'long_keys'])

/** A file that cannot be used as it is: what happened, in which lines, and what can be done. */
export function ImportRefused({ data }: { data: Import }) {
  const code = data.problem?.code ?? 'import_failed'
  const message = data.problem?.message ?? 'The server stopped while reading this file. Import it again.'
  const lines = data.problem?.lines ?? []
  const isHopeless = hopeless.has(code)
  const [keyColumns, setKeyColumns] = useKeyColumns(data)
  const canChangeKey = ofTheKey.has(code) && data.datasetId === null
  return (
    <>
      <section className={classes.refused} role="alert">
        <IconAlertTriangle size={18} stroke={1.8} aria-hidden />
        <div>
          <h2>{data.state === 'refused' ? 'This file cannot be imported as it is' : 'The import stopped'}</h2>
          <p>{message}</p>
          {lines.length > 0 && (
            <p className="num">
              {capital(data.place[lines.length === 1 ? 0 : 1])} {lines.slice(0, 20).join(', ')}
              {lines.length > 20 && ` and ${lines.length - 20} more`}
            </p>
          )}
          <div className={classes.refusedFoot}>
            <span className="code">{code}</span>
            <CopyButton
              text={`code: ${code}\nfile: ${data.fileName}\nmessage: ${message}\nlines: ${lines.join(', ')}`}
              label="Copy details"
              quiet
            />
          </div>
        </div>
      </section>
      <p className={classes.sectionLead}>
        {!isHopeless && 'If the file was read the wrong way, change how it is read. '}
        Nothing was stored, and existing data is untouched.
      </p>
      {canChangeKey && <KeyForm data={data} keyColumns={keyColumns} onChange={setKeyColumns} />}
      {!isHopeless && <DecisionChips data={data} />}
      {code === 'step_problem' && (
        <Suspense fallback={<BlockSkeleton />}>
          <ImportSteps data={data} />
        </Suspense>
      )}
      <div style={{ marginTop: 20 }}>
        <ButtonLink
          to={data.sourceId === null ? '/data/import' : '/data/connect'}
          search={{ dataset: data.datasetId ?? undefined }}
          variant="default"
        >
          {data.sourceId === null ? 'Choose another file' : 'Connect it another way'}
        </ButtonLink>
      </div>
    </>
  )
}
