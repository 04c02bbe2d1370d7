import { defineRule, type OfflineCall, type OfflineRule } from '@llmgine/offline-model'
import { z } from 'zod'
import { addOutput } from '../tools/todo/create-add-tool.ts'
import { changeOutput } from '../tools/todo/create-change-tool.ts'
import { listOutput } from '../tools/todo/create-list-tool.ts'
import { quoted } from '../tools/todo/find-items.ts'
import { referTo } from './refer-to.ts'
import { splitItems } from './split-items.ts'

const list = '[to do|to-do|todo|shopping|grocery|groceries|task|tasks] (list|lists)'
const myList = `(my|the|our) ${list}`
const writes = ['todo_add', 'todo_complete', 'todo_remove']

const add = (items: readonly string[]): OfflineCall => ({ tool: 'todo_add', arguments: { items } })
const sayAdded = (_match: unknown, { added }: { added: readonly { text: string }[] }): string =>
  `Added ${quoted(added.map(({ text }) => text))} to your list.`

const sayRemoved = ({ items }: { items: readonly { text: string }[] }): string =>
  `Removed ${quoted(items.map(({ text }) => text))} from your list.`

/** Adding to the list and looking at it. */
const basicRules: readonly OfflineRule[] = [
  defineRule({
    name: 'todo-add',
    example: 'add milk to my list',
    patterns: [
      `(add|ad|put|write|note|place|get) {items} (to|on|onto|in|into|down on) ${myList}`,
      '(add|ad|put) {items} (to|on|onto) (my|the) (todos|to-dos|tasks)',
      '(add|ad|put) {items} (to|on|onto) (it|list)',
      `i (need|want) {items} on ${myList}`,
      '[also] (add|ad) {items}',
      'and {items} (too|also|as well)',
      '(new|add) (todo|to-do|task|item) {items}',
      'todo {items}',
    ],
    respond: ({ slots }) => add(splitItems(slots.items)),
    output: addOutput,
    say: sayAdded,
  }),
  defineRule({
    name: 'todo-remind',
    example: 'remind me to call Ana',
    patterns: ['(remind me|remember|note down|do not let me forget) to {task}', '(note|note down) {task}'],
    respond: ({ slots }) => add([slots.task]),
    output: addOutput,
    say: sayAdded,
  }),
  defineRule({
    name: 'todo-list',
    example: "what's on it?",
    patterns: [
      `what is [still|left] (on|in) ${myList}`,
      'what is [still|left] on it',
      `(show|list|read|display|give|tell) [me] [what is on] ${myList}`,
      '(show|list) [me] [all] [my|the] (todos|to-dos|tasks|items)',
      'what (do i have|do i need|have i got|have i|is left|is there) to do [today]',
      '(is there anything|anything|what else is|what else) on (it|my list|the list)',
      'do i have anything to do',
      `how many (items|things|todos|tasks) are (on|in) (it|my list|the list)`,
      `[my|the] ${list}`,
      '(my|the) (todos|to-dos|tasks)',
      'todos',
    ],
    respond: () => ({ tool: 'todo_list', arguments: {} }),
    output: listOutput,
    say: (_match, { items }) => sayList(items),
  }),
]

/** Changing what is on the list, and taking back what was done. */
const changeRules: readonly OfflineRule[] = [
  defineRule({
    name: 'todo-complete',
    example: 'milk is done',
    patterns: [
      '(mark|set|tick) {items} [as] (done|complete|completed|finished)',
      '(check|tick|cross) {items} off',
      `(check|tick|cross) {items} off [from] ${myList}`,
      '(check|tick|cross) off {items}',
      '(complete|finish) {items}',
      'i (did|finished|bought|got|completed|have done|have finished|have bought) {items}',
      '(i am done|done|finished) with {items}',
      '{items} (is|are) (done|finished|complete|completed)',
    ],
    respond: ({ slots, calls }) => change('todo_complete', referTo(slots.items, calls)),
    output: changeOutput,
    say: (_match, { items }) => `Marked ${quoted(items.map(({ text }) => text))} as done.`,
  }),
  defineRule({
    name: 'todo-remove',
    example: 'remove milk from my list',
    patterns: [
      `(remove|delete|take|drop|erase|scratch|strike|get) {items} (from|off|of|off of|off from) ${myList}`,
      '(remove|delete|drop|erase) {items} from it',
      '(remove|delete|drop|erase|scratch|forget) {items} [again]',
      'take {items} off [again]',
      'i (do not|no longer) need {items} [any more|anymore]',
    ],
    respond: ({ slots, calls }) => change('todo_remove', referTo(slots.items, calls)),
    output: changeOutput,
    say: (_match, output) => sayRemoved(output),
  }),
  defineRule({
    name: 'todo-undo',
    example: 'and remove it again',
    after: writes,
    patterns: [
      '(undo|revert) [that|it|this]',
      'take (it|that) back',
      'put (it|them|that) back [on] [it|the list|my list]',
    ],
    respond: ({ previous, calls }) => {
      const items = referTo('it', calls)
      if ('unknown' in items) return items.unknown
      if (previous?.tool === 'todo_add') return change('todo_remove', items)
      if (previous?.tool === 'todo_remove') return add(items)
      return 'I cannot open an item again that is done; remove it and add it anew.'
    },
    output: z.union([addOutput, changeOutput]),
    say: (match, output) => ('added' in output ? sayAdded(match, output) : sayRemoved(output)),
  }),
]

/** The to-do list. */
export const todoRules: readonly OfflineRule[] = [...basicRules, ...changeRules]

function change(tool: string, items: ReturnType<typeof referTo>): OfflineCall | string {
  return 'unknown' in items ? items.unknown : { tool, arguments: { items } }
}

function sayList(items: readonly { readonly text: string; readonly done: boolean }[]): string {
  if (items.length === 0) return 'Your list is empty.'
  return `On your list:\n\n${items.map(({ text, done }, index) => `${index + 1}. ${text}${done ? ' (done)' : ''}`).join('\n')}`
}
