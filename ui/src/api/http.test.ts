import { afterEach, expect, it, vi } from 'vitest'
import { httpBackend } from './http'

function answers(status: number, body: string): ReturnType<typeof vi.fn> {
  const fetch = vi.fn(() => Promise.resolve(new Response(body, { status })))
  vi.stubGlobal('fetch', fetch)
  return fetch
}
afterEach(() => vi.unstubAllGlobals())

it('posts the arguments to the command and gives the answer', async () => {
  const fetch = answers(200, '{"sources":[]}')
  expect(await httpBackend.call('source_add', { dir: '/照片' })).toEqual({ sources: [] })
  const [url, request] = fetch.mock.calls[0] as [string, RequestInit]
  expect([url, request.method, request.body, request.credentials]).toEqual(['/api/source_add', 'POST', '{"dir":"/照片"}', 'same-origin'])
})

it('sends an empty object where there are no arguments', async () => {
  const fetch = answers(200, 'null')
  expect(await httpBackend.call('ledger_close')).toBeNull()
  expect((fetch.mock.calls[0] as [string, RequestInit])[1].body).toBe('{}')
})

it('passes on an error as the program made it', async () => {
  const error = { code: 'folder_not_empty', message: '不是空的。', hint: '换一个。', context: { path: '/台账' } }
  answers(409, JSON.stringify({ error }))
  await expect(httpBackend.call('ledger_open', { dir: '/台账' })).rejects.toEqual(error)
})

it('makes an error of an answer that is none', async () => {
  answers(502, '<html>Bad gateway</html>')
  await expect(httpBackend.call('app_info')).rejects.toMatchObject({ code: 'internal', message: 'HTTP 502' })
})

it('tells a program that has ended from a command that failed', async () => {
  vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new TypeError('Failed to fetch'))))
  await expect(httpBackend.call('app_info')).rejects.toMatchObject({ code: 'program_ended' })
})
