import { wholeRegency, type Declaration } from '#commons/access';

/** Who verifies, who answers, who moderates. */
export const complaintsDeclaration: Declaration = {
  id: 'complaints',
  permissions: [
    { id: 'complaints/desk', means: { id: 'Membuka meja pengaduan', en: 'Open the complaints desk' } },
    { id: 'complaints/verify', means: { id: 'Memverifikasi dan meneruskan pengaduan', en: 'Verify and forward complaints' } },
    { id: 'complaints/answer', means: { id: 'Menjawab pengaduan perangkat daerahnya', en: 'Answer complaints of one’s agency' } },
    { id: 'complaints/moderate', means: { id: 'Memeriksa pengaduan sebelum tampil', en: 'Moderate complaints before they are shown' } },
  ],
  roles: [
    { id: 'complaints/administrator', name: { id: 'Admin pengaduan', en: 'Complaints administrator' }, permissions: ['complaints/desk', 'complaints/verify', 'complaints/moderate'] },
    { id: 'complaints/liaison', name: { id: 'Pejabat penghubung pengaduan', en: 'Complaints liaison' }, permissions: ['complaints/desk', 'complaints/answer'] },
  ],
  samples: { 'complaints/administrator': wholeRegency, 'complaints/liaison': 'rsud' },
};
