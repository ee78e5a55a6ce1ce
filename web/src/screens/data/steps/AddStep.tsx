import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { StepKindName } from '../../../../../src/api/step.ts'
import { stepHints, stepTitles } from '../../../../../src/api/step-words.ts'
import classes from './Steps.module.css'

const kinds = Object.keys(stepTitles) as StepKindName[]

export function AddStep({ onPick }: { onPick: (kind: StepKindName) => void }) {
  return (
    <Menu position="bottom-start" width={360}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconPlus size={15} />}>
          Add step
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.kinds}>
        {kinds.map((kind) => (
          <Menu.Item key={kind} onClick={() => onPick(kind)}>
            <span className={classes.kind}>
              <strong>{stepTitles[kind]}</strong>
              <span>{stepHints[kind]}</span>
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
