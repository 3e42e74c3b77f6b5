const settings = { tag: 'v1' };
export default settings as Settings;
export = settings;
