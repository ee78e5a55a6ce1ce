// What opens at a chip, a condition, a picture or a piece of code: its form, which changes it as one types.
import { Textarea, TextInput } from '@mantine/core'
import type { Editor } from '@tiptap/core'
import { NodeSelection } from '@tiptap/pm/state'
import { useState } from 'react'
import { AtPlace } from './AtPlace.tsx'
import { BranchForm } from './BranchForm.tsx'
import { ChipForm } from './ChipForm.tsx'
import { attributeOf, withAttribute } from './model/attributes.ts'
import { readTag } from './model/condition.ts'
import { Remove } from './Remove.tsx'
import type { VisualColumn } from './schema/views.ts'
import { TagForm } from './TagForm.tsx'
import classes from './Visual.module.css'

interface Props {
  editor: Editor
  /** Where the node stands. */
  position: number
  columns: readonly VisualColumn[]
  onClose: () => void
}

export function NodeForm({ editor, position, columns, onClose }: Props) {
  // Each change makes the node another one: the form reads it again.
  const [, setTurn] = useState(0)
  const node = editor.state.doc.nodeAt(position)
  const dom = editor.view.nodeDOM(position)
  if (!node || !(dom instanceof HTMLElement)) return null
  const set = (attrs: Record<string, string>) => {
    const { tr } = editor.state
    tr.setNodeMarkup(position, undefined, { ...node.attrs, ...attrs })
    if (node.isAtom) tr.setSelection(NodeSelection.create(tr.doc, position))
    editor.view.dispatch(tr)
    setTurn((turn) => turn + 1)
  }
  const remove = () => {
    editor.view.dispatch(editor.state.tr.delete(position, position + node.nodeSize))
    onClose()
  }
  const source = String(node.attrs.source ?? '')
  const setSource = (text: string) => set({ source: text })
  const name = node.type.name
  return (
    <AtPlace
      rect={(dom.querySelector('.visual-bar-button') ?? dom).getBoundingClientRect()}
      label={labelOf(name)}
      onClose={onClose}
    >
      {name === 'chip' ? (
        <ChipForm source={source} columns={columns} onChange={setSource} onRemove={remove} />
      ) : name === 'image' ? (
        <ImageForm source={source} onChange={setSource} onRemove={remove} />
      ) : name === 'fence' ? (
        <FenceForm source={source} columns={columns} onChange={setSource} onRemove={remove} />
      ) : /branch$/i.test(name) ? (
        <BranchForm editor={editor} position={position} columns={columns} onChange={set} onClose={onClose} />
      ) : (
        <SourceForm source={source} onChange={setSource} onRemove={remove} />
      )}
    </AtPlace>
  )
}

function labelOf(name: string): string {
  if (name === 'chip') return 'Column'
  if (name === 'image') return 'Picture'
  return name === 'fence' || /branch$/i.test(name) ? 'Condition or loop' : 'Code'
}

interface FormProps {
  source: string
  onChange: (source: string) => void
  onRemove: () => void
}

function SourceForm({ source, onChange, onRemove }: FormProps) {
  return (
    <div className={classes.form}>
      <Textarea
        size="xs"
        label="HTML and Liquid"
        rows={Math.min(14, source.split('\n').length + 2)}
        classNames={{ input: 'code' }}
        value={source}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={classes.formFoot}>
        <span />
        <Remove onRemove={onRemove}>Remove</Remove>
      </div>
    </div>
  )
}

function ImageForm({ source, onChange, onRemove }: FormProps) {
  const field = (label: string, name: string, description?: string) => (
    <TextInput
      size="xs"
      label={label}
      description={description}
      value={attributeOf(source, name) ?? ''}
      onChange={(event) => onChange(withAttribute(source, name, event.currentTarget.value))}
    />
  )
  return (
    <div className={classes.form}>
      {field('Address', 'src', 'https://…, or a column: {{ row.photo }}')}
      {field('In words', 'alt', 'Read aloud, and shown while the picture is missing.')}
      <div className={classes.formFoot}>
        <span />
        <Remove onRemove={onRemove}>Remove</Remove>
      </div>
    </div>
  )
}

function FenceForm({
  columns,
  source,
  onChange,
  onRemove,
}: FormProps & { columns: readonly VisualColumn[] }) {
  return (
    <div className={classes.form}>
      <TagForm tag={source} head="" columns={columns} onChange={onChange} onHead={() => undefined} />
      <div className={classes.formFoot}>
        <span className="code">{source}</span>
        <Remove onRemove={onRemove}>{readTag(source).name === 'else' ? 'Remove' : 'Remove condition'}</Remove>
      </div>
    </div>
  )
}
