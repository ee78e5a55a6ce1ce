import '@mantine/core/styles/SegmentedControl.layer.css'
import { SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import classes from './Templates.module.css'

export type PaneName = 'fields' | 'editor' | 'preview'

interface Props {
  /** The one that a narrow screen shows. */
  active: PaneName
  onActive: (pane: PaneName) => void
  editorLabel: string
  fields: ReactNode
  editor: ReactNode
  preview: ReactNode
}

/** Three panes side by side; on narrow screens one at a time. */
export function Panes({ active, onActive, editorLabel, fields, editor, preview }: Props) {
  const isNarrow = useMediaQuery('(max-width: 1080px)', false, { getInitialValueInEffect: false })
  const isShown = (pane: PaneName) => !isNarrow || active === pane
  return (
    <>
      {isNarrow && (
        <div className={classes.paneSwitch}>
          <SegmentedControl
            fullWidth
            value={active}
            onChange={(pane) => onActive(pane as PaneName)}
            data={[
              { value: 'fields', label: 'Fields' },
              { value: 'editor', label: editorLabel },
              { value: 'preview', label: 'Preview' },
            ]}
          />
        </div>
      )}
      <div className={classes.panes}>
        {isShown('fields') && fields}
        {isShown('editor') && editor}
        {isShown('preview') && preview}
      </div>
    </>
  )
}
