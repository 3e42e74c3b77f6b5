const released = '1.1.0';
const newest = 'latest';
export { newest, released as pinned };
