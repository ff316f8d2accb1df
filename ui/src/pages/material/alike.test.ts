import { describe, expect, it } from 'vitest'
import { alikeGroup, alikeness, groupQuery, isBest } from './alike'

const alone = { similar_group: null, similar_kind: null, best: null, family: null, family_best: null }
const copy = { ...alone, similar_group: '7', similar_kind: 'resized', best: false }
const version = { ...alone, family: '7', family_best: true }

describe('what stands together', () => {
  it('is named by what its members are to each other', () => {
    expect(alikeness([copy, { ...copy, best: true }])).toBe('copies')
    expect(alikeness([copy, { ...copy, similar_kind: 'burst' }])).toBe('burst')
    expect(alikeness([version])).toBe('versions')
    expect(alikeness([alone])).toBeNull()
    expect(alikeness([])).toBeNull()
  })

  it('never mixes pictures with documents of the same number', () => {
    expect(alikeGroup(copy)).not.toBe(alikeGroup(version))
    expect(groupQuery(copy)).toEqual({ similar: '7' })
    expect(groupQuery(version)).toEqual({ family: '7' })
    expect(groupQuery(alone)).toBeNull()
  })

  it('has one to use', () => {
    expect([copy, { ...copy, best: true }, version, alone].map(isBest)).toEqual([false, true, true, false])
  })
})
