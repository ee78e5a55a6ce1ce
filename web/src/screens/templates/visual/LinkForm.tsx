// The address of a link: of the one that the cursor is in, or of what is selected.
import { Button, TextInput } from '@mantine/core'
import { type Editor, getMarkRange } from '@tiptap/core'
import { useState } from 'react'
import { attributeOf, withAttribute } from './model/attributes.ts'
import classes from './Visual.module.css'

interface Props {
  editor: Editor
  onClose: () => void
}

export function LinkForm({ editor, onClose }: Props) {
  const { link } = editor.schema.marks
  const open = editor.getAttributes('link').open as string | null | undefined
  const [address, setAddress] = useState(open ? (attributeOf(open, 'href') ?? '') : '')
  const place = () => {
    const { $from, empty } = editor.state.selection
    const range = getMarkRange($from, link!) ?? (empty ? undefined : editor.state.selection)
    return range ? { from: range.from, to: range.to } : null
  }
  const apply = () => {
    const tag = withAttribute(open ?? '<a>', 'href', address.trim())
    const range = place()
    const { tr, schema } = editor.state
    const mark = link!.create({ open: tag })
    if (range) tr.addMark(range.from, range.to, mark)
    else tr.replaceSelectionWith(schema.text(address.trim(), [mark]), false)
    editor.view.dispatch(tr)
    onClose()
  }
  const remove = () => {
    const range = place()
    if (range) editor.view.dispatch(editor.state.tr.removeMark(range.from, range.to, link))
    onClose()
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (address.trim() !== '') apply()
      }}
    >
      <TextInput
        data-autofocus
        size="xs"
        label="Address of the link"
        description="https://…, or a column: {{ row.website }}"
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <div className={classes.formFoot}>
        <Button size="xs" type="submit" disabled={address.trim() === ''}>
          {open ? 'Change' : 'Link'}
        </Button>
        {open && (
          <Button size="xs" variant="subtle" color="red" onClick={remove}>
            Remove link
          </Button>
        )}
      </div>
    </form>
  )
}
