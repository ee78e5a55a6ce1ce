import { IconAlertTriangle } from '@tabler/icons-react'
import type { Import } from '../../../../src/api/import.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import classes from './Data.module.css'
import { DecisionChips } from './DecisionChips.tsx'

/** No other way of reading makes a table of these. */
const hopeless = new Set(['wrong_kind', 'empty_file'])

/** A file that cannot be used as it is: what happened, in which lines, and what can be done. */
export function ImportRefused({ data }: { data: Import }) {
  const code = data.problem?.code ?? 'import_failed'
  const message = data.problem?.message ?? 'The server stopped while reading this file. Import it again.'
  const lines = data.problem?.lines ?? []
  const isHopeless = hopeless.has(code)
  return (
    <>
      <section className={classes.refused} role="alert">
        <IconAlertTriangle size={18} stroke={1.8} aria-hidden />
        <div>
          <h2>{data.state === 'refused' ? 'This file cannot be imported as it is' : 'The import stopped'}</h2>
          <p>{message}</p>
          {lines.length > 0 && (
            <p className="num">
              {lines.length === 1 ? 'Line' : 'Lines'} {lines.slice(0, 20).join(', ')}
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
      {!isHopeless && <DecisionChips data={data} />}
      <div style={{ marginTop: 20 }}>
        <ButtonLink to="/data/import" search={{ dataset: data.datasetId ?? undefined }} variant="default">
          Choose another file
        </ButtonLink>
      </div>
    </>
  )
}
