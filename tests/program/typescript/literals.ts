const texts = ['plain', "it's", 'it\'s', "\u0041\x42\u{1f6a2}\ud83d\udea2", 'a\
b', '\n\t\0', ''];
const templates = [`latest`, ``, `${a}`, `a${b}c${`d${e}`}\n\${f}`, `line
break`, String.raw`x${call()}`];
const numbers = [1, 1.10, 0x1f, 1_000, 10n, -1, +2, - 3];
const others = [true, false, null, undefined, void 0, /a+/g, , ...more];
const object = {
  key: 1,
  'quoted-key': 2,
  3: 3,
  ['literal']: 4,
  [computed()]: 5,
  shorthand,
  ...spread,
  method(x) { return x; },
  get read() { return 6; },
  set read(value) {},
  async *generator() { yield made(); },
};
