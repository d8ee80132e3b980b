namespace CustomerService.IntegrationTests.Defence;

/// <summary>Strings that have broken programs: the same ones for the same seed.</summary>
internal sealed class HostileStrings(int seed)
{
    private static readonly string[] Pieces =
    [
        "\0",
        "\u0001",
        "\u0007",
        "\b",
        "\u001B[2J",
        "\u007F",
        "\u0085",
        "\u009F",
        "\t",
        "\n",
        "\r\n",
        "\v",
        "\f",
        " ",
        "\u00A0",
        "\u200B",
        "\u200D",
        "\u200E",
        "\u202E",
        "\u2066",
        "\u2028",
        "\u2029",
        "\u3164",
        "\u2800",
        "\uFEFF",
        "\u00AD",
        "\u034F",
        "\uFFFE",
        "\uFFFF",
        "\uFDD0",
        "\U0001FFFF",
        "\U0010FFFE",
        "\uFFFD",
        "\uE000",
        "\U000E0041",
        "" + (char)0xD800,
        "" + (char)0xDBFF,
        "" + (char)0xDC00,
        "" + (char)0xDFFF,
        "" + (char)0xDE00 + (char)0xD83D,
        "e\u0301",
        "\u0301\u0301\u0301\u0301",
        "👨‍👩‍👧‍👦",
        "🇩🇪",
        "😀",
        "𠮷",
        "ﷺ",
        "ﬁ",
        "İ",
        "ß",
        "Việt",
        "訂單",
        "が",
        "か\u3099",
        "ｶﾞ",
        "한",
        "ᄒ\u1161\u11AB",
        "हिन्दी",
        "ไทย",
        "עִבְרִית",
        "مرحبا",
        "%",
        "_",
        "%00",
        "\\",
        "\\u0000",
        "\"",
        "'",
        "''",
        "`",
        ";--",
        "' or 1=1 --",
        "{0}",
        "{{Name}}",
        "${x}",
        "<script>",
        "]]>",
        "<!--",
        "&#0;",
        "&amp;",
        "../",
        "..\\",
        "CON",
        "C:\\x",
        "javascript:",
        "[a](b)",
        "**",
        "> > >",
        "- ",
        "1. ",
        "#",
        "|",
        "~~",
        "=cmd()",
        "+1",
        "@x",
        "0",
        "-1",
        "9223372036854775808",
        "NaN",
        "1e999",
        "null",
        "true",
        "{}",
        "[]",
        "a",
        "word",
        "order",
        "A-1",
    ];

    private readonly Random _random = new(seed);

    public int Count { get; private set; }

    public string Next(int most = 30)
    {
        Count++;
        var text = string.Concat(Enumerable.Range(0, _random.Next(1, most)).Select(_ => Pieces[_random.Next(Pieces.Length)]));
        return _random.Next(12) switch
        {
            0 => new string('a', _random.Next(6200)) + text,
            1 => string.Concat(Enumerable.Repeat(text, 40)),
            2 => new string('>', _random.Next(300)) + text,
            3 => new string('\u0301', _random.Next(300)) + text,
            _ => text,
        };
    }

    public bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    public int Below(int limit) => _random.Next(limit);
}
