const fixed = 'a';
let once = 'b';
let twice = 'c';
twice = 'd';
let later: string;
later = 'e';
let perhaps: string;
if (fixed) perhaps = 'f';
let either;
if (fixed) { either = 'g'; } else either = 'h';
let grown = 'i';
grown += '-j';
let fallback = process.env.TAG;
fallback ??= 'latest';
var twofold = 1;
var twofold = 2;
var again;
let counter = 0;
counter++;
let chained, other;
chained = other = 'k';
let swapped = 'l';
[swapped] = ['m'];
({ swapped } = { swapped: 'n' });
function shadow(tag: string, props = {}) {
  const fixed = 'shadowed';
  if (tag) {
    const fixed = 'in a block';
    var hoisted = fixed;
    hoistedFunction(hoisted);
  }
  props = props || { tag: 'latest' };
  tag = 'other';
  twice = 'from inside';
  return hoisted;
  function hoistedFunction(x: string) {}
}
