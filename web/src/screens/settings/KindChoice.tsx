import { Checkbox } from '@mantine/core'
import { useId } from 'react'
import { noticeGroups } from '../../../../src/api/notice-groups.ts'
import type { NoticeKind } from '../../../../src/api/notice-kind.ts'
import { noticeKinds } from '../../../../src/api/notice-kinds.ts'
import classes from './Settings.module.css'

interface Props {
  /** What is chosen: "What is sent". */
  label: string
  /** Where the form says it in a heading of its own already. */
  isLabelHidden?: boolean
  /** Those that are left out. */
  off: readonly NoticeKind[]
  onTurn: (kind: NoticeKind, isOn: boolean) => void
}

/** Which kinds of notices come, under the nouns that they are about. */
export function KindChoice({ label, isLabelHidden, off, onTurn }: Props) {
  const id = useId()
  return (
    <fieldset className={classes.kinds}>
      <legend className={isLabelHidden ? 'sr-only' : undefined}>{label}</legend>
      {noticeGroups.map(({ title, text, kinds }, at) => {
        const headingId = `${id}-${at}`
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset within one is read out twice over
          <div key={title} role="group" aria-labelledby={headingId} className={classes.kindGroup}>
            <div>
              <h3 id={headingId}>{title}</h3>
              <p>{text}</p>
            </div>
            <div className={classes.kindList}>
              {kinds.map((kind) => (
                <Checkbox
                  key={kind}
                  label={noticeKinds[kind].label}
                  checked={!off.includes(kind)}
                  onChange={(event) => onTurn(kind, event.currentTarget.checked)}
                />
              ))}
            </div>
          </div>
        )
      })}
    </fieldset>
  )
}

/** Those that are left out once `kind` was turned on or off. */
export function turned(off: readonly NoticeKind[], kind: NoticeKind, isOn: boolean): NoticeKind[] {
  return isOn ? off.filter((one) => one !== kind) : [...off, kind]
}
