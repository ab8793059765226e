import type { Assessment } from '@/lib/api/types'
import { dictionary } from '@/lib/i18n/texts'

const vi = {
  group: { child: 'Tình trạng của trẻ', incident: 'Sự việc', family: 'Gia đình', environment: 'Môi trường', account: 'Lời của trẻ', sources: 'Nguồn và kết luận' },
  fact: {
    physical: 'Thể chất',
    psychological: 'Tâm lý',
    emotional: 'Tình cảm',
    behaviour: 'Hành vi',
    learning: 'Học tập',
    incident: 'Sự việc: loại, lúc nào, ở đâu',
    incidentFrequency: 'Xảy ra bao nhiêu lần, từ bao giờ',
    suspectedPerson: 'Người bị nghi vấn, quan hệ với trẻ',
    suspectedPersonAccess: 'Hiện người đó có gặp được trẻ không',
    family: 'Thành viên và quan hệ trong gia đình',
    familyEconomy: 'Kinh tế gia đình',
    protectiveCapacity: 'Từng người chăm sóc bảo vệ trẻ được tới đâu',
    familyRiskFactors: 'Yếu tố nguy cơ trong gia đình',
    environment: 'Nơi ở',
    school: 'Trường, lớp',
    community: 'Cộng đồng nơi trẻ sống',
    servicesAvailable: 'Dịch vụ có thể dùng',
    childAccount: 'Lời kể của trẻ',
    childWishes: 'Mong muốn của trẻ',
    sources: 'Nguồn thông tin, giấy tờ',
    conclusion: 'Kết luận',
    proposal: 'Đề nghị',
  } as Record<string, string>,
  recipient: {
    Commune: 'UBND cấp xã',
    Police: 'Công an',
    Hotline111: 'Tổng đài 111',
    ChildCareAgency: 'Cơ quan chăm sóc, bảo vệ trẻ em',
  } as Record<string, string>,
  channel: { Phone: 'Điện thoại', InPerson: 'Trực tiếp', Document: 'Văn bản', Email: 'Thư điện tử' } as Record<string, string>,
}

const en: typeof vi = {
  group: { child: 'State of the child', incident: 'Incident', family: 'Family', environment: 'Environment', account: 'The child’s own words', sources: 'Sources and conclusion' },
  fact: {
    physical: 'Physical state',
    psychological: 'Psychological state',
    emotional: 'Emotional state',
    behaviour: 'Behaviour',
    learning: 'Learning',
    incident: 'Incident: kind, when, where',
    incidentFrequency: 'How often, since when',
    suspectedPerson: 'Suspected person, relation to the child',
    suspectedPersonAccess: 'Whether that person can reach the child now',
    family: 'Members and relations of the family',
    familyEconomy: 'Economy of the family',
    protectiveCapacity: 'How far each caregiver can protect the child',
    familyRiskFactors: 'Risk factors in the family',
    environment: 'Home',
    school: 'School, class',
    community: 'Community where the child lives',
    servicesAvailable: 'Services available',
    childAccount: 'The child’s account',
    childWishes: 'The child’s wishes',
    sources: 'Sources and documents',
    conclusion: 'Conclusion',
    proposal: 'Proposal',
  },
  recipient: { Commune: 'Commune People’s Committee', Police: 'Police', Hotline111: 'Hotline 111', ChildCareAgency: 'Child-care agency' },
  channel: { Phone: 'Phone', InPerson: 'In person', Document: 'Letter', Email: 'E-mail' },
}

export const factTexts = dictionary(vi, en)

type Fact = keyof NonNullable<Assessment['facts']>

/** The facts of Form 03 under its headings, in its order. */
export const factGroups: [group: keyof (typeof vi)['group'], facts: Fact[]][] = [
  ['child', ['physical', 'psychological', 'emotional', 'behaviour', 'learning']],
  ['incident', ['incident', 'incidentFrequency', 'suspectedPerson', 'suspectedPersonAccess']],
  ['family', ['family', 'familyEconomy', 'protectiveCapacity', 'familyRiskFactors']],
  ['environment', ['environment', 'school', 'community', 'servicesAvailable']],
  ['account', ['childAccount', 'childWishes']],
  ['sources', ['sources', 'conclusion', 'proposal']],
]
