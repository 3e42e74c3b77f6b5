export const repository = 'orders';
