/**
 * Where the facts of the taxonomy were read. `1c` is Kondusif's own table of categories: what stands under it
 * names a law as a whole or a ruling and no article that was not checked elsewhere.
 */
export const SOURCES = {
  '1c': 'tabel kategori Kondusif',
  L1: 'id.m.wikisource.org/wiki/Undang-Undang_Republik_Indonesia_Nomor_7_Tahun_2012',
  L17: 'palu.tribunnews.com/2023/12/10/catat-ini-tempat-tempat…',
  L18: 'pelitakarawang.com/2024/09/peserta-pilkada-2024-diharapkan.html',
  L31: 'makassar.tribunnews.com/amp/2024/12/05/kontroversi-psu-jeneponto…',
  L32: 'opera.liputan6.com/cek-fakta/read/5818817',
  L33: 'radarutara.bacakoran.co/amp/3181',
  L33b: 'news.okezone.com/read/2024/02/21/337/2973504',
  L34: 'kompas.com/tren/read/2023/11/06/133000265',
  L34c: 'wartaguru.id/wajib-tahu-bentuk-bentuk-pelanggaran-disiplin-asn…',
  L35: 'radarlampung.bacakoran.co/read/12649',
  L40: 'kesbangpollinmas.klungkungkab.go.id/?p=3217',
  L42: 'slideshare 268631976 (ketentuan pidana UU 7/2017)',
  L43: 'prodeteksi.com/search/label/Pilkada%202024',
  D4c: 'video.okezone.com/play/2024/11/27/1/186893',
  D15b: 'jateng.antaranews.com/berita/554445',
  D16: 'saranainfo.com (jpnn 15 April 2025)',
  T1: 'detik.com/bali/berita/d-7500045 (MK 65/PUU-XXI/2023, MK 69/PUU-XXII/2024)',
  T2: 'rienews.com/mk-putuskan-frasa-kerusuhan-di-uu-ite-tidak-mempunyai-kekuatan-hukum-mengikat',
  T3: 'selayarnews.com/02/07/2016/uu-pilkada-mendapat-nomor-10-tahun-2016',
  T4: 'kompaspedia.kompas.id/baca/data/dokumen/uu-nomor-7-tahun-2017-tentang-pemilihan-umum',
  T5: 'idntimes.com/news/indonesia/pasal-27a-dan-28b-uu-ite-revisi-dianggap-berpotensi-mengkriminalisasi',
  T6: 'pemilu.tempo.co/read/1799549/kapan-jadwal-kampanye-pemilu-2024',
} as const;

export type SourceKey = keyof typeof SOURCES;
