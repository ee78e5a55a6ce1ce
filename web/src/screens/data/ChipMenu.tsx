import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ImportSettingsPatch } from '../../../../src/api/import-settings.ts'
import type { Chip } from './chips.ts'
import classes from './Data.module.css'

interface Props {
  chip: Chip
  onPick: (patch: ImportSettingsPatch) => void
  children: ReactNode
}

export function ChipMenu({ chip, onPick, children }: Props) {
  return (
    <Menu width={280} position="bottom-start" defaultOpened>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown className={classes.chipMenu}>
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
