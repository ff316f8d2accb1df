import { enableAutoUnmount, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h, nextTick } from 'vue'
import type { TaskRow } from '../api/types'
import { i18n } from '../i18n'
import { useTasks } from '../stores/tasks'

vi.mock('../api', async () => ({ ...(await vi.importActual('../api/backend')), backend: { call: vi.fn() } }))
const { default: TaskBar } = await import('./TaskBar.vue')
const { default: TaskProgress } = await import('../parts/TaskProgress.vue')

const task: TaskRow = {
  id: 't1',
  command: 'sample_create',
  state: 'running',
  step: '',
  current: '',
  done: 0,
  total: 0,
  unit: 'files',
  seconds: 0,
  seconds_left: null,
  result: null,
  error: null,
}

enableAutoUnmount(afterEach)

describe('the task bar', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('leaves out a task whose progress the page shows, as long as it does', async () => {
    const tasks = useTasks()
    tasks.tasks = [task]
    const bar = mount(() => h('div', h(TaskBar)), { global: { plugins: [i18n] } })
    expect(bar.findAll('.task')).toHaveLength(1)
    const page = mount(TaskProgress, { props: { task }, global: { plugins: [i18n] } })
    await nextTick()
    expect(bar.findAll('.task')).toHaveLength(0)
    page.unmount()
    await nextTick()
    expect(bar.findAll('.task')).toHaveLength(1)
  })
})
