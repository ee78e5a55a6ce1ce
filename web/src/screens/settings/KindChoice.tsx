import { Checkbox } from '@mantine/core'
import type { NoticeKind } from '../../../../src/api/notice-kind.ts'
import { noticeKinds, switchableKinds } from '../../../../src/api/notice-kinds.ts'
import classes from './Settings.module.css'

interface Props {
  /** Those that are not sent. */
  off: NoticeKind[]
  onChange: (off: NoticeKind[]) => void
}

/** Which kinds of notices a receiver gets. */
export function KindChoice({ off, onChange }: Props) {
  return (
    <fieldset className={classes.kinds}>
      <legend>What is sent</legend>
      {switchableKinds.map((kind) => (
        <Checkbox
          key={kind}
          label={noticeKinds[kind].label}
          checked={!off.includes(kind)}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? off.filter((one) => one !== kind) : [...off, kind])
          }
        />
      ))}
    </fieldset>
  )
}
