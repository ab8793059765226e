import { dictionary } from '@/lib/i18n/texts'

const vi = {
  fact: {
    physical: 'Thể chất',
    psychological: 'Tâm lý',
    emotional: 'Tình cảm',
    behaviour: 'Hành vi',
    learning: 'Học tập',
    incident: 'Sự việc: loại, lúc nào, bao nhiêu lần, người bị nghi vấn có gặp được trẻ không',
    family: 'Gia đình: thành viên, kinh tế, quan hệ, khả năng bảo vệ trẻ',
    environment: 'Môi trường: nhà, trường, cộng đồng, dịch vụ',
    childAccount: 'Lời kể và mong muốn của trẻ',
    sources: 'Nguồn thông tin, giấy tờ',
    conclusion: 'Kết luận và đề nghị',
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
  fact: {
    physical: 'Physical state',
    psychological: 'Psychological state',
    emotional: 'Emotional state',
    behaviour: 'Behaviour',
    learning: 'Learning',
    incident: 'Incident: kind, when, how often, whether the suspected person can reach the child',
    family: 'Family: members, economy, relations, ability to protect',
    environment: 'Environment: home, school, community, services',
    childAccount: 'The child’s own account and wishes',
    sources: 'Sources and documents',
    conclusion: 'Conclusion and proposal',
  },
  recipient: { Commune: 'Commune People’s Committee', Police: 'Police', Hotline111: 'Hotline 111', ChildCareAgency: 'Child-care agency' },
  channel: { Phone: 'Phone', InPerson: 'In person', Document: 'Letter', Email: 'E-mail' },
}

export const factTexts = dictionary(vi, en)
