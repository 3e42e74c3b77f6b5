export const settings = {
  orders: { tag: 'edge' },
  billing: { tag: '2.3.0' },
  repository: { immutable: false, scan: true },
};

export enum Tag {
  Moving = 'latest',
  Fixed = '7.1.0',
}

export const REGISTRY = 'ghcr.io/acme';
export const IMAGES = ['orders', 'billing'];
