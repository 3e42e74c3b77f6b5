enum Count { One = 1, Two, Below = -5, Above, Computed = 'a'.length, Lost, 'Quoted Name' = 7, Next }
export const enum Tag { Latest = 'latest', Also = Latest, Both = Tag.Latest }
declare enum Elsewhere { A }
namespace Outer.Inner {
  export const tag = 'v1';
  const hidden = 'v2';
  export function image() { return tag + hidden; }
  make(tag);
}
namespace Outer { export class Later {} }
class Merged {}
namespace Merged { export interface Props {} export const extra = 1; }
declare global { interface Window {} }
declare module 'other' { export const x: string; }
