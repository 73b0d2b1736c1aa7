/** Lines of Markdown of every kind, for documents made of them in any order: what stands next to what is what parsers get wrong. */
const headings = '# A ¦ ## B ¦    ### C ¦ #  ¦ #notheading ¦     # indented ¦ Setext ¦ === ¦ --- ¦ *** ¦ +++ ¦ ...';
const text = 'para text ¦ text\\ ¦   cont ¦ a   ¦     code ¦ \t# tabbed ¦  ¦  ¦  ¦ 漢字 😀 é ¦ **Key:** value';
const lists =
  '- item ¦ 1. one ¦    - nested ¦ * a ¦ + z ¦ 1) x ¦ 10. y ¦ - # item heading ¦ - [ ] task ¦ - [x] done ¦ - ¦ \t- tab item';
const containers =
  '- **ID**: WP-1 ¦ > quote ¦ > # q heading ¦ > - x ¦ | a | b | ¦ |---|---| ¦ | 1 | 2 | ¦ a | b ¦ - | - ¦ | `x|y` | \\| |';
const unclosed = '``` ¦ ~~~ ¦ ```` ¦ ```md ¦ <!-- c ¦ --> ¦ <div> ¦ </div> ¦ <script> ¦ </script> ¦ <!-- one line -->';
const labels =
  '[foo]: http://x ¦ see [foo] and [bar][] ¦ [bar]: /y ¦ [^1]: note ¦ ref[^1] ¦ [multi ¦ line]: /z "t ¦ ttt" ¦ [a\\]b]: x ¦ [ ^c]: x ¦ [A\\]B] [^c] ¦ [foo][bar] ![foo]';
const inline =
  'http://a.b/c_d www.x.y a@b.c ¦ <http://u.v> <a@b.c> ¦ ~~del~~ ~one~ ¦ ![alt *x*](u "t") [l](<a b>) ¦ &amp; &copy; \\* &#x41; ¦ *em _in_* **b*  ¦ `` a`b `` ¦ b**old** <b>x</b> `c`';

export const markdownLines: readonly string[] = [headings, text, lists, containers, unclosed, labels, inline].flatMap((row) =>
  row.split(' ¦ '),
);
