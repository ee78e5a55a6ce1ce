// The toolbar of the visual editor: one stop of the Tab key, moved through with the arrow keys.

import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBold,
  IconCode,
  IconEye,
  IconH2,
  IconH3,
  IconH4,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconPilcrow,
  IconPlus,
  IconQuote,
  IconStrikethrough,
  IconUnderline,
} from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { type ReactNode, type Ref, useRef, useState } from 'react'
import { isInTable } from './commands.ts'
import { moveFocus } from './move-focus.ts'
import { TableTools } from './TableTools.tsx'
import classes from './Visual.module.css'

export interface Tool {
  id: string
  /** Read aloud, and shown on hover with its keys. */
  label: string
  keys?: string
  icon: ReactNode
  /** Words beside the picture. */
  text?: string
  isOn?: (editor: Editor) => boolean
  run: (editor: Editor) => void
}

const size = { size: 16, stroke: 1.7, 'aria-hidden': true } as const

const block = (
  name: string,
  label: string,
  icon: ReactNode,
  attrs: Record<string, number>,
  keys: string,
): Tool => ({
  id: `${name}${attrs.level ?? ''}`,
  label,
  keys,
  icon,
  isOn: (editor) => editor.isActive(name, attrs),
  run: (editor) => editor.chain().focus().setNode(name, attrs).run(),
})
const mark = (name: string, label: string, icon: ReactNode, keys: string): Tool => ({
  id: name,
  label,
  keys,
  icon,
  isOn: (editor) => editor.isActive(name),
  run: (editor) => editor.chain().focus().toggleMark(name).run(),
})
const list = (name: string, label: string, icon: ReactNode, keys: string): Tool => ({
  id: name,
  label,
  keys,
  icon,
  isOn: (editor) => editor.isActive(name),
  run: (editor) => editor.chain().focus().toggleList(name, 'listItem').run(),
})

const groups: Tool[][] = [
  [
    block('paragraph', 'Text', <IconPilcrow {...size} />, {}, 'Ctrl+Alt+0'),
    block('heading', 'Heading 2', <IconH2 {...size} />, { level: 2 }, 'Ctrl+Alt+2'),
    block('heading', 'Heading 3', <IconH3 {...size} />, { level: 3 }, 'Ctrl+Alt+3'),
    block('heading', 'Heading 4', <IconH4 {...size} />, { level: 4 }, 'Ctrl+Alt+4'),
  ],
  [
    mark('bold', 'Bold', <IconBold {...size} />, 'Ctrl+B'),
    mark('italic', 'Italic', <IconItalic {...size} />, 'Ctrl+I'),
    mark('underline', 'Underline', <IconUnderline {...size} />, 'Ctrl+U'),
    mark('strike', 'Struck through', <IconStrikethrough {...size} />, 'Ctrl+Shift+S'),
    mark('code', 'Code', <IconCode {...size} />, 'Ctrl+E'),
  ],
  [
    list('bulletList', 'Bulleted list', <IconList {...size} />, 'Ctrl+Shift+8'),
    list('orderedList', 'Numbered list', <IconListNumbers {...size} />, 'Ctrl+Shift+7'),
    {
      id: 'quote',
      label: 'Quote',
      icon: <IconQuote {...size} />,
      isOn: (editor) => editor.isActive('quote'),
      run: (editor) => editor.chain().focus().toggleWrap('quote').run(),
    },
  ],
]
const history: Tool[] = [
  {
    id: 'undo',
    label: 'Undo',
    keys: 'Ctrl+Z',
    icon: <IconArrowBackUp {...size} />,
    run: (editor) => editor.chain().focus().undo().run(),
  },
  {
    id: 'redo',
    label: 'Redo',
    keys: 'Ctrl+Shift+Z',
    icon: <IconArrowForwardUp {...size} />,
    run: (editor) => editor.chain().focus().redo().run(),
  },
]

interface Props {
  editor: Editor
  label: string
  toolbarRef: Ref<HTMLDivElement>
  onLink: (button: HTMLElement) => void
  onInsert: (button: HTMLElement) => void
  /** Whether chips show what the row has there. */
  showsValues: boolean
  onShowValues: (shows: boolean) => void
}

export function Toolbar({ editor, label, toolbarRef, onLink, onInsert, showsValues, onShowValues }: Props) {
  const all = useRef<Tool[]>([])
  const [stop, setStop] = useState('paragraph')
  const linkTool: Tool = {
    id: 'link',
    label: 'Link',
    keys: 'Ctrl+Shift+K',
    icon: <IconLink {...size} />,
    isOn: (current) => current.isActive('link'),
    run: () => undefined,
  }
  const insertTool: Tool = {
    id: 'insert',
    label: 'Insert',
    keys: '/',
    icon: <IconPlus {...size} />,
    text: 'Insert',
    run: () => undefined,
  }
  const valuesTool: Tool = {
    id: 'values',
    label: 'Show the values of the row',
    icon: <IconEye {...size} />,
    isOn: () => showsValues,
    run: () => onShowValues(!showsValues),
  }
  const shown = [
    ...groups.map((group, at) => (at === 1 ? [...group, linkTool] : group)),
    [insertTool, valuesTool],
    history,
  ]
  all.current = shown.flat()
  const on = useEditorState({
    editor,
    selector: ({ editor: current }) => [
      ...all.current.filter(({ isOn }) => isOn?.(current)).map(({ id }) => id),
      ...(isInTable(current) ? ['table'] : []),
    ],
  })
  const press = (tool: Tool, button: HTMLElement) => {
    setStop(tool.id)
    if (tool.id === 'link') onLink(button)
    else if (tool.id === 'insert') onInsert(button)
    else tool.run(editor)
  }
  return (
    <div className={classes.tools}>
      <div
        role="toolbar"
        aria-label={`Tools for ${label}`}
        aria-orientation="horizontal"
        className={classes.toolbar}
        ref={toolbarRef}
        onKeyDown={(event) => moveFocus(event, setStop)}
      >
        {shown.map((group) => (
          <div key={group[0]!.id} className={classes.group}>
            {group.map((tool) => (
              <button
                key={tool.id}
                type="button"
                data-tool={tool.id}
                className={classes.tool}
                aria-label={tool.label}
                aria-pressed={tool.id === 'values' ? showsValues : tool.isOn && on.includes(tool.id)}
                aria-haspopup={tool.id === 'insert' || tool.id === 'link' ? 'dialog' : undefined}
                title={tool.keys ? `${tool.label} (${tool.keys})` : tool.label}
                tabIndex={tool.id === stop ? 0 : -1}
                onFocus={() => setStop(tool.id)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={(event) => press(tool, event.currentTarget)}
              >
                {tool.icon}
                {tool.text}
              </button>
            ))}
          </div>
        ))}
      </div>
      {on.includes('table') && <TableTools editor={editor} />}
    </div>
  )
}
