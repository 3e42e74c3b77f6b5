function branches(props) {
  if (props.early) return;
  one();
  if (props.a) { two(); } else if (props.b) { three(); return; } else { four(); }
  five();
  if (!props.tag) throw new Error('tag is missing');
  six();
  if (props.c) { if (props.d) return 'value'; seven(); }
  eight();
}
function loops(list) {
  for (const item of list) {
    if (!item) continue;
    one(item);
  }
  two();
  for (let i = 0; i < size(); i++) { three(i); if (i) return; }
  four();
  for (const key in list) five(key);
  for (;;) break;
  while (more()) six();
  do { seven(); } while (false);
  outer: for (const x of [1, 2]) for (const y of [3]) { eight(x, y); }
  let reused;
  for (reused of list) nine(reused);
}
function switches(stage) {
  switch (choose(stage)) {
    case 'prod': one(); break;
    case other(): if (stage) break; two(); return;
    default: { const x = three(); }
  }
  four();
}
function tries() {
  try { one(); if (x) return; two(); } catch (error) { three(error); } finally { four(); }
  five();
  try { return six(); } catch { return 'none'; }
}
const both = () => { if (a) { return one(); } else { return two(); } };
