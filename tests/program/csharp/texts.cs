const string a = "tab\tquote\"\u0041\x42\U0001F6A2";
const string b = @"c:\dir ""x""";
const string c = """raw "x" \n""";
const string d = """
    one
      two
    """;
const string e = $"{a}-{{b}}-{c,5}-{d:x}-{(x ? "y" : "z")}";
const string f = $@"{a}\n";
const string g = $$"""{{{a}}}""";
const char h = '\'';
var i = string.Format("{0}/{1}-{{{0}}}", a, b) + string.Format("{0:x}", a) + string.Join(",", a, b);
var j = 1_000L + 0.5m + 0xFF;
