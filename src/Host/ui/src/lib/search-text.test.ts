import { expect, it } from 'vitest'
import { fold, holds } from './search-text'

it('ignores case, diacritics and the stroke of đ, composed or not', () => {
  expect(fold('Nguyễn Đức Ánh')).toBe('nguyen duc anh')
  expect(fold('Nguyễn'.normalize('NFD'))).toBe(fold('Nguyễn'.normalize('NFC')))
  expect(holds('Trường THCS Bình Cang', 'binh cang')).toBe(true)
  expect(holds('Trường THCS Bình Cang', 'bính')).toBe(true)
  expect(holds('Trường THCS Bình Cang', 'thpt')).toBe(false)
})
