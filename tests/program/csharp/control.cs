var stage = args.Length > 0 ? args[0] : throw new Exception();
string Pick(string stage)
{
    if (string.IsNullOrEmpty(stage)) return "none";
    switch (stage)
    {
        case "dev":
        case "test": return Two("a");
        case { Length: > 3 } long_ when Three(): break;
        default: Four(); break;
    }
    foreach (var (key, value) in pairs) { if (key is null) continue; Five(value); }
    try { Six(); } catch (Exception error) when (error is Failure { Code: 3 } failure) { return failure.Text; }
    return stage switch { "prod" or "live" => "p", not null when stage != "x" => "q", _ => throw new Exception() };
}
#if DEBUG
Seven();
#else
Eight();
#endif
items.ForEach(item => Nine(item));
Func<string, string> last = delegate (string s) { return s; };
