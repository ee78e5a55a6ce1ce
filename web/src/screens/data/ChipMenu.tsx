import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ImportSettings } from '../../../../src/api/import.ts'
import classes from './Data.module.css'

/** One thing that was decided about a file, and what else it could be. */
export interface Decision {
  label: string
  value: string
  reason: string | undefined
  choices: { label: string; active: boolean; patch: Partial<ImportSettings> }[]
}

interface Props {
  chip: Decision
  onPick: (patch: Partial<ImportSettings>) => void
  children: ReactNode
}

export function ChipMenu({ chip, onPick, children }: Props) {
  return (
    <Menu width={240} position="bottom-start" defaultOpened>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {chip.reason && <Menu.Label className={classes.chipReason}>{chip.reason}</Menu.Label>}
        {chip.choices.map((choice) => (
          <Menu.Item
            key={choice.label}
            rightSection={choice.active ? <IconCheck size={14} aria-label="chosen" /> : null}
            onClick={() => onPick(choice.patch)}
          >
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
