using System.Text;

namespace CustomerService.Framework.Texts;

/// <summary>How the bytes of a text are to be read when nobody says so: text files of customers, tables, names in archives.</summary>
public static class TextEncodings
{
    /// <summary>Simplified Chinese as Windows programs write it; GBK and GB2312 are parts of it.</summary>
    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    /// <summary>By the name that a person writes: <c>gbk</c>, <c>utf-16</c>, <c>windows-1252</c>; null when there is none.</summary>
    public static Encoding? Find(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>By the byte order mark, or by what the bytes can be: UTF-8, UTF-16 or simplified Chinese.</summary>
    /// <param name="sample">The beginning of the text; it may end inside a character.</param>
    /// <returns>null when it cannot be told: it is one of the many one-byte encodings, or no text.</returns>
    public static Encoding? Detect(ReadOnlySpan<byte> sample) =>
        sample switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
            [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            _ when sample.Contains((byte)0) => Utf16(sample),
            _ when IsMostlyUtf8(sample) => Encoding.UTF8,
            _ when IsChinese(sample) => Gb18030,
            _ => null,
        };

    /// <summary>Commas, digits and line ends have their zero byte on one side only.</summary>
    private static Encoding? Utf16(ReadOnlySpan<byte> sample)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < sample.Length; i++)
        {
            even += sample[i] == 0 && i % 2 == 0 ? 1 : 0;
            odd += sample[i] == 0 && i % 2 == 1 ? 1 : 0;
        }

        return odd > 8 * even ? Encoding.Unicode
            : even > 8 * odd ? Encoding.BigEndianUnicode
            : null;
    }

    /// <summary>A few broken characters do not make another encoding of it.</summary>
    private static bool IsMostlyUtf8(ReadOnlySpan<byte> sample)
    {
        var (good, bad) = (0, 0);
        while (!sample.IsEmpty)
        {
            var isWhole = Rune.DecodeFromUtf8(sample, out _, out var length) == System.Buffers.OperationStatus.Done;
            good += isWhole && length > 1 ? 1 : 0;
            bad += isWhole || sample.Length < 4 ? 0 : 1;
            sample = sample[length..];
        }

        return good >= 9 * bad;
    }

    /// <summary>Common characters stand in the part of GB2312; Western letters would mostly pair up outside of it.</summary>
    private static bool IsChinese(ReadOnlySpan<byte> sample)
    {
        var (common, rare) = (0, 0);
        for (var i = 0; i < sample.Length - 1; i++)
        {
            if (sample[i] < 0x80)
            {
                continue;
            }

            var (lead, trail) = (sample[i], sample[++i]);
            if (lead is 0x80 or 0xFF || trail is < 0x30 or 0x7F or 0xFF)
            {
                return false;
            }

            common += lead is >= 0xA1 and <= 0xF7 && trail >= 0xA1 ? 1 : 0;
            rare += lead is >= 0xA1 and <= 0xF7 && trail >= 0xA1 ? 0 : 1;
        }

        return common > 0 && common >= 9 * rare;
    }
}
