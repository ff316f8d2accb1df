import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { i18n } from '../i18n'
import { paletteOpen } from './palette'

const call = vi.hoisted(() => vi.fn())
const push = vi.hoisted(() => vi.fn())
vi.mock('../api', async () => ({ ...(await vi.importActual('../api/backend')), backend: { call } }))
vi.mock('vue-router', () => ({ useRouter: () => ({ push, hasRoute: () => true }) }))
const { default: SearchPalette } = await import('./SearchPalette.vue')

const hit = (id: string, code: string, title: string) => ({ id, code, title, marks: [[0, 2]], more: '综合科', more_marks: [], kind: null, day: null })
const found = { total: 0, items: [], activities: [], people: [], indicators: [hit('i1', '1.1', '年度计划'), hit('i2', '1.2', '年度总结')] }

async function open() {
  const palette = mount(SearchPalette, { global: { plugins: [i18n] }, attachTo: document.body })
  paletteOpen.value = true
  await flushPromises()
  return palette
}

enableAutoUnmount(afterEach)

describe('the search palette', () => {
  beforeEach(() => {
    push.mockReset()
    call.mockImplementation(() => Promise.resolve(found))
    paletteOpen.value = false
    document.body.innerHTML = ''
    HTMLElement.prototype.scrollIntoView = () => undefined
    setActivePinia(createPinia())
  })

  it('goes to the indicator that was chosen by keys', async () => {
    const palette = await open()
    await palette.get('input').setValue('年度')
    await flushPromises()
    await palette.get('input').trigger('keydown', { key: 'ArrowDown' })
    await palette.get('input').trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(push).toHaveBeenCalledWith({ name: 'indicator', query: { id: 'i2' } })
    expect(paletteOpen.value).toBe(false)
  })

  it('waits on Enter for the answer to what was typed last', async () => {
    const palette = await open()
    await palette.get('input').setValue('年')
    await flushPromises()
    let answer: (value: unknown) => void = () => undefined
    call.mockImplementation(() => new Promise((resolve) => (answer = resolve)))
    await palette.get('input').setValue('年度总')
    await palette.get('input').trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(push).not.toHaveBeenCalled()
    answer({ ...found, indicators: found.indicators.slice(1) })
    await flushPromises()
    expect(push).toHaveBeenCalledWith({ name: 'indicator', query: { id: 'i2' } })
  })

  it('marks what was searched for behind the code', async () => {
    const palette = await open()
    await palette.get('input').setValue('年度')
    await flushPromises()
    expect(palette.findAll('mark').map((one) => one.text())).toEqual(['年度', '年度'])
  })

  it('leaves Enter to the input method while a word is being spelt', async () => {
    const palette = await open()
    await palette.get('input').trigger('keydown', { key: 'Enter', isComposing: true })
    expect([push.mock.calls.length, paletteOpen.value]).toEqual([0, true])
  })

  it('gives the focus back when it is left', async () => {
    const before = document.body.appendChild(document.createElement('button'))
    before.focus()
    const palette = await open()
    expect(document.activeElement).toBe(palette.get('input').element)
    await palette.get('input').trigger('keydown', { key: 'Escape' })
    await flushPromises()
    expect(document.activeElement).toBe(before)
  })
})
