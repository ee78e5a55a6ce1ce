import { Button } from '@mantine/core'
import type { EncodingReading, Import } from '../../../../src/api/import.ts'
import { useImportSettings } from '../../queries/data.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import classes from './Data.module.css'

/** The encoding is a guess that somebody has to look at before anything is stored. */
export function hasUnsureEncoding({ decisions }: Import): boolean {
  return decisions.some(({ name, isSure }) => name === 'encoding' && isSure === false)
}

/** The first rows in each encoding the file may be in; nothing while there is only one. */
export function EncodingReadings({ data }: { data: Import }) {
  const settings = useImportSettings(data.id)
  const isUnsure = hasUnsureEncoding(data)
  if (data.readings.length < 2 && !isUnsure) return null
  return (
    <section className={classes.readings}>
      <h2>{isUnsure ? 'Which of these makes sense?' : 'The first rows in other encodings'}</h2>
      <p>
        {isUnsure
          ? 'The file does not say how its letters are stored, and several readings are possible. Choose the one whose words are right; none of them: take another encoding above.'
          : 'If the words look wrong, choose the reading that is right.'}
      </p>
      <ul>
        {data.readings.map((reading) => (
          <Reading
            key={reading.encoding}
            reading={reading}
            isUsed={reading.isChosen && !isUnsure}
            busy={settings.isPending}
            onUse={() => settings.mutate({ encoding: reading.encoding })}
          />
        ))}
      </ul>
      {settings.error && <ErrorNote title="The file was not read again" error={settings.error} />}
    </section>
  )
}

interface ReadingProps {
  reading: EncodingReading
  isUsed: boolean
  busy: boolean
  onUse: () => void
}

function Reading({ reading, isUsed, busy, onUse }: ReadingProps) {
  const lines = reading.rows.map((cells, n) => ({ id: n, text: cells.join(' \u00b7 ') }))
  return (
    <li className={classes.reading} data-chosen={isUsed || undefined}>
      <div className={classes.readingHead}>
        <strong>{reading.name}</strong>
        {isUsed ? (
          <span>in use</span>
        ) : (
          <Button
            size="xs"
            variant="default"
            disabled={busy}
            aria-label={`Use ${reading.name}`}
            onClick={onUse}
          >
            Use this
          </Button>
        )}
      </div>
      <div>
        {lines.map(({ id, text }) => (
          <p key={id}>{text}</p>
        ))}
      </div>
    </li>
  )
}
