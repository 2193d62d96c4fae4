import { wholeRegency, type Declaration } from '#commons/access';

/** Permissions of the survey. Who is rated (the agency's own officers) holds neither moderation nor publication. */
export const surveyDeclaration: Declaration = {
  id: 'survey',
  permissions: [
    { id: 'survey/see', means: { id: 'Melihat hasil survei dan ulasan yang sudah diperiksa', en: 'See survey results and moderated comments' } },
    { id: 'survey/moderate', means: { id: 'Memeriksa ulasan sebelum tampil', en: 'Moderate comments before they are shown' } },
    { id: 'survey/publish', means: { id: 'Menerbitkan hasil survei suatu masa', en: 'Publish the survey results of a period' } },
    { id: 'survey/follow-up', means: { id: 'Merencanakan perbaikan dan mencatat buktinya', en: 'Plan improvements and record their proof' } },
  ],
  roles: [
    { id: 'survey/organisasi', name: { id: 'Pengelola survei (Bagian Organisasi)', en: 'Survey manager' }, permissions: ['survey/see', 'survey/moderate', 'survey/publish'] },
    { id: 'survey/agency-lead', name: { id: 'Penanggung jawab tindak lanjut survei', en: 'Survey follow-up lead' }, permissions: ['survey/see', 'survey/follow-up'] },
  ],
  samples: { 'survey/organisasi': wholeRegency, 'survey/agency-lead': 'rsud' },
};
