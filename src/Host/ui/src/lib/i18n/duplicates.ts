import { dictionary } from './texts'

/** How cases that may be about one child are told apart. */
const vi = {
  found: (n: number) => (n === 1 ? 'Có một ca có thể là cùng một trẻ' : `Có ${n} ca có thể là cùng một trẻ`),
  foundThen: 'Hãy xem trước khi làm tiếp. Nền tảng không bao giờ tự gộp.',
  namesakes: (n: number) => `Trùng tên nhưng khác ngày sinh: ${n} ca`,
  likeness: { SameChild: 'Rất có thể cùng một trẻ', Possible: 'Có thể cùng một trẻ', Namesake: 'Trùng tên, khác ngày sinh' } as Record<string, string>,
  name: { Same: 'cùng họ tên', Near: 'họ tên gần giống' } as Record<string, string>,
  birthDate: { Same: 'cùng ngày sinh', Near: 'ngày và tháng sinh đảo nhau', Different: 'khác ngày sinh', Unknown: 'chưa rõ ngày sinh' } as Record<string, string>,
  class: { Same: 'cùng lớp', Different: 'khác lớp', Unknown: 'chưa rõ lớp' } as Record<string, string>,
  ended: 'đã kết thúc',
}

const en: typeof vi = {
  found: (n) => (n === 1 ? 'One case may be about the same child' : `${n} cases may be about the same child`),
  foundThen: 'Look before you go on. The platform never merges by itself.',
  namesakes: (n) => `Same name, other birth date: ${n} ${n === 1 ? 'case' : 'cases'}`,
  likeness: { SameChild: 'Most likely the same child', Possible: 'May be the same child', Namesake: 'Same name, other birth date' },
  name: { Same: 'same name', Near: 'name nearly the same' },
  birthDate: { Same: 'same birth date', Near: 'day and month of birth the other way round', Different: 'other birth date', Unknown: 'birth date not known' },
  class: { Same: 'same class', Different: 'other class', Unknown: 'class not known' },
  ended: 'ended',
}

export const duplicateTexts = dictionary(vi, en)
