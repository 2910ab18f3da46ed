import { AreaTree } from './area-tree.js';
import { zoneOf } from './area-zone.js';

const tree = AreaTree.from([
  { code: '33.74.10', name: 'Tembalang' },
  { code: '33', name: 'Jawa Tengah' },
  { code: '33.74', name: 'Kota Semarang' },
  { code: '33.07', name: 'Kabupaten Wonosobo' },
  { code: '33.74.10.1004', name: 'Bulusan' },
  { code: '34', name: 'Daerah Istimewa Yogyakarta' },
]);

describe('the tree of areas', () => {
  it('finds an area with its level, path and zone', () => {
    expect(tree.find('33.74.10')).toEqual({
      code: '33.74.10',
      name: 'Tembalang',
      level: 'DISTRICT',
      path: ['Jawa Tengah', 'Kota Semarang', 'Tembalang'],
      zone: 'WIB',
    });
  });

  it.each(['', '3', '33.7', '33.75', '33.74.10.', '33.74.10.1005', '99', "33'"])('has no area %p', (code) => {
    expect(tree.find(code)).toBeNull();
  });

  it('lists what lies below by whole segments', () => {
    expect(tree.below('', 1)).toEqual(['33', '34']);
    expect(tree.below('33', 2)).toEqual(['33.07', '33.74']);
    expect(tree.below('33', 4)).toEqual(['33.74.10.1004']);
    expect(tree.below('33.7', 3)).toEqual([]);
    expect(tree.below('34', 2)).toEqual([]);
  });
});

describe('zones', () => {
  it.each([
    ['', 'WIB', 'Asia/Jakarta'],
    ['11', 'WIB', 'Asia/Jakarta'],
    ['31.01', 'WIB', 'Asia/Jakarta'],
    ['61', 'WIB', 'Asia/Jakarta'],
    ['62.02', 'WIB', 'Asia/Jakarta'],
    ['51', 'WITA', 'Asia/Makassar'],
    ['52.72', 'WITA', 'Asia/Makassar'],
    ['63', 'WITA', 'Asia/Makassar'],
    ['65.01', 'WITA', 'Asia/Makassar'],
    ['76', 'WITA', 'Asia/Makassar'],
    ['81', 'WIT', 'Asia/Jayapura'],
    ['82', 'WIT', 'Asia/Jayapura'],
    ['91.03', 'WIT', 'Asia/Jayapura'],
    ['96.71.01', 'WIT', 'Asia/Jayapura'],
  ])('of %p is %s', (code, label, iana) => {
    expect(zoneOf(code)).toEqual({ label, iana });
  });
});
