// What was decided about the file, as chips that can be decided otherwise.
import { IconChevronDown } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Import } from '../../../../src/api/import.ts'
import type { ImportSettingsPatch } from '../../../../src/api/import-settings.ts'
import { useImportSettings } from '../../queries/data.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { type Chip, chipsOf } from './chips.ts'
import classes from './Data.module.css'

const load = () => import('./ChipMenu.tsx')
const ChipMenu = lazy(async () => ({ default: (await load()).ChipMenu }))

export function DecisionChips({ data }: { data: Import }) {
  const settings = useImportSettings(data.id)
  return (
    <>
      <div className={classes.chips}>
        {chipsOf(data).map((chip) => (
          <ChipButton key={chip.label} chip={chip} busy={settings.isPending} onPick={settings.mutate} />
        ))}
      </div>
      {settings.error && <ErrorNote title="The file was not read again" error={settings.error} />}
    </>
  )
}

interface ChipProps {
  chip: Chip
  busy: boolean
  onPick: (patch: ImportSettingsPatch) => void
}

/** Its menu is loaded when first needed. */
function ChipButton({ chip, busy, onPick }: ChipProps) {
  const [isWanted, setWanted] = useState(false)
  const button = (
    <button
      type="button"
      className={classes.chip}
      aria-haspopup="menu"
      disabled={busy}
      onPointerEnter={load}
      onFocus={load}
      onClick={() => setWanted(true)}
    >
      <span>{chip.label}</span>
      <strong>{chip.value}</strong>
      <IconChevronDown size={13} aria-hidden />
    </button>
  )
  return isWanted ? (
    <Suspense fallback={button}>
      <ChipMenu chip={chip} onPick={onPick}>
        {button}
      </ChipMenu>
    </Suspense>
  ) : (
    button
  )
}
