import { Button } from '@mantine/core'
import type { Editor } from '@tiptap/core'
import { unwrapFrame } from './commands.ts'
import { readTag } from './model/condition.ts'
import { frameNames } from './model/lex.ts'
import { Remove } from './Remove.tsx'
import type { VisualColumn } from './schema/views.ts'
import { TagForm } from './TagForm.tsx'
import classes from './Visual.module.css'

interface Props {
  editor: Editor
  position: number
  columns: readonly VisualColumn[]
  onChange: (attrs: Record<string, string>) => void
  onClose: () => void
}

/** A branch in a frame; the frame itself is changed from here too. */
export function BranchForm({ editor, position, columns, onChange, onClose }: Props) {
  const { doc, schema } = editor.state
  const branch = doc.nodeAt(position)!
  const $at = doc.resolve(position)
  const frame = $at.parent
  const frameAt = $at.before()
  const tag = String(branch.attrs.tag)
  const head = String(frame.attrs.head ?? '')
  const names = Array.from(
    { length: frame.childCount },
    (_, at) => readTag(String(frame.child(at).attrs.tag)).name,
  )
  const kind = head === '' ? names[0]! : 'case'
  const isFirst = $at.index() === 0
  const add = (source: string) => {
    const isLast = readTag(source).name === 'else'
    const at = isLast ? frameAt + frame.nodeSize - 1 : position + branch.nodeSize
    const content = branch.type.name === 'branch' ? schema.nodes.paragraph!.create() : null
    editor.view.dispatch(editor.state.tr.insert(at, branch.type.create({ tag: source }, content)))
    onClose()
  }
  const first = columns[0]?.expression ?? 'row.column'
  const run = (change: () => void) => () => {
    change()
    onClose()
  }
  return (
    <div className={classes.form}>
      <TagForm
        tag={tag}
        head={head}
        columns={columns}
        onChange={(text) => onChange({ tag: text })}
        onHead={(text) => {
          editor.view.dispatch(
            editor.state.tr.setNodeMarkup(frameAt, undefined, { ...frame.attrs, head: text }),
          )
          onChange({})
        }}
      />
      <div className={classes.formButtons}>
        {(kind === 'if' || kind === 'unless') && names.at($at.index()) !== 'else' && (
          <Button size="xs" variant="default" onClick={() => add(`{% elsif ${first} != blank %}`)}>
            Add another condition
          </Button>
        )}
        {kind === 'case' && names.at($at.index()) !== 'else' && (
          <Button size="xs" variant="default" onClick={() => add('{% when "" %}')}>
            Add another value
          </Button>
        )}
        {frameNames.includes(kind) && !names.includes('else') && (
          <Button size="xs" variant="default" onClick={() => add('{% else %}')}>
            Add “Otherwise”
          </Button>
        )}
      </div>
      <div className={classes.formFoot}>
        <span className="code">{tag}</span>
      </div>
      <div className={classes.formButtons}>
        {!isFirst && (
          <Remove
            onRemove={run(() =>
              editor.view.dispatch(editor.state.tr.delete(position, position + branch.nodeSize)),
            )}
          >
            Remove this part
          </Remove>
        )}
        {frame.childCount === 1 && (
          <Remove onRemove={run(() => unwrapFrame(editor, frameAt))}>Remove, keep the content</Remove>
        )}
        <Remove
          onRemove={run(() =>
            editor.view.dispatch(editor.state.tr.delete(frameAt, frameAt + frame.nodeSize)),
          )}
        >
          Remove all
        </Remove>
      </div>
    </div>
  )
}
